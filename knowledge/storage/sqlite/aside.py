"""Databases that were found damaged and set aside: renamed, never deleted, until the operator decides.

A workspace that was set aside does not begin anew by itself: people would take it for one without sources.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from knowledge.errors import DatabaseError
from knowledge.storage.rows import plain
from knowledge.storage.sqlite.seals import SEAL
from knowledge.storage.vector_lists import INDEX, PART

_MARK: Final = ".damaged-"
_BESIDE: Final = ("", "-wal", SEAL)


def set_aside(path: Path) -> Path:
    """Rename a damaged database, with its log and its seal, and return where it is now. Raises `OSError`."""
    name = f"{path.name}{_MARK}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    for ending in _BESIDE:
        source = path.with_name(path.name + ending)
        if source.exists():
            source.rename(path.with_name(name + ending))
    for ending in ("-shm", INDEX, PART):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    _settle(path.parent)
    return path.with_name(name)


def of(path: Path) -> list[Path]:
    """What was set aside of a database, the latest last."""
    found = path.parent.glob(f"{path.name}{_MARK}*Z")
    return sorted(found)


def names_in(folder: Path) -> list[str]:
    """The names of the databases, without their ending, of which something was set aside and which are not back."""
    found = {place.name.partition(".db" + _MARK)[0] for place in folder.glob(f"*.db{_MARK}*Z")}
    return sorted(name for name in found if not (folder / f"{name}.db").exists())


def refuse(path: Path) -> None:
    """Raise `DatabaseError` where a database is not there because it was set aside."""
    found = of(path)
    if found:
        raise DatabaseError(sentence(path, found[-1]))


def sentence(path: Path, now: Path) -> str:
    """What happened, and what the operator does next."""
    return (
        f"The workspace {plain(path.stem)} was found damaged and set aside as “{plain(str(now))}”, and all others go on; "
        f"restore it with counterpoint restore, or move that file away to begin the workspace anew."
    )


def _settle(folder: Path) -> None:
    """Have the disk know the new names before anybody relies on them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
