"""What `counterpoint doctor` finds out on this machine: settings, data folder, disk, databases, models."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adapters.console.texts import system
from adapters.program import texts
from bot.host import Finding
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from knowledge.library import Library

LEAST_FREE: Final = 500_000_000
"""Bytes below which the disk is called short: a few hundred sources with their vectors."""
INSTALLATION: Final = "installation.db"


def data_folder(folder: Path) -> Finding:
    """Whether databases can be written where they are to stand."""
    name = "Data folder"
    if not folder.exists():
        above = next(place for place in folder.absolute().parents if place.exists())
        if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
            return Finding(name=name, good=True, sentence=texts.to_be_made(folder))
        return Finding(name=name, good=False, sentence=texts.not_writable(folder, f"nor can {above}"))
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"counterpoint")
            probe.flush()
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Finding(name=name, good=False, sentence=texts.not_writable(folder, why))
    return Finding(name=name, good=True, sentence=texts.writable(folder))


def free_space(folder: Path) -> Finding:
    """Whether the disk has room for more sources."""
    place = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    free = shutil.disk_usage(place).free
    good = free >= LEAST_FREE
    return Finding(name="Disk", good=good, sentence=texts.space(free, good=good))


def databases(library: Library) -> list[Finding]:
    """Whether every workspace is sound, opens and reads; one finding for the sound ones, and one for each that is not."""
    names = sorted({*library.workspaces(), *library.guards.set_aside()})
    bad = [found for name in names for found in guarded(f"Workspace {name}", partial(_read, library, name))]
    sound = len(names) - len(bad)
    if bad and not sound:
        return bad
    return [Finding(name="Databases", good=True, sentence=texts.databases(sound)), *bad]


def _read(library: Library, name: str) -> list[Finding]:
    library.guards.check(name, set_aside=False)
    workspace = library.workspace(name)
    workspace.sources()
    workspace.topics()
    return []


def postgres(environment: Mapping[str, str]) -> list[Finding]:
    """What the database is, where one is named in place of files; nothing to say otherwise."""
    from bot.operator.storage import database
    from knowledge.storage.engines import about

    named = database(environment)
    if named is None:
        return []
    return [Finding(name="PostgreSQL", good=True, sentence=texts.postgres(about(named)))]


def installation(library: Library, folder: Path | None) -> list[Finding]:
    """Whether what holds for the whole installation can be read, once there is something; nothing to say where it can.

    `folder`: where its file is; None where it is kept in a database.
    """
    if folder is None or (folder / INSTALLATION).exists():
        library.installation.departed_before(datetime.min.replace(tzinfo=UTC))
    return []


def models() -> Finding:
    """Whether both models load and judge a plain pair rightly."""
    from adapters.program.models import warm

    warm()
    return Finding(name="Models", good=True, sentence=texts.MODELS_ANSWER)


def secret_key(keys: Sequence[str], *, needed: bool) -> Finding:
    """Whether there is a key, where one is needed; a bad one was refused before."""
    sentence = texts.keys(len(keys), needed=needed)
    return Finding(name="Secret key", good=bool(keys) or not needed, sentence=sentence)


def guarded(name: str, check: Callable[[], Finding | list[Finding]]) -> Iterator[Finding]:
    """Give a check's findings; what it raises is one too."""
    try:
        found = check()
    except CounterpointError as error:
        found = Finding(name=name, good=False, sentence=str(error))
    except OSError as error:
        found = Finding(name=name, good=False, sentence=system(error))
    yield from (found if isinstance(found, list) else [found])
