"""Answers `/map`: the strongest quotes for and against a claim or between positions, and what answers these in turn."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from knowledge.encoder import Encoder
from knowledge.judges.contract import SHIPPED, Judge, Judges
from knowledge.maps.graph import ASKED, ArgumentMap, Edge, Node
from knowledge.retrieval.answers import NOTICES, both_sides, ranked, topic_of
from knowledge.retrieval.candidates import candidates
from knowledge.retrieval.clash import LOOKED_AT
from knowledge.retrieval.judgement import judge_all
from knowledge.retrieval.points import same_point
from knowledge.retrieval.scope import NO_SOURCES, keys_on, nothing_on
from knowledge.retrieval.views import for_and_against
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import Position, Scored, Stance, StoredClaim
from knowledge.understanding.topics import Topic

FIRST: Final = 0.6
"""Share of the quotes below the roots that speak of a root; the others answer these."""

ROUNDS: Final = 3
"""Most answers to one quote that itself answers something."""

PAIRS: Final = 280
"""Pairs that a judge reads in one go for the answers to the answers: about as long as it takes for two claims."""

READ_EACH: Final = (8, 20)
"""Fewest and most quotes that are read as answers to one quote. With few it is hardly known what the judge says of a
claim whatever it reads; see `knowledge.retrieval.ranking.NEAREST`."""


LEAST: Final = 0.35
"""P(counters) from which on a quote is shown as an answer to another quote. Nobody asked about that one, so that a weak
answer is worse than none; to what was asked, whatever `/counter` finds is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Queue:
    """What has a stance toward one node, best first; those that were looked at are gone from it."""

    parent: str
    stance: Stance
    waiting: Iterator[Scored]


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
    queues = [_queue(root.key, "counters", countering), _queue(root.key, "supports", supporting)]
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
    queues = _between(store, sides, labels, judge=judges.of_topics())
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
    queues: Sequence[_Queue],
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
    read = _read(store, answered, "counters", within=[within] * len(answered), least=LEAST, judge=judge)
    answers = _in_turns(read, taken, rounds=ROUNDS, limit=limit - len(first))
    more = _in_turns(queues, taken, rounds=limit, limit=limit - len(first) - len(answers))
    found = [*first, *answers, *more]
    return [node for node, _ in found], [edge for _, edge in found]


def _in_turns(queues: Sequence[_Queue], taken: _Taken, *, rounds: int, limit: int) -> list[tuple[Node, Edge]]:
    """The next quote of each queue, then the next of each again."""
    found: list[tuple[Node, Edge]] = []
    for queue in (queue for _ in range(rounds) for queue in queues):
        if len(found) >= limit:
            break
        scored = next((one for one in queue.waiting if taken.take(one.stored)), None)
        if scored:
            edge = Edge(child=scored.stored.id, parent=queue.parent, stance=queue.stance, score=scored.score)
            found.append((of_quote(scored.stored), edge))
    return found


def _between(
    store: WorkspaceStore, sides: Sequence[Position], labels: Sequence[StoredClaim], *, judge: Judge
) -> list[_Queue]:
    """For each position what counters its label from the other one, and what supports it from its own."""
    own = [{quote.stored.key for quote in side.quotes} for side in sides[: len(labels)]]
    countering = _read(store, labels, "counters", within=own[::-1], judge=judge) if len(own) > 1 else []
    return [*countering, *_read(store, labels, "supports", within=own, judge=judge)]


def _read(
    store: WorkspaceStore,
    quotes: Sequence[StoredClaim],
    stance: Stance,
    *,
    within: Sequence[Collection[int] | None],
    least: float = 0.0,
    judge: Judge,
) -> list[_Queue]:
    """What has a stance toward each of several quotes, at least so surely; all are read in one go."""
    if not quotes:
        return []
    fewest, most = READ_EACH
    limit = min(most, max(fewest, PAIRS // len(quotes)))
    encoder = Encoder.load()
    asked_with = []
    for quote, keys in zip(quotes, within, strict=True):
        vector = store.vectors([quote.key])[0]
        sought = encoder.toward_answers(vector)
        words = quote.claim.quote
        near = candidates(store, words, vector, limit=limit, sought=sought, within=keys)
        asked_with.append((words, [one for one in near if one.key != quote.key]))
    judged = judge_all(store, asked_with, model=judge)
    queues = []
    for quote, read in zip(quotes, judged, strict=True):
        found = ranked(store, quote.claim.quote, read, stance, doubt=0.0)
        sure = [one for one in found if one.score >= least and (not least or _stands_alone(one.stored))]
        queues.append(_queue(quote.id, stance, sure))
    return queues


def _stands_alone(stored: StoredClaim) -> bool:
    return not (stored.claim.needs_before or stored.claim.headline)


def _queue(parent: str, stance: Stance, found: Sequence[Scored]) -> _Queue:
    return _Queue(parent=parent, stance=stance, waiting=iter(found))


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
