"""The engine for PostgreSQL: all workspaces in one database, each seeing its own rows."""

import threading
from collections.abc import Mapping, Sequence
from typing import Final
from weakref import WeakValueDictionary

from knowledge.storage.connections import Transaction
from knowledge.storage.files import checked_name, is_plain_name
from knowledge.storage.moving import COUNTED
from knowledge.storage.postgres.connections import PostgresConnections
from knowledge.storage.postgres.index import PostgresIndex
from knowledge.storage.postgres.presence import PostgresPresence
from knowledge.storage.postgres.resizing import Resizing, resize
from knowledge.storage.postgres.search import PostgresSearch
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.postgres.turns import PostgresTurns
from knowledge.storage.presence import Presence, left_by
from knowledge.storage.sql.installation import SQLInstallation
from knowledge.storage.sql.workspace import SQLWorkspace

MOST_HELD: Final = 32
"""Of how many workspaces what was loaded for searching is held."""
_AT_WORK: Final = "SELECT workspace_id, owner FROM at_work_anywhere()"
_OF_WORKSPACES: Final = (
    "SELECT relname FROM pg_class WHERE relnamespace = ?::regnamespace AND relkind = 'r' "
    "AND relforcerowsecurity AND NOT relispartition ORDER BY relname"
)


def installation(
    server: PostgresServer, *, keys: Sequence[str] = (), presence: Presence | None = None
) -> SQLInstallation:
    """What holds for all workspaces of a database. `keys`: the first seals secrets, all unseal."""
    connections = PostgresConnections(server, None, PostgresIndex())
    return SQLInstallation(connections, keys=keys, turns=PostgresTurns(server), presence=presence)


class PostgresStore:
    """All workspaces of a database, which other processes may use as well."""

    def __init__(self, server: PostgresServer, *, most_held: int = MOST_HELD) -> None:
        self._server = server
        self._most_held = most_held
        self._index = PostgresIndex()
        self._all = PostgresConnections(server, None, self._index)
        self._known: WeakValueDictionary[str, SQLWorkspace] = WeakValueDictionary()
        self._held: dict[str, SQLWorkspace] = {}
        """The one used last comes last."""
        self._lock = threading.Lock()
        self._resizing = Resizing(self.connections)
        self.presence = PostgresPresence(server)
        self.guards = PostgresGuards(self)

    def workspace(self, workspace_id: str) -> SQLWorkspace:
        """Give the one object of a workspace. Raises `InputError` for an id that is not a plain name."""
        checked_name(workspace_id)
        with self._lock:
            found = self._known.get(workspace_id) or self._made(workspace_id)
            self._known[workspace_id] = found
            self._held.pop(workspace_id, None)
            self._held[workspace_id] = found
            if len(self._held) > self._most_held:
                self._held.pop(next(iter(self._held))).let_go()
            return found

    def _made(self, workspace_id: str) -> SQLWorkspace:
        connections = PostgresConnections(self._server, workspace_id, self._index)
        search = PostgresSearch(connections, workspace_id, self._resizing)
        return SQLWorkspace(connections, search, self.presence)

    def resize(self, workspace_id: str) -> bool:
        """Give a workspace the index that its size asks for, now, or take it away; tell whether that was done.

        Raises `DatabaseError`.
        """
        with self.connections(workspace_id).background() as db:
            return resize(db)

    def connections(self, workspace_id: str) -> PostgresConnections:
        """Transactions that do something with all of a workspace. Raises `InputError` for an id that is no plain name."""
        return PostgresConnections(self._server, checked_name(workspace_id), self._index, patient=True)

    def last_numbers(self, db: Transaction) -> Mapping[str, int]:
        """By table, the last number that was given."""
        given = dict(db.execute("SELECT name, last FROM numbers").fetchall())
        return {table: given.get(table, 0) for table in COUNTED}

    def set_last_number(self, db: Transaction, table: str, number: int) -> None:
        """Note the last number that was given."""
        sql = "INSERT INTO numbers (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last"
        db.execute(sql, (table, number))

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that were ever written to."""
        with self._all.reading() as db:
            return [name for (name,) in db.execute("SELECT id FROM workspaces ORDER BY id")]

    def holds(self, workspace_id: str) -> bool:
        """Whether a workspace was ever written to; False for an id that is not a plain name."""
        if not is_plain_name(workspace_id):
            return False
        with self._all.reading() as db:
            return db.execute("SELECT 1 FROM workspaces WHERE id = ?", (workspace_id,)).fetchone() is not None

    def delete(self, workspace_id: str) -> bool:
        """Delete a workspace with everything in it; False when there is none. Raises as `workspace`."""
        if not self.holds(checked_name(workspace_id)):
            return False
        with self._lock:
            self._held.pop(workspace_id, None)
            known = self._known.get(workspace_id)
        with self.connections(workspace_id).writing() as db:
            for (table,) in db.execute(_OF_WORKSPACES, (SCHEMA,)).fetchall():
                db.execute(f"DELETE FROM {table}")  # noqa: S608
            db.execute("DELETE FROM workspaces WHERE id = ?", (workspace_id,))
            db.execute("UPDATE totals SET value = value + 1 WHERE name = 'deletions'")
            # last: from here on until the end all other large workspaces wait
            self._index.drop_workspace(db)
        if known:
            known.let_go()
        return True

    def unfinished(self) -> list[str]:
        """The ids of the workspaces to which something is still to be added, at which no process is at work."""
        owners: dict[str, set[str]] = {}
        with self._all.reading() as db:
            for workspace_id, owner in db.execute(_AT_WORK).fetchall():
                owners.setdefault(workspace_id, set()).add(owner)
        return left_by(self.presence, owners)

    def close(self) -> None:
        """Forget what was loaded, and close all connections; the next use opens new ones."""
        self._resizing.close()
        with self._lock:
            for workspace in list(self._known.values()):
                workspace.let_go()
            self._held.clear()
        self.presence.close()
        self._server.close()


class PostgresGuards:
    """Leaves to the server to look whether what is stored is sound: it has checksums of its own."""

    def __init__(self, store: PostgresStore) -> None:
        self._store = store

    def check(self, workspace_id: str, *, set_aside: bool = True) -> None:  # noqa: ARG002
        """See that the workspace can be used at all. Raises `DatabaseError`, and `InputError` as `workspace`."""
        self._store.holds(checked_name(workspace_id))

    def examine(self, workspace_id: str) -> None:
        """Let a workspace be used as it is."""

    def set_aside(self) -> list[str]:
        """Name none: nothing can be set aside of a database that all share."""
        return []
