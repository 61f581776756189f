"""A digest of everything that is stored of a source, so that bytes which changed by themselves are noticed.

SQLite's own check sees that pages and indexes fit together, not that a text still says what it said. Triggers note
which sources a transaction touches, and before it is committed those are digested anew; nobody who writes has to think
of it.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from sqlite_utils import Database

_OF_SOURCE: Final = {
    "sources": "key = ? ORDER BY key",
    "documents": "source = ? ORDER BY source",
    "originals": "source = ? ORDER BY source",
    "fingerprints": "source = ? ORDER BY source",
    "vectors": "source = ? ORDER BY source",
    "claims": "source = ? ORDER BY key",
    "claim_topics": "key IN (SELECT key FROM claims WHERE source = ?) ORDER BY key, topic",
    "claim_entities": "key IN (SELECT key FROM claims WHERE source = ?) ORDER BY key, entity",
}
_NAMES: Final = {
    "sources": "{row}.key",
    "claim_topics": "(SELECT source FROM claims WHERE key = {row}.key)",
    "claim_entities": "(SELECT source FROM claims WHERE key = {row}.key)",
}
_CHANGES: Final = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def statements() -> Iterator[str]:
    """Give the statements that make the tables of digests, and the triggers that keep them up to date."""
    # without the digest of another schema, whose rows had other columns
    yield """CREATE TABLE digests (
        source INTEGER PRIMARY KEY, version INTEGER NOT NULL, sha256 BLOB NOT NULL)"""
    yield """CREATE TABLE undigested (source INTEGER PRIMARY KEY)"""
    yield """INSERT INTO undigested SELECT key FROM sources"""
    for table in _OF_SOURCE:
        for change, row in _CHANGES.items():
            source = _NAMES.get(table, "{row}.source").format(row=row)
            yield (
                f"CREATE TRIGGER {table}_digested_after_{change.lower()} AFTER {change} ON {table} BEGIN "
                f"INSERT OR IGNORE INTO undigested SELECT {source} WHERE {source} IS NOT NULL; END"
            )


def renew(db: Database) -> None:
    """Digest what the open transaction has changed; a source that is gone leaves no digest behind."""
    touched = [source for (source,) in db.execute("SELECT source FROM undigested")]
    for source in touched:
        db.execute("DELETE FROM digests WHERE source = ?", (source,))
        if db.execute("SELECT 1 FROM sources WHERE key = ?", (source,)).fetchone():
            db.execute("INSERT INTO digests VALUES (?, ?, ?)", (source, _version(db), _digest(db, source)))
    if touched:
        db.execute("DELETE FROM undigested")


def faults(db: Database) -> Iterator[str]:
    """Name the sources that are stored otherwise than they were written."""
    if not _kept(db):
        return
    latest = db.execute("SELECT coalesce(max(version), 0) FROM digests").fetchone()[0]
    if latest > _version(db):
        yield f"its number says version {_version(db)}, and its content version {latest}"
    known = db.execute(
        "SELECT source, sha256 FROM digests WHERE version = ? AND source NOT IN (SELECT source FROM undigested)",
        (_version(db),),
    ).fetchall()
    for source, digest in known:
        if _digest(db, source) != digest:
            yield f"source {source} is not as it was written"


def complete(db: Database) -> None:
    """Digest what has no digest of this schema yet, inside the open transaction."""
    if _kept(db):
        db.execute(
            "INSERT OR IGNORE INTO undigested SELECT key FROM sources "
            "WHERE key NOT IN (SELECT source FROM digests WHERE version = ?)",
            (_version(db),),
        )
        renew(db)


def _kept(db: Database) -> bool:
    found = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'undigested'").fetchone()
    return found is not None


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _digest(db: Database, source: int) -> bytes:
    made = hashlib.sha256()
    for table, which in _OF_SOURCE.items():
        for row in db.execute(f"SELECT * FROM {table} WHERE {which}", (source,)):  # noqa: S608
            # ascii: what `repr` shows as it stands depends on the version of Python
            made.update(ascii(row).encode())
    return made.digest()
