"""Which engine keeps an installation: files of SQLite in a data folder, or a database of PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.storage.installation import Installation
from knowledge.storage.store import Store

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
        from knowledge.storage.sqlite import SQLiteStore
        from knowledge.storage.sqlite_installation import SQLiteInstallation

        return SQLiteStore(data), SQLiteInstallation(data, keys=keys)
    from knowledge.storage.postgres import PostgresStore, installation
    from knowledge.storage.postgres_server import PostgresServer

    server = PostgresServer(database.url, pool=database.pool)
    return PostgresStore(server), installation(server, keys=keys)
