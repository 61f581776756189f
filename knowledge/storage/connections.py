"""Connections to one database file: one a thread, opened when first needed, read-only where it must be.

Every `sqlite3.Error` and `OSError` on the way becomes a `DatabaseError` of one sentence.
"""

import errno
import sqlite3
import threading
import time
import weakref
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from knowledge.errors import DatabaseError
from knowledge.storage.migrations import WORKSPACE, Schema, check, migrate, rollback, version
from knowledge.storage.rows import plain

_ADVICE: Final = {
    sqlite3.SQLITE_NOTADB: "{name} is not a database; move it away or use another data folder.",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged; restore it from a backup, or move it away and add the sources again.",
    sqlite3.SQLITE_FULL: "The disk that holds {name} is full and nothing was changed; free some space and try again.",
    sqlite3.SQLITE_READONLY: "{name} cannot be written, its disk or folder is read-only; make it writable or use "
    "another data folder.",
    sqlite3.SQLITE_BUSY: "{name} is in use by another program that does not let go; try again in a moment.",
    sqlite3.SQLITE_LOCKED: "{name} is in use by another program that does not let go; try again in a moment.",
}
_OTHERWISE: Final = "{name} cannot be used ({detail}); check the data folder, its permissions and its disk."
_ERRNO: Final = {
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EACCES: sqlite3.SQLITE_READONLY,
    errno.EPERM: sqlite3.SQLITE_READONLY,
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
}
_TROUBLE: Final = (sqlite3.Error, OSError, UnicodeDecodeError)
_DAMAGE: Final = (ValueError, TypeError, zlib.error)
_HOPELESS: Final = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_BUSY)


def advice(error: Exception, name: str) -> str:
    """Say in one sentence what happened to the database and what to do about it."""
    if isinstance(error, OSError):
        code, detail = _ERRNO.get(error.errno or 0, 0), error.strerror
    elif isinstance(error, sqlite3.Error):
        code, detail = _primary(error), str(error)
    else:
        code, detail = sqlite3.SQLITE_CORRUPT, ""
    return _ADVICE.get(code, _OTHERWISE).format(name=name, detail=detail)


class Connections:
    """The connections of all threads to one file, and its transactions.

    A connection is used by the thread that opened it and by no other; only `close` reaches over threads.
    """

    def __init__(self, path: Path, *, patience: float, schema: Schema = WORKSPACE) -> None:
        self._path = path
        self._patience = patience
        self._schema = schema
        self._mine = threading.local()
        self._opened: weakref.WeakSet[Database] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._name = f"“{plain(str(path))}”"

    @contextmanager
    def reading(self) -> Generator[Database, None, None]:
        """Give a connection that sees one state of the database throughout. Raises `DatabaseError`.

        Values are made of rows inside this block: a row that makes none is reported as damage.
        """
        with self._translated(_DAMAGE), self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def writing(self) -> Generator[Database, None, None]:
        """Give a connection whose changes are kept all or not at all. Raises `DatabaseError`."""
        # IMMEDIATE: a reader that turns into a writer later would fail at once instead of waiting its turn
        with self._my_turn(), self._transaction("BEGIN IMMEDIATE", changes=True) as db:
            yield db

    @contextmanager
    def _my_turn(self) -> Generator[None, None, None]:
        """Let this process write in one thread at a time: waiting for SQLite's own lock is sleeping and trying."""
        if not self._turn.acquire(timeout=self._patience):
            raise DatabaseError(_ADVICE[sqlite3.SQLITE_BUSY].format(name=self._name))
        try:
            yield
        finally:
            self._turn.release()

    def scrub(self) -> None:
        """Empty the write-ahead log, so that what was deleted is in no file; a busy reader puts it off."""
        with self._translated():
            self._database().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the connections of all threads. The next use opens a new one."""
        with self._lock, self._translated():
            for db in self._opened:
                db.close()
            self._opened.clear()
            self._mine = threading.local()

    @contextmanager
    def _transaction(self, begin: str, *, changes: bool = False) -> Generator[Database, None, None]:
        with self._translated():
            db = self._database()
            if changes and not self._mine.writable:
                raise DatabaseError(_ADVICE[sqlite3.SQLITE_READONLY].format(name=self._name))
            db.execute(begin)
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                rollback(db)
                raise

    @contextmanager
    def _translated(self, errors: tuple[type[Exception], ...] = _TROUBLE) -> Generator[None, None, None]:
        try:
            yield
        except errors as error:
            raise DatabaseError(advice(error, self._name)) from error

    def _database(self) -> Database:
        mine = self._mine
        if getattr(mine, "db", None) is None:
            mine.db, mine.writable = self._open()
            with self._lock:
                self._opened.add(mine.db)
        db: Database = mine.db
        return db

    def _open(self) -> tuple[Database, bool]:
        """Open for writing; where the disk forbids that and there is something to read, for reading."""
        existed = self._path.exists()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return _open_writable(self._path, self._patience, self._name, self._schema), True
        except (sqlite3.Error, OSError) as error:
            if not existed or (isinstance(error, sqlite3.Error) and _primary(error) in _HOPELESS):
                raise
            return _open_readable(self._path, self._patience, self._name, self._schema), False


def _open_writable(path: Path, patience: float, name: str, schema: Schema) -> Database:
    db = _connect(path.as_uri() + "?mode=rwc", patience)
    try:
        check(db, name=name, migrations=schema.migrations, application_id=schema.application_id)
        _use_log(db, patience)
        db.execute("PRAGMA synchronous = FULL")
        migrate(db, migrations=schema.migrations)
    except BaseException:
        db.close()
        raise
    return db


def _open_readable(path: Path, patience: float, name: str, schema: Schema) -> Database:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        # immutable would read the file without its log, and so without what was stored last
        raise DatabaseError(
            f"{name} was not closed properly and its disk is read-only or full; make it writable once, or copy "
            f"the data folder to another disk and use that."
        )
    db = _connect(path.as_uri() + "?mode=ro&immutable=1", patience)
    try:
        check(db, name=name, migrations=schema.migrations, application_id=schema.application_id)
        _check_not_older(db, name, schema)
    except BaseException:
        db.close()
        raise
    return db


def _check_not_older(db: Database, name: str, schema: Schema) -> None:
    if version(db) < len(schema.migrations):
        raise DatabaseError(
            f"{name} is of an older version and its disk is read-only; make the disk writable once, so "
            f"that the database can be brought up to date."
        )


def _connect(uri: str, patience: float) -> Database:
    # check_same_thread is off for `close` alone; see `Connections`
    connection = sqlite3.connect(
        uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    db = Database(connection, execute_plugins=False)
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY", "cache_size = -8000"):
        db.execute(f"PRAGMA {pragma}")
    return db


def _use_log(db: Database, patience: float) -> None:
    """Turn on the write-ahead log; SQLite does not wait by itself while another process does the same."""
    until = time.monotonic() + patience
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchall()
        except sqlite3.OperationalError as error:
            if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _primary(error: sqlite3.Error) -> int:
    # Python itself raises without a code, when a stored text is not UTF-8
    unknown = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0
    return getattr(error, "sqlite_errorcode", unknown) & 0xFF
