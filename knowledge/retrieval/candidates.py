"""Finds the claims that may answer a query: by meaning and by words, fused."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.store import Hit, Vectors, WorkspaceStore
from knowledge.understanding.words import content_words

WORDS_WEIGHT: Final = 0.1
"""What a claim gains whose words fit as well as the yardstick, beside a cosine of 0.4 to 0.7."""

YARDSTICK: Final = 5
"""BM25 is measured in the fifth best score: the best is often the very text that is asked with."""

MOST_GAIN: Final = 2.0
"""Most yardsticks that count: in a small library the fifth best may share no more than one common word."""

CROWD_WEIGHT: Final = 0.2
"""What a claim loses for standing in a crowd: some claims are near to everything that is asked."""

NEIGHBOURS: Final = 5
"""Nearest others of a claim that make its crowd."""

DEPTH: Final = 200
"""Claims that are looked at by meaning, and by words, for each to be weighed by both."""

MOST_WORDS: Final = 64
"""Words of a query that are looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A claim that may answer."""

    key: int
    cosine: float
    """To the query itself: whether both are about the same."""
    nearness: float
    """To what is sought, by meaning and words; the order of candidates."""


def candidates(
    store: WorkspaceStore,
    query: str,
    vector: Vectors,
    *,
    limit: int,
    sought: Vectors | None = None,
    within: Collection[int] | None = None,
) -> list[Candidate]:
    """Return at most `limit` candidates, the nearest first; only keys of `within` when it is given.

    `vector` is the query's, `sought` where its answers lie (the same place when not given), both of shape (384,).
    """
    target = vector if sought is None else sought
    by_words = store.with_words(content_words(query)[:MOST_WORDS], limit=max(DEPTH, limit))
    if within is None:
        by_meaning = store.nearest(target, limit=max(DEPTH, limit))
        keys = list(dict.fromkeys(hit.key for hit in (*by_meaning, *by_words)))
    else:
        keys = sorted(within)
    vectors = store.vectors(keys)
    fused = fuse(dict(zip(keys, (vectors @ target).tolist(), strict=True)), by_words)
    scores = np.array([fused[key] for key in keys])
    pool = np.argsort(-scores, kind="stable")[: max(DEPTH, limit)]
    scores, vectors = scores[pool] - CROWD_WEIGHT * crowding(vectors[pool]), vectors[pool]
    cosines = vectors @ vector
    return [
        Candidate(key=keys[pool[i]], cosine=float(cosines[i]), nearness=float(scores[i]))
        for i in np.argsort(-scores, kind="stable")[:limit]
    ]


def fuse(cosines: Mapping[int, float], by_words: Sequence[Hit]) -> dict[int, float]:
    """Add weighted BM25 to the cosines (Bruch, Gai and Ingber 2023: a convex sum of scores beats fused ranks).

    What is not in `by_words` gains nothing; what is not in `cosines` is left out.
    """
    if not by_words:
        return dict(cosines)
    values = sorted((hit.value for hit in by_words), reverse=True)
    yardstick = max(values[min(YARDSTICK, len(values)) - 1], 1e-6)
    gained = {hit.key: WORDS_WEIGHT * min(hit.value / yardstick, MOST_GAIN) for hit in by_words}
    return {key: cosine + gained.get(key, 0.0) for key, cosine in cosines.items()}


def crowding(vectors: Vectors) -> NDArray[np.float64]:
    """How near each of several claims is to its nearest others, shape (n,).

    The correction for hubs of cross-domain similarity local scaling (Conneau et al. 2018), among candidates alone.
    """
    nearness = vectors @ vectors.T
    np.fill_diagonal(nearness, -1)
    others = min(NEIGHBOURS, len(vectors) - 1)
    if others < 1:
        return np.zeros(len(vectors))
    return np.asarray(np.sort(nearness, axis=1)[:, -others:].mean(axis=1), dtype=np.float64)
