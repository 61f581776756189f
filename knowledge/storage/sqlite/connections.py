"""Connections to one database file: opened when needed, kept for whoever comes next, closed when nobody does.

Every `sqlite3.Error` and `OSError` on the way becomes a `DatabaseError` of one sentence.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.errors import DatabaseError
from knowledge.storage.rows import plain
from knowledge.storage.sqlite.guard import Guard
from knowledge.storage.sqlite.migrations import WORKSPACE, Schema, rollback
from knowledge.storage.sqlite.opening import opened
from knowledge.storage.sqlite.transactions import SQLiteTransaction
from knowledge.storage.trouble import DAMAGE, known, translated

SPARE: Final = 4
"""Most connections that are kept open while nobody uses them."""
_SCRUBBING: Final = 2.0
"""Seconds to wait for readers of what is to be scrubbed."""
_IN_MEMORY: Final = 64 * 1024 * 1024
"""Up to how many bytes a database is written anew in memory; a larger one takes a temporary file."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Connection:
    db: SQLiteTransaction
    writable: bool


class SQLiteConnections:
    """The connections of all threads to one file, and its transactions.

    A connection is used by one thread at a time; only `close` reaches over threads.
    """

    def __init__(
        self, path: Path, *, patience: float, schema: Schema = WORKSPACE, guard: Guard | None = None
    ) -> None:
        """`guard`: who looks at the file before it is used, and has perhaps done so already."""
        self._path = path
        self._patience = patience
        self._schema = schema
        self._guard = guard or Guard(path, schema=schema, patience=patience)
        self._spare: list[_Connection] = []
        self._used: set[_Connection] = set()
        self._at_work = 0
        self._unscrubbed = False
        self._deletions = 0
        """After how many deletions somebody has asked for the file to be written anew, and how many it was since."""
        self._cleared = 0
        self._rewriting = 0
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._name = f"“{plain(str(path))}”"

    @contextmanager
    def reading(self) -> Generator[SQLiteTransaction, None, None]:
        """Give a connection that sees one state of the database throughout. Raises `DatabaseError`.

        Values are made of rows inside this block: a row that makes none is reported as damage.
        """
        with translated(self._name, DAMAGE), self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def writing(self) -> Generator[SQLiteTransaction, None, None]:
        """Give a connection whose changes are kept all or not at all. Raises `DatabaseError`."""
        # IMMEDIATE: a reader that turns into a writer later would fail at once instead of waiting its turn
        with self._my_turn(), self._transaction("BEGIN IMMEDIATE", changes=True) as db:
            yield db

    @contextmanager
    def _my_turn(self) -> Generator[None, None, None]:
        """Let this process write in one thread at a time: waiting for SQLite's own lock is sleeping and trying."""
        while not self._turn.acquire(timeout=self._patience):
            # which takes a large file a while, and is known to end
            if not self._rewriting:
                raise DatabaseError(known(sqlite3.SQLITE_BUSY, self._name))
        try:
            yield
        finally:
            self._turn.release()

    def scrub(self) -> None:
        """Empty the write-ahead log, so that what was deleted is in no file.

        A reader that goes on for seconds puts it off, until the next scrub or until the file is closed.
        """
        with translated(self._name), self._connection() as one:
            self._scrub(one.db, seconds=_SCRUBBING)

    def write_anew(self) -> None:
        """Write the file anew and scrub: what was deleted is not in the unused part of any page either.

        What several threads have deleted meanwhile goes at once; whoever has something to write waits until it is done.
        """
        with self._lock:
            self._deletions += 1
            self._rewriting += 1
            mine = self._deletions
        try:
            with self._my_turn(), translated(self._name):
                if self._cleared < mine:
                    with self._connection() as one:
                        self._rewrite(one.db)
        finally:
            with self._lock:
                self._rewriting -= 1

    def _rewrite(self, db: SQLiteTransaction) -> None:
        with self._lock:
            deletions = self._deletions
        try:
            _vacuum(db, in_memory=self._path.stat().st_size <= _IN_MEMORY)
            self._cleared = deletions
        except sqlite3.Error as error:
            # the deletion itself is done, and is not to be called a failure
            logger.warning("%s was not written anew after a deletion: %s", self._name, error)
        self._scrub(db, seconds=_SCRUBBING)

    def close(self) -> None:
        """Close the connections of all threads. The next use opens a new one."""
        with self._lock, translated(self._name):
            every = [*self._spare, *self._used]
            self._spare.clear()
            self._used.clear()
            self._close(every)
            self._guard.closed(for_good=True)

    def close_idle(self) -> bool:
        """Close everything unless somebody is using it now; tell whether all is closed."""
        with self._lock, translated(self._name):
            if self._at_work:
                return False
            every, self._spare = self._spare, []
            self._close(every)
            self._guard.closed(for_good=False)
            return True

    @contextmanager
    def _transaction(self, begin: str, *, changes: bool = False) -> Generator[SQLiteTransaction, None, None]:
        with translated(self._name), self._connection() as one:
            if changes and not one.writable:
                raise DatabaseError(known(sqlite3.SQLITE_READONLY, self._name))
            if changes:
                self._guard.about_to_write()
            one.db.execute(begin)
            try:
                yield one.db
                if changes and self._schema.before_commit:
                    self._schema.before_commit(one.db)
                one.db.execute("COMMIT")
            except BaseException:
                rollback(one.db)
                raise

    @contextmanager
    def _connection(self) -> Generator[_Connection, None, None]:
        """Take a connection that nobody uses, or a new one, and give it back."""
        with self._lock:
            self._at_work += 1
            one = self._spare.pop() if self._spare else None
            if one:
                self._used.add(one)
        try:
            if one is None:
                one = self._open()
            yield one
        finally:
            with self._lock:
                self._at_work -= 1
                if one:
                    self._give_back(one)

    def _open(self) -> _Connection:
        self._guard.admit()
        db, writable = opened(self._path, patience=self._patience, name=self._name, schema=self._schema)
        one = _Connection(db=db, writable=writable)
        with self._lock:
            self._used.add(one)
        return one

    def _give_back(self, one: _Connection) -> None:
        # one that is in use no longer was closed meanwhile
        if one in self._used:
            self._used.remove(one)
            if len(self._spare) < SPARE:
                self._spare.append(one)
            else:
                one.db.close()

    def _close(self, every: list[_Connection]) -> None:
        if self._unscrubbed and every and not every[0].db.conn.in_transaction:
            self._scrub(every[0].db, seconds=0)
        for one in every:
            one.db.close()

    def _scrub(self, db: SQLiteTransaction, *, seconds: float) -> None:
        self._unscrubbed = not _log_is_emptied(db, seconds=seconds, patience=self._patience)
        if self._unscrubbed:
            logger.warning(
                "What was deleted from %s still stands in its log, because something is reading it; it is cleared "
                "with the next deletion, or when the file is closed.",
                self._name,
            )


def _log_is_emptied(db: SQLiteTransaction, *, seconds: float, patience: float) -> bool:
    """Try to empty the write-ahead log for some seconds; readers and other checkpoints stand in the way."""
    until = time.monotonic() + seconds
    # SQLite itself would wait for readers as long as for another program
    db.execute("PRAGMA busy_timeout = 0")
    try:
        while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)
        return True
    finally:
        db.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _vacuum(db: SQLiteTransaction, *, in_memory: bool) -> None:
    db.execute(f"PRAGMA temp_store = {'MEMORY' if in_memory else 'FILE'}")
    try:
        db.execute("VACUUM")
    finally:
        db.execute("PRAGMA temp_store = MEMORY")
