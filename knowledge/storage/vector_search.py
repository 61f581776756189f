"""Finds what is near in meaning: among all vectors of a small workspace, through lists in a large one."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from knowledge.storage.connections import Connections, Transaction
from knowledge.storage.exact import ExactVectors
from knowledge.storage.loading import revision_of
from knowledge.storage.store import Hit, Vectors
from knowledge.storage.vector_index import Indexed, VectorIndex
from knowledge.storage.vector_lists import nearest_rows
from knowledge.storage.vectors import DIMENSIONS, nearest, vectors_of

INDEXED_FROM: Final = 200_000
"""From how many claims on a workspace is searched through lists; below, looking at all vectors takes no longer."""
SPARE: Final = 100
"""More rows than asked for are weighed by their exact vectors, since a byte a number blurs the order a little."""


class VectorSearch(ExactVectors):
    """The vectors of one workspace. Any number of threads may search them at once."""

    def __init__(self, connections: Connections, lists: VectorIndex, *, indexed_from: int) -> None:
        super().__init__(connections)
        self._lists = lists
        self._indexed_from = indexed_from
        self._large = (-1, False)
        """At which revision it was asked whether there are many claims, and whether there are."""

    def nearest(self, vector: Vectors, *, limit: int) -> list[Hit]:
        """Claims nearest to a vector of shape (384,), by cosine, highest first, equal ones by key."""
        wanted = np.ascontiguousarray(vector, dtype=np.float32).reshape(DIMENSIONS)
        with self._connections.reading() as db:
            revision = revision_of(db)
            if not self._is_large(db, revision):
                return nearest(self._current(db, revision), wanted, limit=limit)
            indexed = self._lists.at(db, revision)
            if indexed is None:
                return _looked_through(db, wanted, limit=limit)
        return _merged(
            _through_lists(indexed, wanted, limit=limit), nearest(indexed.later, wanted, limit=limit), limit
        )

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The vectors of the claims, in the order of `keys`; zeros for a claim that is gone."""
        with self._connections.reading() as db:
            revision = revision_of(db)
            if not self._is_large(db, revision):
                return vectors_of(self._current(db, revision), keys)
            indexed = self._lists.at(db, revision)
            if indexed is None:
                return _read(db, keys)
        found = vectors_of(indexed.later, keys)
        rows = indexed.lists.rows_of(keys)
        there = np.flatnonzero(rows >= 0)
        there = there[~indexed.gone[rows[there]]]
        found[there] = indexed.lists.exact[rows[there]]
        return found

    def let_go(self) -> None:
        """Forget the vectors, and stop putting them into lists."""
        self._lists.close()
        super().let_go()

    def _is_large(self, db: Transaction, revision: int) -> bool:
        """Whether there are so many claims that looking at all would take too long."""
        of, large = self._large
        if of != revision:
            large = _claims_in(db) >= self._indexed_from
            self._large = (revision, large)
            if large:
                # what was loaded while the workspace was smaller
                super().let_go()
        return large


def _claims_in(db: Transaction) -> int:
    return int(db.execute("SELECT coalesce(sum(claims), 0) FROM sources").fetchone()[0])


def _through_lists(indexed: Indexed, vector: Vectors, *, limit: int) -> list[Hit]:
    if limit <= 0:
        return []
    lists = indexed.lists
    rows = nearest_rows(lists, vector, limit=limit + SPARE, hidden=indexed.hidden)
    cosines = lists.exact[rows].astype(np.float32) @ vector
    keys = lists.claims[rows]
    best = np.lexsort((keys, -cosines))[:limit]
    return [Hit(key=int(keys[at]), value=float(cosines[at])) for at in best]


def _merged(some: Sequence[Hit], others: Sequence[Hit], limit: int) -> list[Hit]:
    if not others:
        return list(some)
    return sorted((*some, *others), key=lambda hit: (-hit.value, hit.key))[: max(0, limit)]


def _looked_through(db: Transaction, vector: Vectors, *, limit: int) -> list[Hit]:
    """Look at every stored vector without keeping any: slow, and only while the lists are being made."""
    withheld = {key for (key,) in db.execute("SELECT key FROM claims WHERE withheld")}
    keys, cosines = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    for first, blob in db.execute("SELECT first_key, float16 FROM vectors ORDER BY source"):
        rows = np.frombuffer(blob, dtype="<f2").reshape(-1, DIMENSIONS)
        keys.append(np.arange(first, first + len(rows), dtype=np.int64))
        cosines.append(rows.astype(np.float32) @ vector)
    every, near = np.concatenate(keys), np.concatenate(cosines)
    if withheld:
        near[np.isin(every, list(withheld))] = -np.inf
    best = np.lexsort((every, -near))[: max(0, min(limit, len(every) - len(withheld)))]
    return [Hit(key=int(every[at]), value=float(near[at])) for at in best]


def _read(db: Transaction, keys: Sequence[int]) -> Vectors:
    """Read single vectors from the database."""
    found = np.zeros((len(keys), DIMENSIONS), dtype=np.float32)
    sql = "SELECT substr(float16, 1 + ? * (key - first_key), ?) FROM claims JOIN vectors USING (source) WHERE key = ?"
    size = 2 * DIMENSIONS
    for to, key in enumerate(keys):
        row = db.execute(sql, (size, size, int(key))).fetchone()
        if row is not None:
            found[to] = np.frombuffer(row[0], dtype="<f2")
    return found
