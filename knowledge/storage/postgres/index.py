"""Keeps PostgreSQL's index of words, and the vectors of large workspaces, in step with the claims."""

from collections.abc import Iterator
from typing import Final

from knowledge.storage.connections import Transaction
from knowledge.storage.postgres import partitions
from knowledge.storage.postgres import vectors as postgres_vectors
from knowledge.storage.postgres import words as postgres_words
from knowledge.storage.postgres.transactions import Connection, PostgresTransaction
from knowledge.storage.vectors import Chunk

_QUOTES: Final = "SELECT key, quote FROM claims WHERE source = ?"
_GIVEN: Final = f"{_QUOTES} AND NOT withheld"
_WITHHELD: Final = f"{_QUOTES} AND withheld"


class PostgresIndex:
    """Follows every change of claims, within the transaction that makes it. What is withheld is found by no search."""

    def add(self, db: Transaction, source: int) -> None:
        """Take in the claims of a source that was just stored."""
        given = db.execute(_GIVEN, (source,)).fetchall()
        postgres_words.add(*within(db), source, given)
        self._add_vectors(db, source)

    def remove(self, db: Transaction, source: int) -> None:
        """Drop the claims of a source that is about to be deleted."""
        given = db.execute(_GIVEN, (source,)).fetchall()
        postgres_words.remove(*within(db), source, given)
        self._remove_vectors(db, source)

    def removed(self, db: Transaction) -> None:
        """Leave what a deleted source left behind to the server, which clears it away by itself."""

    def settle(self, db: Transaction, source: int, *, closed: bool) -> None:
        """Follow what is about to be withheld of a source, and what is not any more."""
        gone = db.execute(f"{_GIVEN} AND (dropped OR ?)", (source, closed)).fetchall()
        back = db.execute(f"{_WITHHELD} AND NOT (dropped OR ?)", (source, closed)).fetchall()
        if gone:
            postgres_words.remove(*within(db), source, gone)
        if back:
            postgres_words.add(*within(db), source, back)
        if partitions.is_partitioned(*within(db)):
            for changed, withheld in ((gone, True), (back, False)):
                keys = [key for key, _ in changed]
                postgres_vectors.withhold(*within(db), keys, withheld=withheld)

    def renew(self, db: Transaction, source: int) -> None:
        """Follow the vectors of a source, which were just replaced."""
        self._remove_vectors(db, source)
        self._add_vectors(db, source)

    def drop_workspace(self, db: Transaction) -> None:
        """Take away what a workspace has of its own, which is about to be deleted."""
        partitions.drop(within(db)[0])

    def _add_vectors(self, db: Transaction, source: int) -> None:
        if partitions.is_partitioned(*within(db)):
            withheld = {key for key, _ in db.execute(_WITHHELD, (source,))}
            for chunk in _chunks(db, source):
                postgres_vectors.insert(*within(db), chunk, withheld=withheld)

    def _remove_vectors(self, db: Transaction, source: int) -> None:
        if partitions.is_partitioned(*within(db)):
            for chunk in _chunks(db, source):
                postgres_vectors.remove(*within(db), chunk)


def within(db: Transaction) -> tuple[Connection, str]:
    """The connection of a transaction, and the workspace whose rows it sees."""
    if not isinstance(db, PostgresTransaction) or db.workspace is None:
        raise TypeError("This is no transaction with a workspace on PostgreSQL.")
    return db.connection, db.workspace


def _chunks(db: Transaction, source: int) -> Iterator[Chunk]:
    """The stored vectors of a source; none where it has no claims."""
    for first, blob in db.execute("SELECT first_key, float16 FROM vectors WHERE source = ?", (source,)):
        yield Chunk(source=source, first_key=first, float16=blob)
