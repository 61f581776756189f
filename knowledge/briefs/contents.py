"""What a debate brief holds: values that are computed once and written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from knowledge.types import Source, Span, StoredClaim

Side: TypeAlias = Literal["for", "against", "saved"]
"""For or against what was asked, or kept in somebody's notebook without a side."""


CARDS: Final = 6
"""Cards of a side, unless somebody asks for another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A quote cut for a debate, with the words in it that tell."""

    stored: StoredClaim
    telling: tuple[Span, ...]
    """Spans of the quote itself, in order: `[0, n)` counts characters of the quote, not of the source."""
    sources: int = 1
    """How many sources make the point by themselves."""
    also: tuple[StoredClaim, ...] = ()
    """Other quotes that make the same point."""
    note: str | None = None
    """What the person who saved it wrote to themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer to a claim, and the answer to that answer, where the sources hold one."""

    answer: Card
    back: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A claim with what the sources answer to it; nothing, where nobody does."""

    claim: Card
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One side: its position, its cards, and how its claims fare."""

    side: Side
    position: Card | None
    """The quote that speaks for the side best, over a topic; over a motion the side is its own position."""
    cards: tuple[Card, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A pack for a debate: one case or two, and every source once."""

    query: str
    subject: str
    """What it is about, in words to read: `Russia and China` for the topic `russia-china`."""
    topic: str | None
    claim: str | None
    """The motion; None where the query is a topic or a notebook."""
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    """In the order in which the brief first quotes them; the first is number 1."""
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A quote in somebody's notebook."""

    stored: StoredClaim
    note: str | None = None
    """What they wrote to themselves about it."""
