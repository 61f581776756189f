"""Chooses the telling words of a quote: the clause that a debater would underline.

It is the clause nearest in meaning to the quote as a whole and to what the quote speaks about; one that leans the
other way when it stands alone ("Some say that bans work, but …") is never taken. See docs/decisions/0016.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from knowledge.types import Span
from knowledge.understanding.clauses import clauses, without_link

Lean: TypeAlias = Callable[[Sequence[str]], NDArray[np.float64]]
"""How far each text speaks for what the quote is a card for; below 0 it speaks for the other side."""

LONG: Final = 48
"""Characters from which on a part of a quote is told from the rest; what is shorter tells as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A quote to be cut: its words, what they speak about, and how texts lean in that."""

    quote: str
    about: str
    lean: Lean | None = None
    """None where the quote is for no side."""


def telling(cuts: Sequence[Cut]) -> list[tuple[Span, ...]]:
    """The telling words of each quote, as spans of it."""
    parts = [_clauses(cut.quote) for cut in cuts]
    order = _nearest_first(cuts, parts)
    return [
        (_first_that_leans(cut, [spans[i] for i in ranked]),)
        for cut, spans, ranked in zip(cuts, parts, order, strict=True)
    ]


def _clauses(quote: str) -> list[Span]:
    found = [without_link(quote, span) for span in clauses(quote)] if len(quote) >= LONG else []
    return found if len(found) > 1 else []


def _nearest_first(cuts: Sequence[Cut], parts: Sequence[Sequence[Span]]) -> list[list[int]]:
    """Places of the clauses of each quote, the nearest to the quote and its subject first; all in one batch."""
    texts = [
        text
        for cut, spans in zip(cuts, parts, strict=True)
        if spans
        for text in (cut.quote, cut.about, *(cut.quote[one.start : one.end] for one in spans))
    ]
    vectors = iter(Encoder.load().encode(texts))
    order: list[list[int]] = []
    for spans in parts:
        if not spans:
            order.append([])
            continue
        toward = next(vectors) + next(vectors)
        nearness = [float(next(vectors) @ toward) for _ in spans]
        order.append(sorted(range(len(spans)), key=lambda i: -nearness[i]))
    return order


def _first_that_leans(cut: Cut, spans: Sequence[Span]) -> Span:
    """The first clause that speaks for what the whole quote is a card for; the whole quote where none does."""
    for span in spans:
        # one at a time: nearly always the first will do
        if cut.lean is None or cut.lean([cut.quote[span.start : span.end]])[0] > 0:
            return span
    return Span(start=0, end=len(cut.quote))
