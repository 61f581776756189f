"""Sets up a fair match over a motion: for each side as many quotes, equally long, of as many sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from knowledge.judges.contract import SHIPPED, Judges
from knowledge.retrieval.answers import NOTICES, both_sides, checked
from knowledge.retrieval.balance import balanced
from knowledge.retrieval.points import independent_sources
from knowledge.retrieval.scope import NO_SOURCES
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Scored
from knowledge.understanding.motions import claim_of
from knowledge.understanding.topics import Topic

SideName: TypeAlias = Literal["for", "against"]
Kind: TypeAlias = Literal["opening", "rebuttal", "closing"]

ORDER: Final[tuple[tuple[SideName, Kind, int], ...]] = (
    ("for", "opening", 4),
    ("against", "opening", 4),
    ("for", "rebuttal", 3),
    ("against", "rebuttal", 3),
    ("against", "closing", 2),
    ("for", "closing", 2),
)
"""Who speaks when, and for how many minutes: as long for both; who opened has the last word."""

QUOTES: Final = 3
"""Quotes a side, where the sources hold as many for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a match over a motion is set up with."""

    motion: str
    claim: str
    """What whoever speaks for the motion asserts."""
    supporting: tuple[Scored, ...] = ()
    countering: tuple[Scored, ...] = ()
    sources: tuple[int, int] = (0, 0)
    """Sources that stand behind each side by themselves."""
    notice: str | None = None

    @property
    def fair(self) -> bool:
        """Whether both sides have as many quotes, of as many sources."""
        return len(self.supporting) == len(self.countering) > 0 and self.sources[0] == self.sources[1]


def match_over(store: WorkspaceStore, motion: str, *, topic: Topic | None, judges: Judges = SHIPPED) -> Match:
    """Choose the quotes of both sides of a motion. Raises `InputError` for an empty or endless one.

    Of the choices with most quotes for both the first whose sides stand on as many sources is taken; else the best.
    """
    claim = claim_of(checked(motion))
    supporting, countering = both_sides(store, claim, topic=topic, judges=judges)
    sides = balanced(supporting, countering, limit=QUOTES)
    if sides[0] and sides[1] and _backing(sides[0]) != _backing(sides[1]):
        sides = _equally_backed(supporting, countering, number=len(sides[0])) or sides
    return Match(
        motion=motion,
        claim=claim,
        supporting=sides[0],
        countering=sides[1],
        sources=(_backing(sides[0]), _backing(sides[1])),
        notice=_notice(store, sides),
    )


def _equally_backed(
    supporting: Sequence[Scored], countering: Sequence[Scored], *, number: int
) -> tuple[tuple[Scored, ...], tuple[Scored, ...]] | None:
    """As many quotes a side, each side with one quote a voice, so that both stand on as many sources."""
    one_each = [_one_a_voice(side) for side in (supporting, countering)]
    for count in (number, number - 1):
        if count < 1:
            break
        sides = balanced(one_each[0], one_each[1], limit=count)
        if len(sides[0]) == count and _backing(sides[0]) == _backing(sides[1]):
            return sides
    return None


def _one_a_voice(side: Sequence[Scored]) -> list[Scored]:
    """The best quote of each source that speaks by itself, best first."""
    kept: list[Scored] = []
    for one in side:
        if _backing([*kept, one]) > len(kept):
            kept.append(one)
    return kept


def _backing(side: Sequence[Scored]) -> int:
    return independent_sources([one.stored for one in side])


def _notice(store: WorkspaceStore, sides: tuple[tuple[Scored, ...], tuple[Scored, ...]]) -> str | None:
    supporting, countering = sides
    if supporting and countering:
        return None
    if supporting or countering:
        return NOTICES["counters" if supporting else "supports"]
    return "Nothing in the sources argues for or against this." if store.count() else NO_SOURCES
