"""The index of words in SQLite: FTS5, kept in step with the claims by what changes them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.loading import revision_of
from knowledge.storage.remembered import Remembered
from knowledge.storage.store import Hit
from knowledge.storage.vector_index import VectorIndex
from knowledge.storage.vector_search import VectorSearch
from knowledge.storage.words import any_of, distinct, quoted, worth_searching

_WITH: Final = "SELECT rowid, -bm25(words) FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?"


class SQLiteIndex:
    """Keeps the index of words in step. Claims that are withheld are not in it.

    Taking out what is not there would damage it.
    """

    def add(self, db: Transaction, source: int) -> None:
        """Take in the claims of a source that was just stored."""
        db.execute(
            "INSERT INTO words (rowid, quote) SELECT key, quote FROM claims WHERE source = ? AND NOT withheld",
            (source,),
        )

    def remove(self, db: Transaction, source: int) -> None:
        """Drop the claims of a source that is about to be deleted."""
        db.execute(
            "INSERT INTO words (words, rowid, quote) "
            "SELECT 'delete', key, quote FROM claims WHERE source = ? AND NOT withheld",
            (source,),
        )

    def removed(self, db: Transaction) -> None:
        """Merge the index: until then it still holds the words of what was deleted."""
        db.execute("INSERT INTO words (words) VALUES ('optimize')")

    def settle(self, db: Transaction, source: int, *, closed: bool) -> None:
        """Follow what is about to be withheld of a source."""
        db.execute(
            "INSERT INTO words (words, rowid, quote) "
            "SELECT 'delete', key, quote FROM claims WHERE (dropped OR ?) AND source = ? AND NOT withheld",
            (closed, source),
        )
        db.execute(
            "INSERT INTO words (rowid, quote) "
            "SELECT key, quote FROM claims WHERE NOT (dropped OR ?) AND source = ? AND withheld",
            (closed, source),
        )

    def renew(self, db: Transaction, source: int) -> None:
        """Leave the words: they are as they were."""


class SQLiteSearch(VectorSearch):
    """Searches one workspace by words and by meaning. Any number of threads may search it at once."""

    def __init__(self, connections: Connections, lists: VectorIndex, *, indexed_from: int) -> None:
        super().__init__(connections, lists, indexed_from=indexed_from)
        self._remembered = Remembered()

    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25. Words are plain text, never query syntax."""
        with self._connections.reading() as db:
            chosen = worth_searching(self._frequencies(db, distinct(words)))
            if not chosen:
                return []
            found = db.execute(_WITH, (any_of(chosen), max(0, limit)))
            return [Hit(key=key, value=value) for key, value in found]

    def let_go(self) -> None:
        """Forget the vectors, and how frequent words are."""
        super().let_go()
        self._remembered = Remembered()

    def _frequencies(self, db: Transaction, words: Iterable[str]) -> dict[str, int]:
        """In how many quotes each of the words stands."""
        revision = revision_of(db)
        return {
            word: self._remembered.once(revision, ("word", word), partial(_quotes_with, db, word))
            for word in words
        }


def _quotes_with(db: Transaction, word: str) -> int:
    return int(db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (quoted(word),)).fetchone()[0])
