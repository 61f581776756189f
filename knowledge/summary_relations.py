"""A source summed up as it lies in a store, with the claims of other sources that it answers or that answer it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from knowledge.encoder import Encoder
from knowledge.judges.contract import Judges
from knowledge.retrieval.claim_scores import background, claim_scores
from knowledge.storage.store import WorkspaceStore
from knowledge.summary import Relation, Summary, summarise
from knowledge.types import Source, Stance, StoredClaim

Pair: TypeAlias = tuple[StoredClaim, StoredClaim]
"""A claim of the source, and one of another source that is near to it."""

MOST: Final = 4
"""Relations that are named in each direction."""
READ: Final = 12
"""Claims of the source that are compared: those of the summary and the next best ones."""
NEIGHBOURS: Final = 8
"""Claims of other sources that each of them is compared with."""
WITHIN: Final = 60
"""Nearest claims among which these are sought, since many are of the source itself."""
NEAR: Final = 0.6
"""Cosine below which two claims hardly speak of the same."""
ARGUING: Final = 0.25
"""How surely a claim must be one to be read as an answer, or as answered."""
SURE: Final = 0.7
"""Least probability, whichever of the two is read as the answer; see docs/decisions/0017."""
STANCES: Final[tuple[Stance, ...]] = ("counters", "supports")


def sum_up(store: WorkspaceStore, source: Source, judges: Judges | None) -> Summary:
    """A source in its own words; with judges also what it answers in other sources, and what answers it there."""
    claims = store.claims(source_id=source.id)
    title = Encoder.load().encode([source.metadata.title])[0] if source.metadata.title else None
    vectors = store.vectors([stored.key for stored in claims])
    summary = summarise(source, claims, vectors, title=title)
    return related(store, summary, judges) if judges and summary.central else summary


def related(store: WorkspaceStore, summary: Summary, judges: Judges) -> Summary:
    """The summary with what it answers, and what answers it, among the claims of other sources."""
    best = [one for one in (summary.central, *summary.key, *summary.reserve) if one]
    own = _arguing(store, best)[:READ]
    pairs = list(_pairs(store, summary.source.id, own))
    found = list(_relations(pairs, judges))
    return replace(
        summary,
        answers=_surest(one for one, answers in found if answers),
        answered_by=_surest(one for one, answers in found if not answers),
    )


def _pairs(store: WorkspaceStore, source_id: str, own: Sequence[StoredClaim]) -> Iterator[Pair]:
    for one, vector in zip(own, store.vectors([stored.key for stored in own]), strict=True):
        hits = [hit for hit in store.nearest(vector, limit=WITHIN) if hit.value >= NEAR]
        stored = store.claims_by_key([hit.key for hit in hits])
        others = [stored[hit.key] for hit in hits if hit.key in stored]
        apart = [other for other in others if other.source.id != source_id and _stands_alone(other)]
        yield from ((one, other) for other in _arguing(store, apart)[:NEIGHBOURS])


def _arguing(store: WorkspaceStore, claims: Sequence[StoredClaim]) -> list[StoredClaim]:
    """Those that claim something: what merely tells is read as an answer to nearly everything."""
    vectors = store.vectors([stored.key for stored in claims])
    sure = claim_scores(vectors, np.array([stored.claim.score for stored in claims]))
    return [stored for stored, score in zip(claims, sure, strict=True) if score >= ARGUING]


def _stands_alone(stored: StoredClaim) -> bool:
    claim = stored.claim
    return not (claim.headline or claim.needs_before or background(claim))


def _relations(pairs: Sequence[Pair], judges: Judges) -> Iterator[tuple[Relation, bool]]:
    """Each relation, and whether it is the source that answers.

    Two claims are read both ways round, and the less sure reading counts: the model errs seldom in both.
    """
    judge = judges.of_topics()
    there = judge.probabilities([(other.claim.quote, own.claim.quote) for own, other in pairs])
    back = judge.probabilities([(own.claim.quote, other.claim.quote) for own, other in pairs])
    for (own, other), forward, backward in zip(pairs, there, back, strict=True):
        for column, stance in enumerate(STANCES):
            score = float(min(forward[column], backward[column]))
            if score >= SURE:
                relation = Relation(own=own, other=other, stance=stance, score=score)
                yield relation, _answers(own, other, surer=bool(forward[column] >= backward[column]))


def _answers(own: StoredClaim, other: StoredClaim, *, surer: bool) -> bool:
    """Whether the source's claim is the answer: the later one is; where dates do not tell, the surer reading."""
    mine, theirs = own.source.metadata.date, other.source.metadata.date
    return mine > theirs if mine and theirs and mine != theirs else surer


def _surest(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The surest relation to each claim, the surest claims first, each claim of the source once or twice."""
    found: dict[int, Relation] = {}
    said: list[int] = []
    for one in sorted(relations, key=lambda one: (-one.score, one.own.key, one.other.key)):
        if one.other.key not in found and said.count(one.own.key) < MOST // 2:
            found[one.other.key] = one
            said.append(one.own.key)
    return tuple(found.values())[:MOST]
