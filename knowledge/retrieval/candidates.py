"""Finds the claims that may answer a query: by meaning and by words, fused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge.storage.store import Hit, Vectors, WorkspaceStore
from knowledge.understanding.words import content_words

RANK_OFFSET: Final = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Buettcher 2009)."""

MOST_WORDS: Final = 12
"""Words of a query that are looked up; a longer claim is represented well enough by its first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A claim that may answer, with its cosine to the query."""

    key: int
    cosine: float


def candidates(
    store: WorkspaceStore,
    query: str,
    vector: Vectors,
    *,
    limit: int,
    within: Collection[int] | None = None,
) -> list[Candidate]:
    """Return at most `limit` candidates, the likeliest first; only keys of `within` when it is given.

    `vector` is the query's, shape (384,).
    """
    if within is not None:
        return _among(store, sorted(within), vector, limit=limit)
    by_meaning = store.nearest(vector, limit=limit)
    by_words = store.with_words(content_words(query)[:MOST_WORDS], limit=limit)
    fused = fuse([by_meaning, by_words])[:limit]
    cosines = {hit.key: hit.value for hit in by_meaning}
    missing = [key for key in fused if key not in cosines]
    cosines.update(zip(missing, (store.vectors(missing) @ vector).tolist(), strict=True))
    return [Candidate(key=key, cosine=cosines[key]) for key in fused]


def _among(store: WorkspaceStore, keys: Sequence[int], vector: Vectors, *, limit: int) -> list[Candidate]:
    cosines = store.vectors(keys) @ vector
    order = np.argsort(-cosines, kind="stable")[:limit]
    return [Candidate(key=keys[i], cosine=float(cosines[i])) for i in order]


def fuse(rankings: Sequence[Sequence[Hit]]) -> list[int]:
    """Merge rankings into one by reciprocal ranks; equal sums keep the order of the first ranking."""
    sums: dict[int, float] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking):
            sums[hit.key] = sums.get(hit.key, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(sums, key=lambda key: -sums[key])
