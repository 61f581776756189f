"""Makes a debate brief: over a motion, over a topic, or of the quotes in a notebook."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from knowledge.briefs.contents import CARDS, Brief, Card, Case, Saved, Side
from knowledge.briefs.exchanges import Field, exchanges, leaning
from knowledge.briefs.telling import Cut, Lean, telling
from knowledge.judges.contract import Judges
from knowledge.retrieval.answers import NOTICES, both_sides, checked, topic_of
from knowledge.retrieval.points import independent_sources, same_point
from knowledge.retrieval.positions import leanings
from knowledge.retrieval.scope import NO_SOURCES, keys_on, nothing_on
from knowledge.retrieval.scope import subject as subject_of
from knowledge.retrieval.views import for_and_against
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Position, Scored, StoredClaim
from knowledge.understanding.declaratives import asserts, declarative
from knowledge.understanding.gazetteer import ENTITIES
from knowledge.understanding.topics import Topic

LOOKED_AT: Final = 40
"""Claims on a topic that its two sides are chosen from, as many as `/views` shows."""

FOLLOWED: Final = 12
"""Quotes of a notebook whose answers are looked for; each takes as long as three questions."""

BOTH: Final[tuple[Side, Side]] = ("for", "against")
Sides: TypeAlias = dict[Side, Sequence[Scored]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What the cards of a brief are about, and how a text leans in it."""

    subject: str
    leans: dict[Side, Lean]
    field: Field


class StoreBriefs:
    """Makes briefs from a workspace's store."""

    def __init__(
        self,
        store: WorkspaceStore,
        judges: Judges,
        *,
        topic: Callable[[str], Topic | None],
        limit: Callable[[int], int],
    ) -> None:
        """`topic`: the topic that words mean; `limit`: a number of cards, checked."""
        self._store = store
        self._judges = judges
        self._topic = topic
        self._limit = limit

    def on(self, query: str, /, *, side: Side | None = None, limit: int = CARDS) -> Brief:
        """The pack over a topic of the library, or else a motion or any phrase; of one side, or both.

        Raises `InputError` for an empty or endless query.
        """
        motion, most = checked(query), self._limit(limit)
        sides: Sequence[Side] = (side,) if side else BOTH
        meant = self._topic(motion)
        if meant and (meant.stands_for_something or not asserts(motion)):
            return _on_topic(self._store, query, meant, sides=sides, limit=most, judges=self._judges)
        return _on_motion(self._store, query, motion, sides=sides, limit=most, judges=self._judges)

    def of(self, saved: Sequence[Saved], /, *, title: str) -> Brief:
        """The quotes of a notebook as cards, in the order of saving, with what answers the first of them."""
        quotes = [one.stored for one in saved]
        spans = telling([Cut(quote=one.claim.quote, about=one.claim.quote) for one in quotes])
        cards = tuple(
            Card(stored=one.stored, telling=found, note=one.note)
            for one, found in zip(saved, spans, strict=True)
        )
        field = Field(store=self._store, judges=self._judges, within=None)
        rows = tuple(row for card in cards[:FOLLOWED] for row in exchanges(field, [card], ours=(), theirs=()))
        case = Case(side="saved", position=None, cards=cards, exchanges=rows)
        return _brief(title, title, (case,) if cards else ())


def _on_motion(
    store: WorkspaceStore, query: str, motion: str, *, sides: Sequence[Side], limit: int, judges: Judges
) -> Brief:
    """The cases for and against a motion."""
    supporting, countering = both_sides(store, motion, topic=None, judges=judges)
    found: Sides = {"for": _points(store, supporting), "against": _points(store, countering)}
    plain, judge = declarative(motion), judges.of_claims()
    ground = _Ground(
        subject=plain,
        leans={"for": leaning(judge, plain, toward=1), "against": leaning(judge, plain, toward=-1)},
        field=Field(store=store, judges=judges, within=None),
    )
    cases = tuple(_case(side, found, ground, limit=limit) for side in sides)
    missing: dict[Side, str] = {"for": NOTICES["supports"], "against": NOTICES["counters"]}
    neither = "Nothing in the sources argues for or against this." if store.count() else NO_SOURCES
    about = topic_of(motion, [*supporting, *countering])
    return _brief(query, motion, cases, topic=about, claim=motion, notice=_notice(cases, missing, neither))


