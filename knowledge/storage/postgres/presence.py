"""Which processes are still there, by an advisory lock of a session for each.

The server lets go of it when the session ends: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import psycopg

from knowledge.storage.postgres.trouble import translated
from knowledge.storage.presence import new_name

if TYPE_CHECKING:
    from knowledge.storage.postgres.server import Connection, PostgresServer

_HOLD: Final = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
_IS_FREE: Final = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
_PREFIX: Final = "counterpoint process "


class PostgresPresence:
    """The process that asks, among all that use the same database; it has a connection of its own for that."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._name = ""
        self._session: Connection | None = None

    def name(self) -> str:
        """The name of this process; where the server was restarted, its lock is taken anew."""
        with self._lock, translated(self._server.name):
            self._name = self._name or new_name()
            if self._session is None or not _is_alive(self._session):
                self._session = self._server.connect()
                self._session.execute(_HOLD, (_PREFIX + self._name,))
            return self._name

    def is_there(self, name: str) -> bool:
        """Whether the process of a name still runs."""
        if name and name == self._name:
            return True
        with self._server.transaction("READ WRITE") as connection:
            found = connection.execute(_IS_FREE, (_PREFIX + name,)).fetchone()
            return not (found and found[0])

    def close(self) -> None:
        """End the session, and with it the lock."""
        with self._lock:
            if self._session is not None:
                # the server notices only after a while that a session has ended
                with suppress(psycopg.Error):
                    self._session.execute("SELECT pg_advisory_unlock_all()")
                self._session.close()
            self._session, self._name = None, ""


def _is_alive(session: Connection) -> bool:
    with suppress(psycopg.Error):
        session.execute("SELECT 1")
        return True
    session.close()
    return False
