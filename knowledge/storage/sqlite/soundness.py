"""Whether everything in a database is as it was written: pages, indexes, the index of words, each source's digest."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from sqlite_utils import Database

from knowledge.storage.sqlite.migrations import Schema, rollback

_UNREADABLE: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
_PASSING: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


def fault_in(db: Database, schema: Schema, *, writable: bool) -> str | None:
    """Look at all of a database; None where it is sound, else what is wrong, for the log.

    `writable`: the index of words can only be looked at where it can be written; nothing is written.

    Raises:
        sqlite3.Error: it could not be looked at, because of a lock or a full disk.
    """
    try:
        db.execute("BEGIN IMMEDIATE" if writable else "BEGIN")
        found = next(_faults(db, schema, writable=writable), None)
        rollback(db)
        if found is None and writable and schema.complete:
            db.execute("BEGIN IMMEDIATE")
            schema.complete(db)
            db.execute("COMMIT")
    except _UNREADABLE as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
            raise
        return _named(error)
    else:
        return found and " ".join(found.split())
    finally:
        rollback(db)


def _named(error: Exception) -> str:
    """What SQLite says, for a log, which must not hold what people wrote."""
    text = " ".join(str(error).split())
    return "a text in it is no text" if "UTF-8" in text or "utf-8" in text else text


def _faults(db: Database, schema: Schema, *, writable: bool) -> Iterator[str]:
    yield from (line for (line,) in db.execute("PRAGMA integrity_check(1)") if line != "ok")
    yield from (f"{row[0]} refers to what is gone" for row in db.execute("PRAGMA foreign_key_check"))
    if schema.faults:
        yield from schema.faults(db)
    if writable:
        _check_words(db)


def _check_words(db: Database) -> None:
    """Compare the index of words with the claims. Raises `sqlite3.DatabaseError` where they differ."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone():
        return
    # claims that are kept out of the index are put in for the comparison, which is rolled back
    db.execute(
        "INSERT INTO words (rowid, quote) SELECT key, quote FROM claims "
        "WHERE key NOT IN (SELECT id FROM words_docsize)"
    )
    db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
