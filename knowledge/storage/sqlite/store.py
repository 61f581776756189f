"""The SQLite engine: one file a workspace, `workspaces/ID.db` in the data folder.

Words are searched by FTS5, meaning by a product with all vectors, and in a large workspace through lists beside its
file.
"""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

from knowledge.storage import files
from knowledge.storage.connections import Transaction
from knowledge.storage.moving import COUNTED
from knowledge.storage.presence import FilePresence, Presence, left_by
from knowledge.storage.sql.workspace import SQLWorkspace
from knowledge.storage.sqlite.begun import Begun
from knowledge.storage.sqlite.connections import SQLiteConnections
from knowledge.storage.sqlite.guard import Guard, Guards
from knowledge.storage.sqlite.words import SQLiteSearch
from knowledge.storage.store import Vectors
from knowledge.storage.vector_index import VectorIndex
from knowledge.storage.vector_search import INDEXED_FROM

_PATIENCE: Final = 10.0
MOST_OPEN: Final = 32
"""How many workspaces stay open: each holds a few files and, once searched, its vectors."""

_AUTOINCREMENT: Final = ("sources", "claims", "answers", "jobs")


class SQLiteStore:
    """All workspaces of a data folder. Folder and files are made when a workspace is first used.

    The files that were used last stay open. A workspace whose file was closed opens it again when it is used.
    """

    def __init__(
        self,
        data: Path,
        *,
        patience: float = _PATIENCE,
        most_open: int = MOST_OPEN,
        indexed_from: int = INDEXED_FROM,
    ) -> None:
        """Open it; nothing is made before a workspace is used.

        Args:
            data: the data folder.
            patience: how many seconds to wait for a database that another process is writing to.
            most_open: how many workspaces stay open.
            indexed_from: how many claims make a workspace large, so that its vectors are put into lists.
        """
        self._folder = data.absolute() / "workspaces"
        self._patience = patience
        self._most_open = most_open
        self._indexed_from = indexed_from
        self._known: WeakValueDictionary[str, SQLiteWorkspace] = WeakValueDictionary()
        self._open: dict[str, SQLiteWorkspace] = {}
        """The one used last comes last."""
        self.presence = FilePresence(data.absolute())
        self.guards = Guards(self._folder, patience=patience)
        self._begun = Begun(self._folder)
        self._lock = threading.Lock()

    def workspace(self, workspace_id: str) -> "SQLiteWorkspace":
        """Give the one object of a workspace. Raises `InputError` for an id that is not a plain name."""
        path = files.file_of(self._folder, workspace_id)
        with self._lock:
            guard = self.guards.of(workspace_id)
            found = self._known.get(workspace_id) or SQLiteWorkspace(
                path,
                patience=self._patience,
                guard=guard,
                indexed_from=self._indexed_from,
                presence=self.presence,
            )
            self._known[workspace_id] = found
            self._open.pop(workspace_id, None)
            self._open[workspace_id] = found
            self._close_idle()
            return found

    def _close_idle(self) -> None:
        """Close the files that were not used for longest; those that somebody is using wait for another time."""
        for workspace_id in list(self._open)[:-1]:
            if len(self._open) <= self._most_open:
                return
            if self._open[workspace_id].close_idle():
                del self._open[workspace_id]

    def connections(self, workspace_id: str) -> SQLiteConnections:
        """Connections of their own to a workspace. Raises `InputError` for an id that is not a plain name."""
        path = files.file_of(self._folder, workspace_id)
        return SQLiteConnections(path, patience=self._patience, guard=self.guards.of(workspace_id))

    def last_numbers(self, db: Transaction) -> Mapping[str, int]:
        """By table, the last number that was given: the highest there is, or was where SQLite remembers it."""
        there = {
            table: int(db.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])  # noqa: S608
            for table, column in COUNTED.items()
        }
        given = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        return {table: max(number, given.get(table, 0)) for table, number in there.items()}

    def set_last_number(self, db: Transaction, table: str, number: int) -> None:
        """Note the last number that was given, where SQLite remembers it."""
        if table in _AUTOINCREMENT:
            db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that have a file. Raises `DatabaseError` when the folder cannot be read."""
        return files.names_in(self._folder)

    def holds(self, workspace_id: str) -> bool:
        """Whether a workspace has a file; False for an id that is not a plain name."""
        return files.is_there(self._folder, workspace_id)

    def unfinished(self) -> list[str]:
        """The ids of the workspaces to which something is still to be added, at which no process is at work."""
        return left_by(self.presence, self._begun.owners())

    def delete(self, workspace_id: str) -> bool:
        """Close a workspace and delete its files; False when there are none.

        Raises:
            InputError: the id is not a plain name.
            DatabaseError: the files cannot be deleted.
        """
        path = files.file_of(self._folder, workspace_id)
        with self._lock:
            self._open.pop(workspace_id, None)
            known = self._known.get(workspace_id)
            if known:
                known.close()
            return files.delete(path)

    def close(self) -> None:
        """Close all workspaces."""
        with self._lock:
            for workspace in list(self._known.values()):
                workspace.close()
            self._open.clear()
            self.presence.close()


class SQLiteWorkspace(SQLWorkspace):
    """One workspace. Any number of threads may use it at once."""

    def __init__(
        self,
        path: Path,
        *,
        patience: float = _PATIENCE,
        guard: Guard | None = None,
        indexed_from: int = INDEXED_FROM,
        presence: Presence,
    ) -> None:
        self._file = SQLiteConnections(path, patience=patience, guard=guard)
        self._lists = VectorIndex(path, self._file)
        search = SQLiteSearch(self._file, self._lists, indexed_from=indexed_from)
        super().__init__(self._file, search, presence)

    def remove(self, source_id: str) -> bool:
        """Delete a source with its claims, leaving no byte of it behind; False when there is none."""
        removed = super().remove(source_id)
        if removed:
            self._lists.forget_removed()
        return removed

    def renew(self, source_id: str, vectors: Mapping[int, Vectors]) -> None:
        """Replace the vectors of a source's claims; see `WorkspaceStore`."""
        super().renew(source_id, vectors)
        self._lists.drop()

    def close(self) -> None:
        """Close what this workspace has open, and forget what was loaded of it."""
        self.let_go()
        super().close()

    def close_idle(self) -> bool:
        """Close it unless somebody is using it now; tell whether it is closed."""
        closed = self._file.close_idle()
        if closed:
            self.let_go()
        return closed
