"""The files of a data folder: one a workspace, with SQLite's own beside it while it is open."""

import re
from pathlib import Path
from typing import Final

from knowledge.errors import DatabaseError, InputError
from knowledge.storage.rows import plain
from knowledge.storage.sqlite import aside
from knowledge.storage.sqlite.seals import SEAL
from knowledge.storage.trouble import advice
from knowledge.storage.vector_lists import INDEX, PART

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOGS_FIRST: Final = ("-wal", "-shm", "-journal", INDEX, PART, SEAL, "")
"""Order of deletion: the database goes last, so that one whose deletion was cut short is still seen."""


def file_of(folder: Path, workspace_id: str) -> Path:
    """The file of a workspace. Raises `InputError` for an id that is not a plain name."""
    return folder / f"{checked_name(workspace_id)}.db"


def is_plain_name(workspace_id: str) -> bool:
    """Whether an id can name a workspace."""
    return _PLAIN_NAME.fullmatch(workspace_id) is not None


def checked_name(workspace_id: str) -> str:
    """Give the id of a workspace back. Raises `InputError` for one that is not a plain name."""
    if not is_plain_name(workspace_id):
        raise InputError(
            f"“{plain(workspace_id)[:64]}” cannot name a workspace; "
            f"use up to 64 letters a to z, digits, hyphens and underscores."
        )
    return workspace_id


def is_there(folder: Path, workspace_id: str) -> bool:
    """Whether a workspace has a file; False for an id that is not a plain name."""
    return bool(_PLAIN_NAME.fullmatch(workspace_id)) and file_of(folder, workspace_id).exists()


def names_in(folder: Path) -> list[str]:
    """The ids of the workspaces that have a file. Raises `DatabaseError` when the folder cannot be read."""
    try:
        return sorted(path.stem for path in folder.glob("*.db") if _PLAIN_NAME.fullmatch(path.stem))
    except OSError as error:
        raise DatabaseError(advice(error, f"“{plain(str(folder))}”")) from error


def delete(path: Path) -> bool:
    """Delete a closed database, and what was ever set aside of it; False when there is none.

    Raises `DatabaseError` when the system refuses.
    """
    before = aside.of(path)
    there = path.exists() or bool(before)
    try:
        for place in (*before, path):
            for ending in _LOGS_FIRST:
                place.with_name(place.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise DatabaseError(advice(error, f"“{plain(str(path))}”")) from error
    return there
