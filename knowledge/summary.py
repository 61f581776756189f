"""A source in its own words: its central claim, its key claims, and who speaks in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge.storage.store import Vectors
from knowledge.types import Source, Speaker, StoredClaim

KEY_CLAIMS: Final = 5
ALIKE: Final = 0.75
"""Cosine above which two claims say the same, so that a summary holds one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a moderator posts about a source; every word of a claim is the source's own."""

    source: Source
    central: StoredClaim | None
    key: tuple[StoredClaim, ...]
    """In reading order, without the central claim."""
    speakers: tuple[tuple[Speaker, int], ...]
    """Who speaks, with the number of claims, the most frequent first."""


def summarise(source: Source, claims: Sequence[StoredClaim], vectors: Vectors) -> Summary:
    """Choose the claim nearest to all others as the central one, then those that add most to it.

    Centrality as in LexRank (Erkan and Radev 2004), spread as in maximal marginal relevance.
    """
    speakers = Counter(stored.claim.speaker for stored in claims)
    usable = [
        i for i, stored in enumerate(claims) if not stored.claim.headline and not stored.claim.needs_before
    ]
    if not usable:
        return Summary(source=source, central=None, key=(), speakers=tuple(speakers.most_common()))
    nearness = vectors @ vectors.T
    weight = nearness.mean(axis=1) + 0.25 * np.array([stored.claim.score for stored in claims])
    chosen: list[int] = []
    for i in sorted(usable, key=lambda i: -float(weight[i])):
        if len(chosen) <= KEY_CLAIMS and all(nearness[i, j] < ALIKE for j in chosen):
            chosen.append(i)
    central, rest = chosen[0], sorted(chosen[1:])
    return Summary(
        source=source,
        central=claims[central],
        key=tuple(claims[i] for i in rest),
        speakers=tuple(speakers.most_common()),
    )
