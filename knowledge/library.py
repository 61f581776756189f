"""The core as its users see it: a library of workspaces, each with sources, claims and answers."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from knowledge.judges.contract import SHIPPED, Judges
from knowledge.outside import OUTSIDE, Outside
from knowledge.storage.engines import Database, opened
from knowledge.storage.installation import Installation
from knowledge.storage.store import Guards, Store
from knowledge.workspace import Progress, Workspace

__all__ = ["Library", "Progress", "Workspace"]

MOST_OPEN: Final = 32
"""Of how many workspaces the objects stay the same."""


class Library:
    """All workspaces under a data folder, or in a database. Raises `DatabaseError` when the folder cannot be used."""

    def __init__(
        self,
        data: Path,
        keys: Sequence[str] = (),
        *,
        judges: Judges = SHIPPED,
        outside: Outside = OUTSIDE,
        database: Database | None = None,
    ) -> None:
        """Open it, with the keys and the people who do its work.

        Args:
            data: the folder of its files.
            keys: the first seals the installation's secrets, all unseal them.
            judges: who judges stance.
            outside: who reads files and fetches links.
            database: where everything is kept instead of in files.
        """
        self._judges = judges
        self._outside = outside
        self._store: Store
        self._installation: Installation
        self._store, self._installation = opened(data, database=database, keys=keys)
        self._latest: dict[str, Workspace] = {}
        """The one asked for last comes last."""
        self._lock = threading.Lock()

    @property
    def installation(self) -> Installation:
        """What holds for all workspaces; its file is made when it is first used."""
        return self._installation

    def workspace(self, workspace_id: str) -> Workspace:
        """Open or make a workspace; those that were asked for last are the same objects each time."""
        with self._lock:
            store = self._store.workspace(workspace_id)
            found = self._latest.pop(workspace_id, None)
            if found is None or found.store is not store:
                found = Workspace(store, self._judges, self._outside)
            self._latest[workspace_id] = found
            if len(self._latest) > MOST_OPEN:
                del self._latest[next(iter(self._latest))]
            return found

    @property
    def guards(self) -> Guards:
        """Who looks whether the workspaces are sound."""
        return self._store.guards

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that have a database."""
        return self._store.workspaces()

    def holds(self, workspace_id: str) -> bool:
        """Whether there is a workspace of that id; asking makes none."""
        return self._store.holds(workspace_id)

    def unfinished(self) -> list[str]:
        """The ids of the workspaces to which something is still to be added, at which no process is at work."""
        return self._store.unfinished()

    def delete(self, workspace_id: str) -> bool:
        """Close a workspace and delete everything in it; False when there is none."""
        with self._lock:
            self._latest.pop(workspace_id, None)
        return self._store.delete(workspace_id)

    def close(self) -> None:
        """Close every database."""
        self._store.close()
        self._installation.close()
        self._judges.close()
        self._outside.close()
