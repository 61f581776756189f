"""Answers `/views`: the claims on a topic, as positions that stand against each other."""

from collections.abc import Hashable, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.judges.contract import SHIPPED, Judge, Judges
from knowledge.retrieval.claim_scores import background, claim_scores
from knowledge.retrieval.points import independent_sources, same_point
from knowledge.retrieval.positions import Leanings, leanings, parted, representative
from knowledge.retrieval.scope import keys_on, nothing_on, subject_vector
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import Position, Scored, StoredClaim, Views
from knowledge.understanding.topics import Topic
from knowledge.understanding.words import words

Points: TypeAlias = dict[int, list[int]]
"""Places of the claims that are shown, in the order of choice, each with those that make the same point."""

ARGUABLE: Final = 0.25
"""How much a sure claim comes before a sentence that claims nothing."""

LAST: Final = 1.0
"""How much background comes after everything else, so that it is shown only where nothing else is there."""

OPPOSED: Final = 0.5
"""P(counters) from which on two quotes that look alike do not make the same point."""

CLEAR: Final = 0.35
"""How much a quote that leans clearly comes before one that hardly takes a side."""

SPREAD: Final = 0.03
"""How much each claim of the same source or speaker that stands before it lowers a claim's relevance."""


def views(store: WorkspaceStore, query: str, topic: Topic, *, limit: int, judges: Judges = SHIPPED) -> Views:
    """Choose the claims that matter on a topic, and part them into positions."""
    both = for_and_against(store, topic, limit=limit, judges=judges)
    positions = tuple(position for position in both if position)
    notice = None if positions else nothing_on(store, topic)
    return Views(query=query, topic=topic.name, positions=positions, notice=notice)


def for_and_against(
    store: WorkspaceStore, topic: Topic, *, limit: int, judges: Judges = SHIPPED
) -> tuple[Position | None, Position | None]:
    """The position for a topic and the one against it, of at most `limit` claims; None for one without quotes."""
    stored = store.claims_by_key(keys_on(store, topic))
    keys = sorted(stored)
    if not keys:
        return None, None
    everything = [stored[key] for key in keys]
    vectors = store.vectors(keys)
    relevance = _relevance(everything, vectors, topic)
    judge = judges.of_topics()
    points = _without_opposed(
        _spread(everything, vectors, relevance, limit=limit), everything, judge, limit=limit
    )
    chosen = list(points)
    leaning = leanings(topic, [everything[i].claim.quote for i in chosen], judge)
    quality = relevance[chosen] + CLEAR * np.abs(leaning)
    quotes = [
        _scored(everything[shown], [everything[i] for i in also], float(quality[place]))
        for place, (shown, also) in enumerate(points.items())
    ]
    supporting, countering = (
        _position(group, quotes, leaning, quality) if group else None for group in parted(leaning)
    )
    return supporting, countering


def _relevance(claims: Sequence[StoredClaim], vectors: Vectors, topic: Topic) -> NDArray[np.float64]:
    """How much each claim belongs into the views: near the topic, arguable, about little else, whole."""
    arguable = claim_scores(vectors, np.array([stored.claim.score for stored in claims]))
    besides = np.array([len(stored.claim.entities - set(topic.entities)) for stored in claims])
    torn = np.array([stored.claim.needs_before or stored.claim.headline for stored in claims])
    scenery = np.array([background(stored.claim) for stored in claims])
    lowered = 0.04 * np.minimum(besides, 3) + 0.05 * torn + LAST * scenery
    return np.asarray(
        vectors @ subject_vector(topic) + ARGUABLE * arguable - lowered,
        dtype=np.float64,
    )


def _spread(
    claims: Sequence[StoredClaim], vectors: Vectors, relevance: NDArray[np.float64], *, limit: int
) -> Points:
    """Take the most relevant claims in turn, each one lowered by those of its source and speaker before it.

    A claim that makes the point of one before it stands behind that one.
    """
    left = relevance.copy()
    sources = _numbered([stored.source.id for stored in claims])
    speakers = _numbered([stored.claim.speaker for stored in claims])
    points: Points = {}
    for _ in claims:
        best = int(np.argmax(left))
        left[best] = -np.inf
        same = _same_point(best, list(points), claims, vectors)
        if same is not None:
            points[same].append(best)
        elif len(points) < limit:
            points[best] = []
            left -= SPREAD * (sources == sources[best])
            left -= SPREAD * (speakers == speakers[best])
    return points


def _same_point(
    place: int, shown: Sequence[int], claims: Sequence[StoredClaim], vectors: Vectors
) -> int | None:
    """The nearest of the shown claims, if it makes the same point."""
    if not shown:
        return None
    nearness = vectors[shown] @ vectors[place]
    nearest = shown[int(np.argmax(nearness))]
    one, other = claims[nearest].claim.quote, claims[place].claim.quote
    return nearest if same_point(float(nearness.max()), one, other) else None


def _without_opposed(points: Points, claims: Sequence[StoredClaim], judge: Judge, *, limit: int) -> Points:
    """The points, without quotes that the judge sets against the shown one: these stand for themselves."""
    pairs = [
        (shown, behind)
        for shown, also in points.items()
        for behind in also
        if words(claims[shown].claim.quote) != words(claims[behind].claim.quote)
    ]
    rows = judge.probabilities([(claims[one].claim.quote, claims[other].claim.quote) for one, other in pairs])
    opposed = [behind for (_, behind), row in zip(pairs, rows, strict=True) if row[0] >= OPPOSED]
    kept = {shown: [i for i in also if i not in opposed] for shown, also in points.items()}
    return kept | {behind: [] for behind in opposed[: max(0, limit - len(kept))]}


def _numbered(names: Sequence[Hashable]) -> NDArray[np.int_]:
    """Equal names as equal numbers."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names])


def _scored(shown: StoredClaim, also: Sequence[StoredClaim], quality: float) -> Scored:
    return Scored(
        stored=shown,
        score=min(1.0, max(0.0, quality)),
        also=tuple(also),
        sources=independent_sources([shown, *also]),
    )


def _position(
    group: Sequence[int], quotes: Sequence[Scored], leaning: Leanings, quality: NDArray[np.float64]
) -> Position:
    alone = [i for i in group if not quotes[i].stored.claim.needs_before]
    label = representative(alone or group, leaning, quality)
    order = sorted(group, key=lambda i: (i != label, -quality[i]))
    return Position(label=quotes[label].stored.claim.quote, quotes=tuple(quotes[i] for i in order))
