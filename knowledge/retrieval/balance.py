"""Chooses quotes for and against so that both sides have the same number and about the same length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final, TypeAlias

from knowledge.retrieval.disputes import weight
from knowledge.types import Scored

Side: TypeAlias = tuple[Scored, ...]

SCREEN: Final = 1_200
"""Most characters of all quotes together."""

LONGER: Final = 1.5
"""How many times as long as the other one side may be."""

MOST: Final = 5
"""Most quotes of a side that fit on a screen."""

NEAR_BEST: Final = 0.8
"""How good a quote must be, against the last of the best ones, to be taken for its length."""

POOL: Final = 8
"""Quotes of a side to choose from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    sides: tuple[Side, Side]
    characters: int
    ratio: float
    score: float


def balanced(supporting: Sequence[Scored], countering: Sequence[Scored], *, limit: int) -> tuple[Side, Side]:
    """Choose from two sides, each best first, at most `limit` quotes of each.

    Of the near-best quotes those are taken that make the sides about equally long and fit on a screen; then as many
    as can be, then the surest. Where the other side is empty, the best one or two.
    """
    if not supporting or not countering:
        return _alone(supporting), _alone(countering)
    most = min(limit, len(supporting), len(countering), MOST)
    by_number = [
        list(_pairs(supporting, countering, number=number, limit=limit)) for number in range(most, 0, -1)
    ]
    fitting = [[pair for pair in pairs if pair.characters <= SCREEN] for pairs in by_number]
    for pairs in fitting:
        even = [pair for pair in pairs if pair.ratio <= LONGER]
        if even:
            return max(even, key=lambda pair: pair.score).sides
    for pairs in fitting:
        if pairs:
            return min(pairs, key=lambda pair: (pair.ratio, -pair.score)).sides
    return min(by_number[-1], key=lambda pair: pair.characters).sides


def _alone(side: Sequence[Scored]) -> Side:
    best = tuple(side[:2])
    return best if _characters(best) <= SCREEN else best[:1]


def _pairs(
    supporting: Sequence[Scored], countering: Sequence[Scored], *, number: int, limit: int
) -> Iterator[_Pair]:
    ways = (
        [
            (chosen, _characters(chosen), sum(map(weight, chosen)))
            for chosen in combinations(_near_best(side, limit), number)
        ]
        for side in (supporting, countering)
    )
    for (one, length, score), (other, other_length, other_score) in product(*ways):
        short, long = sorted((length, other_length))
        yield _Pair(
            sides=(one, other),
            characters=short + long,
            ratio=long / max(short, 1),
            score=score + other_score,
        )


def _near_best(side: Sequence[Scored], limit: int) -> Sequence[Scored]:
    """The best quotes of a side, and those after them that are nearly as good."""
    best = side[: min(limit, MOST)]
    least = NEAR_BEST * weight(best[-1])
    return [*best, *(one for one in side[len(best) :] if weight(one) >= least)][:POOL]


def _characters(side: Sequence[Scored]) -> int:
    return sum(len(one.stored.claim.quote) for one in side)
