"""Gives workspaces the index that their size asks for, in the background, one after the other."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from knowledge.errors import CounterpointError
from knowledge.storage import postgres_partitions as partitions
from knowledge.storage.postgres_connections import PostgresConnections
from knowledge.storage.postgres_index import within

_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 60.0
"""Seconds before a workspace is tried again."""


def resize(connections: PostgresConnections) -> bool:
    """Give a workspace a partition, or take it away, if its size asks for that; tell whether that was done.

    Raises `DatabaseError`.
    """
    with connections.background() as db:
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

    def _work(self) -> None:
        while (workspace_id := self._next()) is not None:
            try:
                if resize(self._connections(workspace_id)):
                    _LOG.info("workspace %s is now searched as its size asks for", workspace_id)
            except CounterpointError as error:
                _LOG.warning("the index of workspace %s waits: %s", workspace_id, error)

    def _next(self) -> str | None:
        with self._lock:
            if self._waiting:
                return self._waiting.pop(0)
            self._thread = None
            return None
