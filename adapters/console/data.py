"""Where the console keeps its data, and how it opens a workspace there."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.workspace import Workspace


def data_folder(given: str | None, environment: Mapping[str, str]) -> Path:
    """The folder of the databases: as given, as the environment says, or in the user's own data folder."""
    if chosen := given or environment.get("COUNTERPOINT_DATA"):
        return Path(chosen).expanduser()
    shared = environment.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "counterpoint"


@contextmanager
def opened(data: Path, workspace_id: str, *, examining: bool = False) -> Iterator[Workspace]:
    """Open a workspace, and close the library behind it; `examining`: a damaged one, too, which stays in its place.

    Raises:
        InputError: the workspace's name is not a plain name.
        DatabaseError: the folder or a database in it cannot be used.
    """
    from bot.operator.judging import judges
    from bot.operator.outside import outside
    from bot.operator.storage import database
    from knowledge.library import Library

    library = Library(
        data, judges=judges(data, os.environ), outside=outside(os.environ), database=database(os.environ)
    )
    if examining:
        library.guards.examine(workspace_id)
    try:
        yield library.workspace(workspace_id)
    finally:
        library.close()
