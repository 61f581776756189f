"""Searching on PostgreSQL: exact, by words and vectors that are loaded when they are first needed."""

import threading
from collections.abc import Sequence
from typing import Final

from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.exact import ExactVectors
from knowledge.storage.loading import revision_of
from knowledge.storage.sqlite_transactions import SQLiteTransaction
from knowledge.storage.store import Hit
from knowledge.storage.words import any_of, distinct, quoted, worth_searching

_TABLE: Final = (
    "CREATE VIRTUAL TABLE words USING fts5 "
    "(quote, content = '', tokenize = 'porter unicode61 remove_diacritics 2')"
)
_QUOTES: Final = "SELECT key, quote FROM claims WHERE NOT withheld ORDER BY key"
_WITH: Final = "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?"


class PostgresIndex:
    """Keeps nothing besides the tables of claims and vectors."""

    def drop_workspace(self, db: Transaction) -> None:
        """Drop what belongs to a workspace that is about to be deleted."""

    def add(self, db: Transaction, source: int) -> None:
        """Take in the claims of a source that was just stored."""

    def remove(self, db: Transaction, source: int) -> None:
        """Drop the claims of a source that is about to be deleted."""

    def removed(self, db: Transaction) -> None:
        """Clear away what a deleted source left behind."""

    def settle(self, db: Transaction, source: int, *, closed: bool) -> None:
        """Follow what is about to be withheld of a source."""

    def renew(self, db: Transaction, source: int) -> None:
        """Follow the vectors of a source, which were just replaced."""


class PostgresSearch(ExactVectors):
    """Searches one workspace by words and by meaning. Any number of threads may search it at once."""

    def __init__(self, connections: Connections) -> None:
        super().__init__(connections)
        self._words: tuple[int, SQLiteTransaction] | None = None
        self._searching = threading.Lock()

    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25. Words are plain text, never query syntax."""
        with self._connections.reading() as db, self._searching:
            index = self._loaded(db, revision_of(db))
            frequency = {word: _count(index, word) for word in distinct(words)}
            chosen = worth_searching(frequency)
            if not chosen:
                return []
            found = index.execute(_WITH, (any_of(chosen), max(0, limit)))
            return [Hit(key=key, value=value) for key, value in found]

    def let_go(self) -> None:
        """Forget the words and vectors."""
        super().let_go()
        with self._searching:
            if self._words:
                self._words[1].close()
            self._words = None

    def _loaded(self, db: Transaction, revision: int) -> SQLiteTransaction:
        if self._words is None or self._words[0] != revision:
            if self._words:
                self._words[1].close()
            index = SQLiteTransaction(memory=True, execute_plugins=False)
            index.execute(_TABLE)
            index.conn.executemany("INSERT INTO words (rowid, quote) VALUES (?, ?)", db.execute(_QUOTES))
            self._words = (revision, index)
        return self._words[1]


def _count(index: SQLiteTransaction, word: str) -> int:
    return int(index.execute("SELECT count(*) FROM words WHERE words MATCH ?", (quoted(word),)).fetchone()[0])
