"""Claims whose answers are known to be in a library or not: made of the debating sets' development halves.

The claims are dealt into three hands. Of the first hand everything goes into the library; of the second only what
supports its claims, so that nothing there counters them; of the third nothing. Then the hands change, until every
claim was in each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from benchmarks import first_version
from benchmarks.peers import by_meaning, by_stance
from benchmarks.product import NAME, library_of
from benchmarks.report import NotThereError, Order
from benchmarks.stances import SETS, rows_of

Hand: TypeAlias = Literal["answered", "one side", "absent"]

HANDS: Final[tuple[Hand, ...]] = ("answered", "one side", "absent")
DEPTH: Final = 10
STANCE_DEPTH: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Debate:
    """A claim with the texts for and against it."""

    claim: str
    supports: tuple[str, ...]
    counters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer to a claim: how sure it was, and where it comes from."""

    score: float | None
    own: bool
    """Whether it belongs to the claim that was asked about."""
    counters: bool
    """Whether it is known to counter that claim; of what belongs to another claim nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """A claim asked of a library that holds its counters, only the other side, or neither."""

    claim: str
    hand: Hand
    given: tuple[Given, ...]


def read_debates(order: Order) -> list[Debate]:
    """Read the claims of the sets with two labels, each once. Raises `NotThereError`."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for chosen in SETS:
        for row in rows_of(order, chosen) if chosen.classes == 2 else ():
            sides = found.setdefault(row["claim"], {"supports": {}, "counters": {}})
            sides[row["label"]][row["text"]] = None
    return [
        Debate(claim=claim, supports=tuple(sides["supports"]), counters=tuple(sides["counters"]))
        for claim, sides in found.items()
    ]


def deal(debates: Sequence[Debate], turn: int) -> list[tuple[Debate, Hand]]:
    """Give every debate a hand; over three turns each debate has had all."""
    return [(debate, HANDS[(place + turn) % len(HANDS)]) for place, debate in enumerate(debates)]


def stored_of(debate: Debate, hand: Hand) -> tuple[str, ...]:
    """Return what of a debate goes into the library."""
    return {"answered": (*debate.supports, *debate.counters), "one side": debate.supports, "absent": ()}[hand]


def may_be_asked(debate: Debate, hand: Hand, texts: frozenset[str]) -> bool:
    """Tell whether a debate is what its hand says: sets reuse texts, so that another claim may bring its counters."""
    if hand == "answered":
        return bool(debate.counters)
    return not texts.intersection(debate.counters) and (hand == "absent" or bool(debate.supports))


@cache
def posed(order: Order) -> dict[str, list[Posed]]:
    """Ask every claim in each hand, of Counterpoint and of the first version where it is at hand."""
    debates = read_debates(order)
    found: dict[str, list[Posed]] = {}
    for turn in range(len(HANDS)):
        dealt = deal(debates, turn)
        texts = list(dict.fromkeys(text for debate, hand in dealt for text in stored_of(debate, hand)))
        asked = [(debate, hand) for debate, hand in dealt if may_be_asked(debate, hand, frozenset(texts))]
        for way, one in _ask(texts, asked):
            found.setdefault(way, []).append(one)
    return found


def _ask(texts: Sequence[str], asked: Sequence[tuple[Debate, Hand]]) -> Iterator[tuple[str, Posed]]:
    try:
        first = by_meaning(texts, first_version.first_encoder())
        rank = by_stance(first, texts, first_version.first_stance_model(), depth=STANCE_DEPTH)
        for debate, hand in asked:
            answers = [(texts[place], None) for place in rank(debate.claim, DEPTH)]
            yield first_version.STANCE, _posed(debate, hand, answers)
    except NotThereError:
        pass
    with library_of(texts) as stored:
        for debate, hand in asked:
            found = stored.counter(debate.claim, DEPTH)
            yield NAME, _posed(debate, hand, [(texts[one.place], one.score) for one in found])


def _posed(debate: Debate, hand: Hand, answers: Sequence[tuple[str, float | None]]) -> Posed:
    own = {*debate.supports, *debate.counters}
    given = tuple(
        Given(score=score, own=text in own, counters=text in debate.counters) for text, score in answers
    )
    return Posed(claim=debate.claim, hand=hand, given=given)
