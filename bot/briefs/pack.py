"""A brief in words: what stands on the page and in which order, the same for every format.

Writers lay it out and word nothing. A quote stands in it as stored, with the spans of it that are underlined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A tag, a cite of one line, and a quote."""

    key: str
    """Names the quote in any library: the source's digest and the place in it."""
    id: str
    tag: str
    name: str
    """The part of the cite that is said aloud: `Ines Okafor, 2025`."""
    place: str
    """The rest of it, in one line."""
    source: int
    """Its number in the list of sources."""
    quote: str
    """Word for word."""
    telling: tuple[Span, ...]
    """Spans of the quote that are underlined."""
    lead: str | None = None
    """The sentence before, where the quote makes no sense without it."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Cards that rest on the same kind of evidence."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim, an answer to it and an answer to that; None where the sources hold none."""

    claim: Card
    answer: Card | None = None
    back: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pocket:
    """One side: its position, its cards, the table of answers."""

    heading: str
    position: Card | None
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    """Rows of one claim follow each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source in the list."""

    number: int
    cite: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of the frame, which are the same in every brief of a language."""

    kicker: str
    promise: str
    cards: str
    answers: str
    columns: tuple[str, str, str]
    unanswered: str
    sources: str
    contents: str
    page: str
    best_answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All that a writer needs."""

    title: str
    size: str
    language: str
    labels: Labels
    pockets: tuple[Pocket, ...]
    sources: tuple[Listed, ...]
    notice: str | None = None


def segments(card: Card) -> Iterator[tuple[str, bool]]:
    """The quote in parts, each with whether it is underlined; together they are the quote."""
    at = 0
    for span in card.telling:
        if at < span.start:
            yield card.quote[at : span.start], False
        yield card.quote[span.start : span.end], True
        at = span.end
    if at < len(card.quote):
        yield card.quote[at:], False


def every_card(pack: Pack) -> Iterator[Card]:
    """The cards of all sides and tables, in the order of the page."""
    for pocket in pack.pockets:
        for block in pocket.blocks:
            yield from block.cards
        for row in pocket.rows:
            yield from (card for card in (row.claim, row.answer, row.back) if card)
