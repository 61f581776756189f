"""Which processes are still there, by an advisory lock for each, in a transaction that lasts as long as the process.

The server lets go of it when the session ends: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
A lock of the session itself would, behind a pool such as PgBouncer's, belong to whoever has the connection next. The
transaction has read nothing and holds no version of any row back.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

from knowledge.storage.postgres.tables import PATIENT
from knowledge.storage.postgres.trouble import translated
from knowledge.storage.presence import new_name

if TYPE_CHECKING:
    from knowledge.storage.postgres.server import Connection, PostgresServer

_BEGIN: Final = f"BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; SELECT {PATIENT}"
_HOLD: Final = "SELECT pg_try_advisory_xact_lock(hashtextextended({}, 0))"
_PREFIX: Final = "counterpoint process "


class PostgresPresence:
    """The process that asks, among all that use the same database; it has a connection of its own for that."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._name = ""
        self._session: Connection | None = None
        self._held = False

    def name(self) -> str:
        """The name of this process; where the server was restarted, its lock is taken anew."""
        with self._lock, translated(self._server.name):
            self._name = self._name or new_name()
            if self._session is None or not _is_alive(self._session):
                self._session, self._held = self._server.connect(), False
                self._session.execute(_BEGIN.encode(), prepare=False)
            # where the server has not noticed yet that the connection before is lost, it holds the lock meanwhile
            self._held = self._held or _takes(self._session, self._name)
            return self._name

    def is_there(self, name: str) -> bool:
        """Whether the process of a name still runs. Whoever looks for others sees to its own lock, too."""
        if self._name and name == self.name():
            return True
        with self._server.transaction("READ WRITE") as connection:
            return not _takes(connection, name)

    def close(self) -> None:
        """End the session, and with it the lock."""
        with self._lock:
            if self._session is not None:
                # the server notices only after a while that a session has ended
                with suppress(psycopg.Error):
                    self._session.execute("ROLLBACK")
                self._session.close()
            self._session, self._name, self._held = None, "", False


def _takes(session: Connection, name: str) -> bool:
    # a statement with parameters would stay open until the next, and hold versions of rows back
    hold = sql.SQL(_HOLD).format(sql.Literal(_PREFIX + name))
    found = session.execute(hold, prepare=False).fetchone()
    return bool(found and found[0])


def _is_alive(session: Connection) -> bool:
    with suppress(psycopg.Error):
        session.execute("SELECT 1", prepare=False)
        return True
    session.close()
    return False
