"""Gives workspaces the index that their size asks for, in the background, one after the other."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import psycopg

from knowledge.errors import CounterpointError
from knowledge.storage.connections import Transaction
from knowledge.storage.postgres import partitions
from knowledge.storage.postgres.connections import PostgresConnections
from knowledge.storage.postgres.index import within
from knowledge.storage.postgres.transactions import Connection

_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 60.0
"""Seconds before a workspace is tried again."""
_PATIENCE: Final = 10.0
"""Seconds to wait for the server to stop what it is asked to stop."""


def resize(db: Transaction) -> bool:
    """Give a workspace a partition, or take it away, if its size asks for that; tell whether that was done."""
    connection, workspace = within(db)
    now = partitions.state(connection, workspace)
    if now.fits:
        return False
    if now.partitioned:
        partitions.drop(connection)
        return True
    return partitions.make(connection, workspace)


class Resizing:
    """What a process is asked to do in the background. Any number of threads may ask."""

    def __init__(self, connections: Callable[[str], PostgresConnections]) -> None:
        self._connections = connections
        self._waiting: list[str] = []
        self._tried: dict[str, float] = {}
        self._thread: threading.Thread | None = None
        self._at: Connection | None = None
        self._lock = threading.Lock()

    def ask(self, workspace_id: str) -> None:
        """See to a workspace soon; whoever asks does not wait."""
        now = time.monotonic()
        with self._lock:
            if now < self._tried.get(workspace_id, -_PAUSE) + _PAUSE:
                return
            self._tried[workspace_id] = now
            self._waiting.append(workspace_id)
            if self._thread is None:
                # a daemon: what is not finished when the program ends is undone by the server, and begun anew later
                self._thread = threading.Thread(target=self._work, name="resizing", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop what is being done, of which nothing stays, and forget what was asked."""
        with self._lock:
            self._waiting.clear()
            self._tried.clear()
            thread, at = self._thread, self._at
        if thread:
            with suppress(psycopg.Error):
                if at:
                    at.cancel_safe(timeout=_PATIENCE)
            thread.join(_PATIENCE)

    def _work(self) -> None:
        while (workspace_id := self._next()) is not None:
            try:
                with self._connections(workspace_id).background() as db:
                    self._at = within(db)[0]
                    done = resize(db)
                    self._at = None
                if done:
                    _LOG.info("workspace %s is now searched as its size asks for", workspace_id)
            except CounterpointError as error:
                _LOG.warning("the index of workspace %s waits: %s", workspace_id, error)
            finally:
                self._at = None

    def _next(self) -> str | None:
        with self._lock:
            if self._waiting:
                return self._waiting.pop(0)
            self._thread = None
            return None
