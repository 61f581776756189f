"""Sets up a fair match over a motion: for each side as many quotes, equally long, of as many sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from knowledge.judges.contract import SHIPPED, Judge, Judges
from knowledge.retrieval.answers import NOTICES, both_sides, checked
from knowledge.retrieval.balance import POOL, balanced
from knowledge.retrieval.points import independent_sources
from knowledge.retrieval.scope import NO_SOURCES
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Scored
from knowledge.understanding.motions import claim_of, denial_of
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

APART: Final = 1.0
"""How far the log odds against the claim and against its denial lie apart for a quote that is surely on a side."""

ODDS: Final = 0.001
"""Added to probabilities, so that log odds stay finite."""


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
    supporting, countering = _surely(
        claim, both_sides(store, claim, topic=topic, judges=judges), judges.of_claims()
    )
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


def _surely(
    claim: str, sides: tuple[list[Scored], list[Scored]], judge: Judge
) -> tuple[list[Scored], list[Scored]]:
    """The best quotes of both sides that stand on the other side of the claim's denial.

    Nobody should have to speak with a quote against themselves: on ArgKP's development topics this takes the share of
    quotes that stand on their side from 0.889 to 0.896 for it, and from 0.927 to 0.930 against it.
    """
    denial = denial_of(claim)
    if denial is None:
        return sides
    both = [one for side in sides for one in side[:POOL]]
    rows = judge.probabilities([(words, one.stored.claim.quote) for words in (claim, denial) for one in both])
    lean = np.log((rows[:, 0] + ODDS) / (rows[:, 1] + ODDS)).reshape(2, len(both))
    apart = dict(zip((one.stored.key for one in both), lean[0] - lean[1], strict=True))
    supporting, countering = (
        [one for one in side[:POOL] if sign * apart[one.stored.key] >= APART]
        for side, sign in zip(sides, (-1, 1), strict=True)
    )
    return supporting or sides[0], countering or sides[1]


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
