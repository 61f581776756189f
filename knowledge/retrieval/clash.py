"""Answers `/clash`: the strongest quotes for and against, side by side."""

from collections.abc import Callable
from typing import Final

from knowledge.judges.contract import SHIPPED, Judges
from knowledge.retrieval.answers import NOTICES, both_sides, checked, topic_of
from knowledge.retrieval.balance import Side, balanced
from knowledge.retrieval.meaning import meant
from knowledge.retrieval.scope import NO_SOURCES, nothing_on
from knowledge.retrieval.views import for_and_against
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Clash, StoredClaim
from knowledge.understanding.motions import claim_of, is_motion
from knowledge.understanding.topics import Topic

LOOKED_AT: Final = 40
"""Claims on a topic that its two sides are chosen from, as many as `/views` shows."""


def clash(
    store: WorkspaceStore,
    query: str,
    *,
    topic: Topic | None,
    named: Callable[[str], Topic | None],
    limit: int,
    judges: Judges = SHIPPED,
) -> Clash:
    """The strongest for and against a topic, a quote, a motion or a claim, whichever is `meant`.

    Raises `InputError` for an empty or endless query.
    """
    bare = checked(query)
    if is_motion(bare):
        return clash_about(store, query, claim_of(bare), topic=topic, limit=limit, judges=judges)
    about = meant(store, bare, named=named)
    if isinstance(about, Topic):
        return clash_over(store, query, about, limit=limit, judges=judges)
    claim = about.claim.quote if isinstance(about, StoredClaim) else about
    return clash_about(store, query, claim, topic=topic, limit=limit, judges=judges)


def clash_over(
    store: WorkspaceStore, query: str, topic: Topic, *, limit: int, judges: Judges = SHIPPED
) -> Clash:
    """The strongest quotes of the two positions on a topic."""
    positions = for_and_against(store, topic, limit=LOOKED_AT, judges=judges)
    sides = balanced(*(position.quotes if position else () for position in positions), limit=limit)
    labels = [position.label for position in positions if position]
    return Clash(
        query=query,
        topic=topic.name,
        claim=None,
        supporting=sides[0],
        countering=sides[1],
        labels=(labels[0], labels[1]) if len(labels) > 1 else None,
        notice=_notice(
            sides,
            neither=nothing_on(store, topic),
            against=f"Nothing in the sources speaks against {topic.name}.",
            for_=f"Nothing in the sources speaks for {topic.name}.",
        ),
    )


def clash_about(
    store: WorkspaceStore,
    query: str,
    claim: str,
    *,
    topic: Topic | None,
    limit: int,
    judges: Judges = SHIPPED,
) -> Clash:
    """The strongest quotes for and against a claim; with a topic, among the claims on it alone."""
    supporting, countering = both_sides(store, claim, topic=topic, judges=judges)
    sides = balanced(supporting, countering, limit=limit)
    nothing = "Nothing in the sources argues for or against this."
    if not store.count():
        nothing = NO_SOURCES
    return Clash(
        query=query,
        topic=topic.name if topic else topic_of(claim, [*sides[0], *sides[1]]),
        claim=claim,
        supporting=sides[0],
        countering=sides[1],
        notice=_notice(sides, neither=nothing, against=NOTICES["counters"], for_=NOTICES["supports"]),
    )


def _notice(sides: tuple[Side, Side], *, neither: str, against: str, for_: str) -> str | None:
    """Say which side the sources hold nothing for."""
    supporting, countering = sides
    if supporting and countering:
        return None
    if supporting:
        return against
    return for_ if countering else neither
