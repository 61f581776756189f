"""Answers `/map`: the strongest quotes for and against a claim or between positions, and what answers these in turn."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from knowledge.judges.contract import SHIPPED, Judge, Judges
from knowledge.maps.graph import ASKED, ArgumentMap, Edge, Node
from knowledge.retrieval.answers import NOTICES, both_sides, topic_of
from knowledge.retrieval.clash import LOOKED_AT
from knowledge.retrieval.meaning import meant
from knowledge.retrieval.points import same_point
from knowledge.retrieval.rejoinders import Queue, between, queue, rejoinders
from knowledge.retrieval.scope import NO_SOURCES, keys_on, nothing_on
from knowledge.retrieval.views import for_and_against
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import StoredClaim
from knowledge.understanding.topics import Topic

FIRST: Final = 0.6
"""Share of the quotes below the roots that speak of a root; the others answer these."""

ROUNDS: Final = 3
"""Most answers to one quote that itself answers something."""


@dataclass(slots=True, kw_only=True)
class _Taken:
    """The quotes on the map so far. A point comes once, whoever makes it."""

    store: WorkspaceStore
    quotes: list[tuple[StoredClaim, Vectors]] = field(default_factory=list)

    def take(self, stored: StoredClaim) -> bool:
        """Put a quote on the map; False where it is there, or one that makes the same point."""
        vector = self.store.vectors([stored.key])[0]
        words = stored.claim.quote
        for other, others in self.quotes:
            if other.key == stored.key or same_point(float(vector @ others), other.claim.quote, words):
                return False
        self.quotes.append((stored, vector))
        return True


def map_over(
    store: WorkspaceStore,
    query: str,
    *,
    topic: Topic | None,
    named: Callable[[str], Topic | None],
    limit: int,
    judges: Judges = SHIPPED,
) -> ArgumentMap:
    """Map a topic, a quote or a claim, whichever is `meant`.

    Raises `InputError` for an empty or endless query.
    """
    about = meant(store, query, named=named)
    if isinstance(about, Topic):
        return map_of_topic(store, query, about, limit=limit, judges=judges)
    root = of_quote(about) if isinstance(about, StoredClaim) else asked(about)
    return map_of_claim(store, query, root, topic=topic, limit=limit, judges=judges)


def map_of_claim(
    store: WorkspaceStore,
    query: str,
    root: Node,
    *,
    topic: Topic | None,
    limit: int,
    judges: Judges = SHIPPED,
) -> ArgumentMap:
    """What the sources say for and against a claim, and what answers that: at most `limit` quotes below the claim."""
    sides = both_sides(store, root.words, topic=topic, judges=judges) if store.count() else ([], [])
    taken = _Taken(store=store)
    if root.stored:
        taken.take(root.stored)
    supporting, countering = sides
    queues = [queue(root.key, "counters", countering), queue(root.key, "supports", supporting)]
    within = keys_on(store, topic) if topic else None
    nodes, edges = _filled(store, queues, taken, limit=limit, within=within, judge=judges.of_topics())
    found = [one for side in sides for one in side]
    return ArgumentMap(
        query=query,
        topic=topic.name if topic else topic_of(root.words, found),
        about_topic=False,
        nodes=(root, *nodes),
        edges=tuple(edges),
        notice=_notice(store, topic, supporting=bool(supporting), countering=bool(countering)),
    )


def map_of_topic(
    store: WorkspaceStore, query: str, topic: Topic, *, limit: int, judges: Judges = SHIPPED
) -> ArgumentMap:
    """The positions on a topic, what supports each and what counters it from the other: at most `limit` quotes."""
    sides = [side for side in for_and_against(store, topic, limit=LOOKED_AT, judges=judges) if side]
    taken = _Taken(store=store)
    labels = [side.quotes[0].stored for side in sides]
    labels = [label for label in labels if taken.take(label)]
    queues = between(store, sides, labels, judge=judges.of_topics())
    within = {quote.stored.key for side in sides for quote in side.quotes}
    rest = max(0, limit - len(labels))
    nodes, edges = _filled(store, queues, taken, limit=rest, within=within, judge=judges.of_topics())
    return ArgumentMap(
        query=query,
        topic=topic.name,
        about_topic=True,
        nodes=(*map(of_quote, labels), *nodes),
        edges=tuple(edges),
        notice=None if labels else nothing_on(store, topic),
    )


def asked(words: str) -> Node:
    """The node of somebody's own words."""
    return Node(key=ASKED, words=words)


def of_quote(stored: StoredClaim) -> Node:
    """The node of a stored quote."""
    return Node(key=stored.id, words=stored.claim.quote, stored=stored)


def _filled(
    store: WorkspaceStore,
    queues: Sequence[Queue],
    taken: _Taken,
    *,
    limit: int,
    within: Collection[int] | None,
    judge: Judge,
) -> tuple[list[Node], list[Edge]]:
    """The strongest answers to the roots, their answers in turn, and more of the former where there is room."""
    rounds = max(1, round(FIRST * limit / max(1, len(queues))))
    first = _in_turns(queues, taken, rounds=rounds, limit=limit)
    answered = [node.stored for node, _ in first if node.stored]
    answering = rejoinders(store, answered, within=within, judge=judge)
    answers = _in_turns(answering, taken, rounds=ROUNDS, limit=limit - len(first))
    more = _in_turns(queues, taken, rounds=limit, limit=limit - len(first) - len(answers))
    found = [*first, *answers, *more]
    return [node for node, _ in found], [edge for _, edge in found]


def _in_turns(queues: Sequence[Queue], taken: _Taken, *, rounds: int, limit: int) -> list[tuple[Node, Edge]]:
    """The next quote of each queue, then the next of each again."""
    found: list[tuple[Node, Edge]] = []
    for waiting in (one for _ in range(rounds) for one in queues):
        if len(found) >= limit:
            break
        scored = next((one for one in waiting.waiting if taken.take(one.stored)), None)
        if scored:
            edge = Edge(
                child=scored.stored.id, parent=waiting.parent, stance=waiting.stance, score=scored.score
            )
            found.append((of_quote(scored.stored), edge))
    return found


def _notice(store: WorkspaceStore, topic: Topic | None, *, supporting: bool, countering: bool) -> str | None:
    """Say which side of a claim the sources hold nothing for."""
    if supporting and countering:
        return None
    if supporting or countering:
        return NOTICES["counters" if supporting else "supports"]
    if not store.count():
        return NO_SOURCES
    if topic and not keys_on(store, topic):
        return nothing_on(store, topic)
    return "Nothing in the sources argues for or against this."
