"""Searches a workspace on PostgreSQL: words by tables, meaning by a product with all vectors, or by its own index."""

from collections.abc import Sequence

from knowledge.storage import postgres_vectors, postgres_words
from knowledge.storage.connections import Connections
from knowledge.storage.exact import ExactVectors
from knowledge.storage.postgres_index import within
from knowledge.storage.postgres_partitions import State, state
from knowledge.storage.postgres_resizing import Resizing
from knowledge.storage.store import Hit, Vectors


class PostgresSearch(ExactVectors):
    """Searches one workspace by words and by meaning. Any number of threads may search it at once."""

    def __init__(self, connections: Connections, workspace_id: str, resizing: Resizing) -> None:
        super().__init__(connections)
        self._workspace = workspace_id
        self._resizing = resizing

    def with_words(self, words: Sequence[str], *, limit: int) -> list[Hit]:
        """Claims that hold any of the words, by BM25. Words are plain text, never query syntax."""
        with self._connections.reading() as db:
            return postgres_words.search(*within(db), words, limit=limit)

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector of shape (384,), by cosine."""
        with self._connections.reading() as db:
            now = state(*within(db))
            # a partition may be taken away at any moment; then it holds nothing
            found = postgres_vectors.nearest(*within(db), vector, limit=limit) if now.partitioned else []
            if not found and self._is_too_large(now):
                found = postgres_vectors.nearest_of_all(*within(db), vector, limit=limit)
        if not now.fits:
            self._resizing.ask(self._workspace)
        return found or super().nearest(vector, limit=limit)

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims, in the order of `keys`; zeros for a claim that is gone."""
        with self._connections.reading() as db:
            now = state(*within(db))
            if now.partitioned or self._is_too_large(now):
                return postgres_vectors.stored(*within(db), keys)
        return super().vectors(keys)

    def _is_too_large(self, now: State) -> bool:
        """Whether all vectors are too many for this process to hold them."""
        return now.quotes > postgres_vectors.MOST_IN_MEMORY
