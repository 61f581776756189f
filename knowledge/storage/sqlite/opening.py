"""Opens a database file: for writing, or where its disk forbids that, for reading."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Final

from knowledge.errors import DatabaseError
from knowledge.storage.sqlite.migrations import Schema, check, migrate, rollback, version
from knowledge.storage.sqlite.seals import break_seal
from knowledge.storage.sqlite.transactions import SQLiteTransaction
from knowledge.storage.trouble import code_of, for_want_of_files

_HOPELESS: Final = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_BUSY)


def opened(path: Path, *, patience: float, name: str, schema: Schema) -> tuple[SQLiteTransaction, bool]:
    """Open a database and tell whether it can be written.

    `patience`: how many seconds to wait for another program; `name`: what people know it by.

    Raises:
        DatabaseError: it is none of ours, or of another version.
        sqlite3.Error: it cannot be opened.
        OSError: its folder cannot be made.
    """
    existed = path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _writable(path, patience, name, schema), True
    except (sqlite3.Error, OSError) as error:
        if not existed or not _may_be_readable(path, error):
            raise
        return _readable(path, patience, name, schema), False


def for_checking(path: Path, *, patience: float, name: str, schema: Schema) -> tuple[SQLiteTransaction, bool]:
    """Open a database that is there, to look at it as it is, and tell whether it can be written now.

    Raises as `opened`; an older version stays as it is.
    """
    try:
        db = _connect(path.as_uri() + "?mode=rw", patience)
    except sqlite3.Error as error:
        if not _may_be_readable(path, error):
            raise
        return _unwritable(path, patience, name, schema), False
    try:
        check(db, name=name, migrations=schema.migrations, application_id=schema.application_id)
        db.execute("BEGIN IMMEDIATE")
        rollback(db)
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_BUSY:
            return db, False
        db.close()
        if not _may_be_readable(path, error):
            raise
        return _unwritable(path, patience, name, schema), False
    except BaseException:
        db.close()
        raise
    return db, True


def _may_be_readable(path: Path, error: Exception) -> bool:
    """Whether what cannot be written can perhaps be read: not where something else is wrong with it."""
    if for_want_of_files(error):
        return False
    if not isinstance(error, sqlite3.Error) or code_of(error) != sqlite3.SQLITE_CANTOPEN:
        return not isinstance(error, sqlite3.Error) or code_of(error) not in _HOPELESS
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _writable(path: Path, patience: float, name: str, schema: Schema) -> SQLiteTransaction:
    db = _connect(path.as_uri() + "?mode=rwc", patience)
    try:
        check(db, name=name, migrations=schema.migrations, application_id=schema.application_id)
        if version(db) < len(schema.migrations) or not _uses_log(db):
            break_seal(path)
        _use_log(db, patience)
        db.execute("PRAGMA synchronous = FULL")
        migrate(db, migrations=schema.migrations)
    except BaseException:
        db.close()
        raise
    return db


def _readable(path: Path, patience: float, name: str, schema: Schema) -> SQLiteTransaction:
    db = _unwritable(path, patience, name, schema)
    try:
        _check_not_older(db, name, schema)
    except BaseException:
        db.close()
        raise
    return db


def _unwritable(path: Path, patience: float, name: str, schema: Schema) -> SQLiteTransaction:
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
    except BaseException:
        db.close()
        raise
    return db


def _check_not_older(db: SQLiteTransaction, name: str, schema: Schema) -> None:
    if version(db) < len(schema.migrations):
        raise DatabaseError(
            f"{name} is of an older version and its disk is read-only; make the disk writable once, so "
            f"that the database can be brought up to date."
        )


def _connect(uri: str, patience: float) -> SQLiteTransaction:
    # a connection goes from thread to thread, but is used by one at a time
    connection = sqlite3.connect(
        uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    db = SQLiteTransaction(connection, execute_plugins=False)
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY", "cache_size = -8000"):
        db.execute(f"PRAGMA {pragma}")
    return db


def _uses_log(db: SQLiteTransaction) -> bool:
    return bool(db.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def _use_log(db: SQLiteTransaction, patience: float) -> None:
    """Turn on the write-ahead log; SQLite does not wait by itself while another process does the same."""
    until = time.monotonic() + patience
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchall()
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