def _on_topic(
    store: WorkspaceStore, query: str, topic: Topic, *, sides: Sequence[Side], limit: int, judges: Judges
) -> Brief:
    """The cases of the two positions on a topic."""
    positions = dict(zip(BOTH, for_and_against(store, topic, limit=LOOKED_AT, judges=judges), strict=True))
    found: Sides = {side: position.quotes if position else () for side, position in positions.items()}
    field = Field(store=store, judges=judges, within=frozenset(keys_on(store, topic)))
    ground = _Ground(subject=subject_of(topic), leans=_leans(topic, judges), field=field)
    cases = tuple(_case(side, found, ground, limit=limit, position=positions[side]) for side in sides)
    missing: dict[Side, str] = {
        "for": f"Nothing in the sources speaks for {topic.name}.",
        "against": f"Nothing in the sources speaks against {topic.name}.",
    }
    notice = _notice(cases, missing, nothing_on(store, topic))
    return _brief(query, _title(topic), cases, topic=topic.name, notice=notice)


def _case(side: Side, found: Sides, ground: _Ground, *, limit: int, position: Position | None = None) -> Case:
    other = BOTH[1 - BOTH.index(side)]
    cards = _cards(found[side][:limit], ground, side)
    best = [card for card in cards if not card.stored.claim.needs_before]
    ours, theirs = ({one.stored.key for one in found[name]} for name in (side, other))
    return Case(
        side=side,
        position=next(
            (card for card in cards if position and card.stored.claim.quote == position.label), None
        ),
        cards=tuple(cards),
        exchanges=exchanges(ground.field, best, ours=ours, theirs=theirs),
    )


def _cards(found: Sequence[Scored], ground: _Ground, side: Side) -> list[Card]:
    cuts = [Cut(quote=one.stored.claim.quote, about=ground.subject, lean=ground.leans[side]) for one in found]
    return [
        Card(stored=one.stored, telling=spans, sources=one.sources, also=one.also)
        for one, spans in zip(found, telling(cuts), strict=True)
    ]


def _points(store: WorkspaceStore, found: Sequence[Scored]) -> list[Scored]:
    """The quotes, each with those behind it that make the same point; best first as before."""
    vectors = store.vectors([one.stored.key for one in found])
    behind: dict[int, list[StoredClaim]] = {}
    for i, one in enumerate(found):
        words = one.stored.claim.quote
        same = next(
            (
                j
                for j in behind
                if same_point(float(vectors[i] @ vectors[j]), found[j].stored.claim.quote, words)
            ),
            None,
        )
        if same is None:
            behind[i] = []
        else:
            behind[same].append(one.stored)
    return [
        replace(found[i], also=tuple(also), sources=independent_sources([found[i].stored, *also]))
        for i, also in behind.items()
    ]


def _leans(topic: Topic, judges: Judges) -> dict[Side, Lean]:
    judge = judges.of_topics()
    return {
        "for": lambda texts: leanings(topic, texts, judge),
        "against": lambda texts: -leanings(topic, texts, judge),
    }


def _brief(
    query: str,
    subject: str,
    cases: tuple[Case, ...],
    *,
    topic: str | None = None,
    claim: str | None = None,
    notice: str | None = None,
) -> Brief:
    return Brief(
        query=query,
        subject=subject,
        topic=topic,
        claim=claim,
        cases=tuple(case for case in cases if case.cards),
        sources=tuple(dict.fromkeys(card.stored.source for case in cases for card in quoted(case))),
        notice=notice,
    )


def _title(topic: Topic) -> str:
    """A topic's name as people write it."""
    names = [ENTITIES[name][0] for name in topic.entities]
    return " and ".join(names) or topic.name.replace("-", " ")


def quoted(case: Case) -> Iterator[Card]:
    """Every card of a case in the order of the page: its cards, then the table, row by row."""
    yield from case.cards
    for row in case.exchanges:
        yield row.claim
        for one in row.answers:
            yield one.answer
            if one.back:
                yield one.back


def _notice(cases: Sequence[Case], missing: dict[Side, str], neither: str) -> str | None:
    """Say which side the sources hold nothing for."""
    empty = [case.side for case in cases if not case.cards]
    if not empty:
        return None
    both = len(empty) == len(BOTH)
    return neither if both else missing[empty[0]]
