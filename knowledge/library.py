"""The core as its users see it: a library of workspaces, each with sources, claims and answers."""

from collections.abc import Sequence
from pathlib import Path

from knowledge.storage.installation import Installation
from knowledge.storage.sqlite import SQLiteStore
from knowledge.storage.sqlite_installation import SQLiteInstallation
from knowledge.storage.store import Store
from knowledge.workspace import Progress, Workspace

__all__ = ["Library", "Progress", "Workspace"]


class Library:
    """All workspaces under a data folder. Raises `DatabaseError` when the folder cannot be used."""

    def __init__(self, data: Path, keys: Sequence[str] = ()) -> None:
        """`keys`: the first seals the installation's secrets, all unseal them."""
        self._store: Store = SQLiteStore(data)
        self._installation: Installation = SQLiteInstallation(data, keys=keys)

    @property
    def installation(self) -> Installation:
        """What holds for all workspaces; its file is made when it is first used."""
        return self._installation

    def workspace(self, workspace_id: str) -> Workspace:
        """Open or make a workspace."""
        return Workspace(self._store.workspace(workspace_id))

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that have a database."""
        return self._store.workspaces()

    def delete(self, workspace_id: str) -> bool:
        """Close a workspace and delete everything in it; False when there is none."""
        return self._store.delete(workspace_id)

    def close(self) -> None:
        """Close every database."""
        self._store.close()
        self._installation.close()
