"""Grades the positions on a topic against a gold file, by the rules of the scorer that stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from benchmarks.gold import Mark, Question, Quote, holds

READ: Final = 20
"""Quotes that a reader looks at, over all positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """How well a topic was parted into positions."""

    recall: float
    """Share of the gold quotes that stand within the first twenty."""
    pairs: float | None
    """F1 over pairs of found quotes with a known side: together if and only if on the same side."""


def read_in_turn(positions: Sequence[Sequence[Quote]]) -> list[tuple[int, Quote]]:
    """Return the first quotes as a reader meets them, one of each position at a time, with their positions."""
    deepest = max((len(quotes) for quotes in positions), default=0)
    rounds = [
        (number, quotes[place])
        for place in range(deepest)
        for number, quotes in enumerate(positions)
        if place < len(quotes)
    ]
    return rounds[:READ]


def grade_views(topic: Question, positions: Sequence[Sequence[Quote]]) -> Viewed:
    """Grade the positions that a topic was answered with."""
    found: dict[int, int] = {}
    for position, quote in read_in_turn(positions):
        for number, mark in enumerate(topic.right):
            if holds(quote, mark):
                found.setdefault(number, position)
    sided = [
        (topic.right[number], position) for number, position in found.items() if topic.right[number].side
    ]
    asked = any(mark.side for mark in topic.right)
    return Viewed(recall=len(found) / max(1, len(topic.right)), pairs=_pairs(sided) if asked else None)


def _pairs(sided: Sequence[tuple[Mark, int]]) -> float:
    together = [(one[0].side == other[0].side, one[1] == other[1]) for one, other in combinations(sided, 2)]
    hits = sum(same and put for same, put in together)
    marked = sum(same for same, _ in together) + sum(put for _, put in together)
    return 2 * hits / marked if hits else 0.0
