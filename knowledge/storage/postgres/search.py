"""Searches a workspace on PostgreSQL: words by tables, meaning by a product with all vectors, or by its own index."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.exact import ExactVectors
from knowledge.storage.postgres import vectors as postgres_vectors
from knowledge.storage.postgres import words as postgres_words
from knowledge.storage.postgres.index import within
from knowledge.storage.postgres.partitions import State, state
from knowledge.storage.postgres.resizing import Resizing
from knowledge.storage.store import Hit, Vectors
from knowledge.storage.vectors import nearest, vectors_of

_Known: TypeAlias = dict[int, NDArray[np.float32]]


class PostgresSearch(ExactVectors):
    """Searches one workspace by words and by meaning. Any number of threads may search it at once."""

    def __init__(self, connections: Connections, workspace_id: str, resizing: Resizing) -> None:
        super().__init__(connections)
        self._workspace = workspace_id
        self._resizing = resizing
        self._known: tuple[int, _Known] = (-1, {})
        """At which revision the vectors of the last neighbours were read: most are asked for next."""

    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25. Words are plain text, never query syntax."""
        with self._connections.reading() as db:
            return postgres_words.search(*within(db), words, limit=limit)

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector of shape (384,), by cosine."""
        if limit <= 0:
            return []
        with self._connections.reading() as db:
            now = state(*within(db))
            found = self._by_index(db, now, vector, limit) if now.partitioned else []
            # a partition may be taken away at any moment; then it holds nothing
            found = found or self._by_all(db, now, vector, limit)
        if not now.fits:
            self._resizing.ask(self._workspace)
        return found

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims, in the order of `keys`; zeros for a claim that is gone."""
        with self._connections.reading() as db:
            now = state(*within(db))
            if now.partitioned or _is_too_large(now):
                return self._some(db, now, keys)
            return vectors_of(self._current(db, now.revision), keys)

    def let_go(self) -> None:
        """Forget the vectors."""
        super().let_go()
        self._known = (-1, {})

    def _some(self, db: Transaction, now: State, keys: Sequence[int]) -> Vectors:
        revision, known = self._known
        if revision != now.revision:
            known = {}
        found = postgres_vectors.stored(*within(db), [key for key in keys if key not in known])
        others = iter(found)
        rows = [known[key] if key in known else next(others) for key in keys]
        return np.stack(rows) if rows else found

    def _by_all(self, db: Transaction, now: State, vector: Vectors, limit: int) -> list[Hit]:
        if _is_too_large(now):
            return postgres_vectors.nearest_of_all(*within(db), vector, limit=limit)
        return nearest(self._current(db, now.revision), vector, limit=limit)

    def _by_index(self, db: Transaction, now: State, vector: Vectors, limit: int) -> list[Hit]:
        near = postgres_vectors.nearest(*within(db), vector, limit=limit)
        keys = [hit.key for hit in near.hits]
        self._known = (now.revision, dict(zip(keys, near.vectors, strict=True)))
        return list(near.hits)


def _is_too_large(now: State) -> bool:
    """Whether all vectors are too many for this process to hold them."""
    return now.quotes > postgres_vectors.MOST_IN_MEMORY
