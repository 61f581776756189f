"""What the operator reads about backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.storage.manifest import LeftOut, Manifest

BACKUP = """Back up every workspace and the installation to one file, also while the bot runs.

DIR|FILE: a folder, where the file gets a name with the date; or the name of a file that is not there yet, which ends
in .tar, or in .tar.gz to take less room. Every copy is checked. No key and no token in plain text is in it: keep
COUNTERPOINT_SECRET_KEY and the platforms' tokens elsewhere.

Exit status: 0 all is in it, 1 something was damaged and left out, or the backup could not be made.
"""
BACKUP_SHORT = "Back up everything to one file."
RESTORE = """Restore a backup into the data folder, after every byte of it was verified.

A folder that holds databases is left as it is, unless --replace is given. Stop the bot first.
"""
RESTORE_SHORT = "Restore a backup."
REPLACE = "Put the backup in the place of what is there, which is moved to a folder replaced-DATE beside it."
IN_A_DATABASE = (
    "Everything is kept in the database of COUNTERPOINT_STORE, which is backed up and restored by pg_dump and pg_restore "
    "(docs/postgresql.md says how); counterpoint migrate-store files copies it to files."
)
JSON = "Print one JSON object and nothing else."


def backed_up(file: Path, made: Manifest) -> str:
    """What is in the backup, and what is not."""
    return (
        f"{_workspaces(made)} backed up to {file}. Keep COUNTERPOINT_SECRET_KEY and the platforms' tokens apart: they "
        f"are not in it."
    )


def left_out(one: LeftOut) -> str:
    """A database that is not in the backup."""
    return f"Not in the backup: {one.path}. {one.reason}"


def restored(data: Path, found: Manifest, replaced: Path | None) -> str:
    """What was restored, and where what was there is now."""
    before = f" What was there is in {replaced}; delete it when it is no longer needed." if replaced else ""
    missing = "".join(f" Not in this backup: {one.path}." for one in found.left_out)
    return f"{_workspaces(found)} restored to {data}, as of {found.made}.{missing}{before}"


def _workspaces(found: Manifest) -> str:
    number = sum(kept.path.startswith("workspaces/") for kept in found.files)
    return f"{number} workspace{'' if number == 1 else 's'}"
