"""Answers `/views`: the claims on a topic, as positions that stand against each other."""

from collections.abc import Hashable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.retrieval.positions import Leanings, leanings, parted, representative
from knowledge.retrieval.scope import keys_on, nothing_on, subject_vector
from knowledge.stance import StanceModel
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import Position, Scored, StoredClaim, Views
from knowledge.understanding.topics import Topic

ALIKE: Final = 0.9
"""Cosine above which two claims say the same, so that the second adds nothing."""

CLEAR: Final = 0.35
"""How much a quote that leans clearly comes before one that hardly takes a side."""

SPREAD: Final = 0.03
"""How much each claim of the same source or speaker that stands before it lowers a claim's relevance."""


def views(store: WorkspaceStore, query: str, topic: Topic, *, limit: int) -> Views:
    """Choose the claims that matter on a topic, and part them into positions."""
    positions = tuple(position for position in for_and_against(store, topic, limit=limit) if position)
    notice = None if positions else nothing_on(store, topic)
    return Views(query=query, topic=topic.name, positions=positions, notice=notice)


def for_and_against(
    store: WorkspaceStore, topic: Topic, *, limit: int
) -> tuple[Position | None, Position | None]:
    """The position for a topic and the one against it, of at most `limit` claims; None for one without quotes."""
    stored = store.claims_by_key(keys_on(store, topic))
    keys = sorted(stored)
    if not keys:
        return None, None
    everything = [stored[key] for key in keys]
    vectors = store.vectors(keys)
    relevance = _relevance(everything, vectors @ subject_vector(topic), topic)
    chosen = _spread(everything, vectors, relevance, limit=limit)
    claims = [everything[i] for i in chosen]
    leaning = leanings(topic, [stored.claim.quote for stored in claims], StanceModel.load())
    quality = relevance[chosen] + CLEAR * np.abs(leaning)
    supporting, countering = (
        _position(group, claims, leaning, quality) if group else None for group in parted(leaning)
    )
    return supporting, countering


def _relevance(
    claims: Sequence[StoredClaim], cosines: NDArray[np.float32], topic: Topic
) -> NDArray[np.float64]:
    """How much each claim belongs into the views: near the topic, arguable, about little else, whole."""
    arguable = np.array([stored.claim.score for stored in claims])
    besides = np.array([len(stored.claim.entities - set(topic.entities)) for stored in claims])
    torn = np.array([stored.claim.needs_before or stored.claim.headline for stored in claims])
    return np.asarray(
        cosines + 0.25 * arguable - 0.04 * np.minimum(besides, 3) - 0.05 * torn, dtype=np.float64
    )


def _spread(
    claims: Sequence[StoredClaim], vectors: Vectors, relevance: NDArray[np.float64], *, limit: int
) -> list[int]:
    """Take the most relevant claims in turn, each one lowered by those of its source and speaker before it."""
    left = relevance.copy()
    sources = _numbered([stored.source.id for stored in claims])
    speakers = _numbered([stored.claim.speaker for stored in claims])
    chosen: list[int] = []
    while len(chosen) < min(limit, len(claims)) and np.isfinite(left.max()):
        best = int(np.argmax(left))
        left[best] = -np.inf
        if chosen and float((vectors[chosen] @ vectors[best]).max()) > ALIKE:
            continue
        chosen.append(best)
        left -= SPREAD * (sources == sources[best])
        left -= SPREAD * (speakers == speakers[best])
    return chosen


def _numbered(names: Sequence[Hashable]) -> NDArray[np.int_]:
    """Equal names as equal numbers."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names])


def _position(
    group: Sequence[int], claims: Sequence[StoredClaim], leaning: Leanings, quality: NDArray[np.float64]
) -> Position:
    label = representative(group, leaning, quality)
    order = sorted(group, key=lambda i: (i != label, -quality[i]))
    quotes = tuple(Scored(stored=claims[i], score=float(np.clip(quality[i], 0, 1))) for i in order)
    return Position(label=claims[label].claim.quote, quotes=quotes)
