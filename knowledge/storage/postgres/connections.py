"""The transactions with one workspace on PostgreSQL, and with what holds for all workspaces.

A transaction names its workspace in a setting that ends with it, and row security shows it the rows of that one; what
a session sets would be found by whoever has the connection next.
"""

import threading
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from knowledge.errors import DatabaseError
from knowledge.storage.connections import Index
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.tables import PATIENT, SCHEMA, SETTING
from knowledge.storage.postgres.transactions import Connection, PostgresTransaction

_READING: Final = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITING: Final = "ISOLATION LEVEL READ COMMITTED"
_DAMAGE: Final = (ValueError, TypeError, zlib.error)


class PostgresConnections:
    """The transactions of all threads with the rows of one workspace; None stands for what holds for all of them."""

    def __init__(
        self, server: PostgresServer, workspace_id: str | None, index: Index, *, patient: bool = False
    ) -> None:
        """`workspace_id` is a plain name; `patient`: whether transactions may take as long as they do."""
        self._server = server
        self._workspace = workspace_id
        self._index = index
        self._patient = patient
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Generator[PostgresTransaction, None, None]:
        """Give a transaction that sees one state of the database throughout. Raises `DatabaseError`."""
        with self._server.transaction(_READING, settings=self._named()) as connection:
            try:
                yield self._transaction(connection)
            except _DAMAGE as error:
                raise DatabaseError(
                    f"What is stored in {self._server.name} cannot be read; restore it from a backup."
                ) from error

    @contextmanager
    def writing(self) -> Generator[PostgresTransaction, None, None]:
        """Give a transaction whose changes are kept all or not at all; nobody else writes to the workspace meanwhile."""
        durable = (
            "set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true), "
            f"set_config('lock_timeout', '{int(self._server.patience * 1000)}', true)"
        )
        settings = f"{durable}, {self._named()}" if self._workspace else durable
        first = f"SELECT {SCHEMA}.begin_writing('{self._workspace}')" if self._workspace else ""
        with (
            self._my_turn(),
            self._server.transaction(_WRITING, settings=settings, first=first) as connection,
        ):
            yield self._transaction(connection)

    @contextmanager
    def background(self) -> Generator[PostgresTransaction, None, None]:
        """Give a transaction that changes things while others write; it may take minutes."""
        with self._server.transaction(_WRITING, settings=self._named()) as connection:
            yield self._transaction(connection)

    def scrub(self) -> None:
        """Leave it to the server, whose log is not ours to empty; see docs/postgresql.md."""

    def write_anew(self) -> None:
        """Leave it to the server, which clears away deleted rows by itself; see docs/postgresql.md."""

    def close(self) -> None:
        """Close the connections, unless they are those of one workspace, which it shares with the others."""
        if self._workspace is None:
            self._server.close()

    @contextmanager
    def _my_turn(self) -> Generator[None, None, None]:
        """Let this process write in one thread at a time: who waits for the lock of the server holds a connection."""
        if self._workspace is None:
            yield
            return
        if not self._turn.acquire(timeout=self._server.patience):
            raise DatabaseError(
                f"The database {self._server.name} is busy with the same workspace for too long; try again in a moment."
            )
        try:
            yield
        finally:
            self._turn.release()

    def _named(self) -> str:
        named = f"set_config('{SETTING}', '{self._workspace or ''}', true)"
        return f"{named}, {PATIENT}" if self._patient else named

    def _transaction(self, connection: Connection) -> PostgresTransaction:
        return PostgresTransaction(connection, self._index, workspace=self._workspace)
