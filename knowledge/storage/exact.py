"""Exact search by meaning: a product with all vectors of a workspace, which stay in memory.

They are brought up to date when the database's revision has moved.
"""

import threading
from collections.abc import Sequence

from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.loading import brought_up_to_date, revision_of
from knowledge.storage.store import Hit, Vectors
from knowledge.storage.vectors import Matrix, nearest, nothing, vectors_of


class ExactVectors:
    """The vectors of one workspace. Any number of threads may search them at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._matrix = nothing()
        self._loading = threading.Lock()

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector of shape (384,), by cosine."""
        with self._connections.reading() as db:
            return nearest(self._current(db, revision_of(db)), vector, limit=limit)

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims, in the order of `keys`; zeros for a claim that is gone."""
        with self._connections.reading() as db:
            return vectors_of(self._current(db, revision_of(db)), keys)

    def let_go(self) -> None:
        """Forget the vectors."""
        with self._loading:
            self._matrix = nothing()

    def _current(self, db: Transaction, revision: int) -> Matrix:
        with self._loading:
            if self._matrix.revision < revision:
                self._matrix = brought_up_to_date(db, self._matrix, revision)
            return self._matrix
