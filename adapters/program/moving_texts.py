"""What the operator reads about moving between files and a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.storage.moving import Moved

MOVE = """Copy workspaces from files into the database of COUNTERPOINT_STORE, or from there into files.

database|files: where they go; the files are those of --data. Without a WORKSPACE all are copied, and with them what
holds for all, such as sealed tokens. Ids, votes, notebooks and the log come along and nothing is left out: every row is
compared. What is copied from stays, and a workspace that is there already and holds something else is left alone.

Stop the bot first. A run that was cut short is run again: what is there already is not copied twice.
"""
MOVE_SHORT = "Copy workspaces between files and a database."
JSON = "Print one JSON object and nothing else."
NO_DATABASE = "There is no database to move to or from; name it in COUNTERPOINT_STORE, as postgresql://LOGIN:PASSWORD@HOST/DATABASE."


def not_there(workspace: str) -> str:
    """A workspace that cannot be copied."""
    return f"There is no workspace “{workspace}” to copy; leave the name out to copy all."


def moved(found: Sequence[Moved], *, target: str) -> str:
    """What is in both places now."""
    lines = [
        f"{one.workspace}: {one.sources} sources, {one.claims} claims{', there already' if one.before else ''}"
        for one in found
    ]
    number = f"{len(found)} workspace{'' if len(found) == 1 else 's'}"
    use = (
        "Leave COUNTERPOINT_STORE set from now on"
        if target == "database"
        else "Run without COUNTERPOINT_STORE from now on"
    )
    return "\n".join(
        [*lines, f"{number} copied, every row compared. {use}; what was copied from is still there."]
    )
