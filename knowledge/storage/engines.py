"""Which engine keeps an installation: files of SQLite in a data folder, or a database of PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.storage.installation import Installation
from knowledge.storage.store import Store

if TYPE_CHECKING:
    from knowledge.storage.moving import MovableStore, Moved
    from knowledge.storage.postgres.server import About
    from knowledge.storage.sql.installation import SQLInstallation

POOL = 8
"""How many connections a process has open at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A database of PostgreSQL. Its address may hold a password, which its `repr` does not show."""

    url: str = field(repr=False)
    pool: int = POOL


def opened(
    data: Path, *, database: Database | None = None, keys: Sequence[str] = ()
) -> tuple[Store, Installation]:
    """Open the workspaces of an installation and what holds for all of them, in files where no database is named.

    `keys`: the first seals the installation's secrets, all unseal them. Raises `InputError` for an address that is
    none; whether the database is there shows when it is first used.
    """
    if database is None:
        from knowledge.storage.sqlite.installation import SQLiteInstallation
        from knowledge.storage.sqlite.store import SQLiteStore

        files = SQLiteStore(data)
        return files, SQLiteInstallation(data, keys=keys, presence=files.presence)
    from knowledge.storage.postgres.server import PostgresServer
    from knowledge.storage.postgres.store import PostgresStore, installation

    server = PostgresServer(database.url, pool=database.pool)
    store = PostgresStore(server)
    return store, installation(server, keys=keys, presence=store.presence)


def about(database: Database) -> "About":
    """What a database's server is. Raises `DatabaseError` where it cannot be used."""
    from knowledge.storage.postgres.server import PostgresServer

    server = PostgresServer(database.url, pool=database.pool)
    try:
        return server.about()
    finally:
        server.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An installation that can be moved from or to."""

    store: "MovableStore"
    installation: "SQLInstallation"

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that hold something."""
        return self.store.workspaces()

    def holds(self, workspace_id: str) -> bool:
        """Whether there is such a workspace."""
        return self.store.holds(workspace_id)

    def take(self, workspace_id: str, origin: "Kept") -> "Moved":
        """Copy a workspace from there to here, and make what a large one is searched by; see `moving.move`."""
        from knowledge.storage.moving import move
        from knowledge.storage.postgres.store import PostgresStore

        moved = move(workspace_id, origin=origin.store, target=self.store)
        if isinstance(self.store, PostgresStore):
            self.store.resize(workspace_id)
        return moved

    def take_installation(self, origin: "Kept") -> int:
        """Copy what holds for all workspaces from there to here; how much was new."""
        from knowledge.storage.moving import move_installation

        return move_installation(origin.installation.connections, self.installation.connections)


@contextmanager
def between(data: Path, database: Database) -> Iterator[tuple[Kept, Kept]]:
    """Open both the files of a data folder and a database, to move workspaces between them."""
    from knowledge.storage.postgres.server import PostgresServer
    from knowledge.storage.postgres.store import PostgresStore, installation
    from knowledge.storage.sqlite.installation import SQLiteInstallation
    from knowledge.storage.sqlite.store import SQLiteStore

    # what is moved is looked at again while it is read
    server = PostgresServer(database.url, pool=max(2, database.pool))
    files = Kept(store=SQLiteStore(data), installation=SQLiteInstallation(data))
    kept = Kept(store=PostgresStore(server), installation=installation(server))
    try:
        yield files, kept
    finally:
        for one in (files, kept):
            one.store.close()
            one.installation.close()
