"""Parts unit vectors into clusters by direction: spherical k-means (Dhillon and Modha 2001), the same in every run."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.store import Vectors

ROUNDS: Final = 8
_AT_ONCE: Final = 1024


def centres_of(sample: Vectors, number: int, *, breathe: Callable[[], None] = lambda: None) -> Vectors:
    """Find the centres of that many clusters, unit vectors; `breathe` is called between pieces of work."""
    places = np.linspace(0, len(sample) - 1, min(number, len(sample))).astype(np.int64)
    centres: Vectors = np.array(sample[places], dtype=np.float32)
    for _ in range(ROUNDS):
        nearest = np.concatenate(
            [
                assigned(sample[at : at + _AT_ONCE], centres, breathe=breathe)
                for at in range(0, len(sample), _AT_ONCE)
            ]
        )
        order = np.argsort(nearest, kind="stable")
        filled, starts = np.unique(nearest[order], return_index=True)
        sums = np.add.reduceat(sample[order], starts, axis=0)
        # a centre that nothing is nearest to stays where it is, and may be found by the next round
        centres[filled] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return centres


def assigned(
    vectors: Vectors, centres: Vectors, *, breathe: Callable[[], None] = lambda: None
) -> NDArray[np.int64]:
    """Number the nearest centre of each vector."""
    breathe()
    return np.asarray(np.argmax(vectors @ centres.T, axis=1), dtype=np.int64)
