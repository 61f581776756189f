"""Answers `/counter` and `/support`: candidates, their stance, their order, or an honest notice."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from knowledge.encoder import Encoder
from knowledge.errors import InputError
from knowledge.judges.contract import SHIPPED, Judges
from knowledge.retrieval.candidates import candidates
from knowledge.retrieval.disputes import lowered
from knowledge.retrieval.judgement import Judged, judge
from knowledge.retrieval.ranking import DOUBT, rank, spoken_of
from knowledge.retrieval.scope import NO_SOURCES, keys_on, nothing_on
from knowledge.retrieval.vagueness import in_view
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import Answer, Scored, Stance
from knowledge.understanding.entities import entities
from knowledge.understanding.topics import Topic, entity_topic
from knowledge.understanding.words import words

CANDIDATES: Final = 40
LONGEST_CLAIM: Final = 1_000

NOTICES: Final = {
    "counters": "Nothing in the sources argues against this.",
    "supports": "Nothing in the sources argues for this.",
}


def checked(claim: str) -> str:
    """Return the claim without blanks around it. Raises `InputError` when it is empty or too long."""
    bare = " ".join(claim.split())
    if not words(bare):
        raise InputError('A claim needs words; for example: "alliance is easy"')
    if len(bare) > LONGEST_CLAIM:
        raise InputError(
            f"A claim has at most {LONGEST_CLAIM:,} characters, this one {len(bare):,}; ask about one sentence of it."
        )
    return bare


def answer(
    store: WorkspaceStore,
    claim: str,
    stance: Stance,
    *,
    topic: Topic | None,
    limit: int,
    judges: Judges = SHIPPED,
) -> Answer:
    """Find the quotes with a stance toward a claim, best first; with a topic, among the claims on it alone."""
    bare = checked(claim)
    found: list[Scored] = []
    notice = NO_SOURCES
    if store.count():
        within = keys_on(store, topic) if topic else None
        read = judged(store, bare, topic=topic, within=within, judges=judges)
        found = ranked(store, bare, read, stance)[:limit]
        notice = nothing_on(store, topic) if topic and not within else NOTICES[stance]
    return Answer(
        command="counter" if stance == "counters" else "support",
        query=claim,
        topic=topic.name if topic else topic_of(bare, found),
        answers=tuple(found),
        notice=None if found else notice,
    )


def both_sides(
    store: WorkspaceStore, claim: str, *, topic: Topic | None, judges: Judges = SHIPPED
) -> tuple[list[Scored], list[Scored]]:
    """The quotes for a claim and those against it, best first, from one reading of the candidates."""
    within = keys_on(store, topic) if topic else None
    read = judged(store, claim, topic=topic, within=within, judges=judges)
    supporting, countering = (
        ranked(store, claim, read, stance, doubt=0.0) for stance in ("supports", "counters")
    )
    return supporting, countering


def ranked(
    store: WorkspaceStore, claim: str, read: Sequence[Judged], stance: Stance, *, doubt: float = DOUBT
) -> list[Scored]:
    """All quotes with a stance, best first, those that people voted down for this claim lowered."""
    if stance == "counters":
        # asked for a reply to one of its own quotes, the model may hold the quote against itself
        asked = words(claim)
        read = [one for one in read if words(one.stored.claim.quote) != asked]
    found = rank(read, stance, limit=CANDIDATES, doubt=doubt)
    disputes = store.records.disputes([one.stored.key for one in found])
    if not disputes:
        return found
    return lowered(found, disputes, claim, vector=Encoder.load().encode([claim])[0])


def judged(
    store: WorkspaceStore,
    claim: str,
    *,
    topic: Topic | None = None,
    within: Collection[int] | None = None,
    limit: int = CANDIDATES,
    judges: Judges = SHIPPED,
) -> list[Judged]:
    """The nearest candidates for a claim with their stance; only keys of `within`, those on the topic, when it is given.

    A claim that leaves open what it is about is sought and judged with the topic said. None where the sources do
    not speak of the claim, which is known before the slow reading.
    """
    view = in_view(store, claim, topic, set(within)) if topic and within else None
    encoder = Encoder.load()
    vector = _middle(encoder.encode([claim, view] if view else [claim]))
    sought = encoder.toward_answers(vector)
    found = candidates(store, claim, vector, limit=limit, sought=sought, within=within)
    if not spoken_of([one.cosine for one in found]):
        return []
    return judge(store, view or claim, found, model=judges.of_claims())


def _middle(vectors: Vectors) -> Vectors:
    """The place in the middle of several wordings, shape (384,)."""
    middle: Vectors = vectors.sum(axis=0)
    return middle / np.linalg.norm(middle)


def topic_of(claim: str, found: Collection[Scored]) -> str | None:
    """The topic of an answer: the entities that the claim names, or what its quotes have in common."""
    named = entities(claim)
    if len(named) > 1:
        return entity_topic(named)
    shared = Counter(one.stored.source.topic for one in found if one.stored.source.topic)
    return shared.most_common(1)[0][0] if shared else None
