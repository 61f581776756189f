"""Finds what a library does not hold on a topic: points of one source, claims that nothing answers, voices of one side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.judges.contract import SHIPPED, Judges
from knowledge.retrieval.answered import Answered
from knowledge.retrieval.points import independent_sources
from knowledge.retrieval.scope import nothing_on
from knowledge.retrieval.views import for_and_against
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Position, Scored, Source, StoredClaim
from knowledge.understanding.topics import Topic

LOOKED_AT: Final = 40
"""Points on a topic that are looked at, as many as `/views` shows."""

EXAMINED: Final = 12
"""Claims for which the whole library is searched for an answer, up to a tenth of a second each."""

SHOWN: Final = 5
"""Unanswered claims that are named."""

EXAMPLES: Final = 3
"""Points of one source that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How well a position is backed."""

    label: str
    """The quote that speaks for it best."""
    points: int
    """Points made for it; quotes that say the same count once."""
    sources: int
    """Sources that speak for it by themselves; a reprint counts once."""
    speakers: tuple[tuple[str, int], ...] = ()
    """Who is heard on this side and not on the other, with the number of quotes, the most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSpots:
    """What the sources lack on a topic; every number counts what was looked at, which `points` and `examined` tell."""

    query: str
    topic: str
    points: int = 0
    """Points that were looked at."""
    sources: int = 0
    """Sources that these points come from."""
    newest: str | None = None
    """Date of the newest of these sources, ISO 8601; None where none has one."""
    undated: int = 0
    """Sources among them without a date."""
    repeated: int = 0
    """Quotes that say again what another one says, as in a reprint; each point counts once."""
    positions: tuple[Standing, ...] = ()
    single: tuple[Scored, ...] = ()
    """Points that a single source makes, the most relevant first, at most `EXAMPLES`."""
    singles: int = 0
    """How many such points there are."""
    unanswered: tuple[StoredClaim, ...] = ()
    """Claims against which no quote of the library argues, at most `SHOWN`."""
    unanswered_of: int = 0
    """How many such claims there are among those examined."""
    examined: int = 0
    """Claims for which an answer was looked for."""
    notice: str | None = None


def blind_spots(
    store: WorkspaceStore, query: str, topic: Topic, *, answered: Answered, judges: Judges = SHIPPED
) -> BlindSpots:
    """Look at the points that matter most on a topic, and say what is missing about them."""
    positions = for_and_against(store, topic, limit=LOOKED_AT, judges=judges)
    quotes = [scored for position in positions if position for scored in position.quotes]
    if not quotes:
        return BlindSpots(query=query, topic=topic.name, notice=nothing_on(store, topic))
    sources = list({one.source.id: one.source for one in _all_of(quotes)}.values())
    single = _best_first([scored for scored in quotes if scored.sources == 1])
    asked = examined(positions)
    unanswered = [stored for stored in asked if not answered.is_answered(stored)]
    return BlindSpots(
        query=query,
        topic=topic.name,
        points=len(quotes),
        sources=len(sources),
        newest=_newest(sources),
        undated=sum(source.metadata.date is None for source in sources),
        repeated=sum(len(scored.also) for scored in quotes),
        positions=_standings(positions),
        single=tuple(single[:EXAMPLES]),
        singles=len(single),
        unanswered=tuple(unanswered[:SHOWN]),
        unanswered_of=len(unanswered),
        examined=len(asked),
    )


def examined(positions: Sequence[Position | None]) -> list[StoredClaim]:
    """The claims to look for answers of: the best of both sides in turn, those that make sense alone."""
    sides = [_best_first(position.quotes) for position in positions if position]
    turns = max(map(len, sides), default=0)
    in_turn = [side[place].stored for place in range(turns) for side in sides if place < len(side)]
    return [one for one in in_turn if not (one.claim.needs_before or one.claim.headline)][:EXAMINED]


def _standings(positions: Sequence[Position | None]) -> tuple[Standing, ...]:
    heard = [_speakers(position) for position in positions]
    return tuple(
        Standing(
            label=position.label,
            points=len(position.quotes),
            sources=independent_sources(_all_of(position.quotes)),
            speakers=tuple(
                (name, count)
                for name, count in here.most_common()
                if not any(name in other for other in others)
            ),
        )
        for place, position in enumerate(positions)
        if position
        for here, others in [(heard[place], [*heard[:place], *heard[place + 1 :]])]
    )


def _speakers(position: Position | None) -> Counter[str]:
    """Who is heard on a side: whoever is cited, else the author."""
    quotes = _all_of(position.quotes) if position else []
    names = (
        one.claim.speaker.name or (one.source.metadata.author if one.claim.manner == "author" else None)
        for one in quotes
    )
    return Counter(name for name in names if name)


def _all_of(quotes: Sequence[Scored]) -> list[StoredClaim]:
    return [one for scored in quotes for one in (scored.stored, *scored.also)]


def _best_first(quotes: Sequence[Scored]) -> list[Scored]:
    return sorted(quotes, key=lambda one: (-one.score, one.stored.key))


def _newest(sources: Sequence[Source]) -> str | None:
    return max((source.metadata.date for source in sources if source.metadata.date), default=None)
