"""A source's text for readers: in parts that a page can hold, and in runs that know which claim they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from knowledge.types import Block, BlockKind, Document, Source, Span, StoredClaim
from knowledge.understanding.claims import HEADLINES

PART: Final = 12_000
"""Characters of a source's text that stand together on a page."""
AROUND: Final = 500
"""Characters before a quote, and after it, that show where it stands."""
_SENTENCE_ENDS: Final = (". ", "! ", "? ", "” ", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of the text that stand side by side and belong to the same claim, or to none."""

    text: str
    claim: str | None = None
    """The short id of the claim; where claims stand inside each other, that of the innermost."""
    begins: tuple[str, ...] = ()
    """The claims that begin with this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the text, or as much of one as was asked for."""

    kind: BlockKind
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A quote where it stands: its paragraph, and those around it."""

    stored: StoredClaim
    paragraphs: tuple[Paragraph, ...]
    cut_before: bool
    """Whether the first paragraph goes on before what is shown."""
    cut_after: bool
    part: int
    """The part of the source's text in which the quote begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """One part of a source's text with its claims marked."""

    source: Source
    paragraphs: tuple[Paragraph, ...]
    part: int
    """Which part it is, from 1 on."""
    parts: int
    cut_before: bool
    cut_after: bool


def excerpt(document: Document, stored: StoredClaim) -> Excerpt:
    """A quote with the text around it, in which it alone is marked."""
    window = around(document, stored.claim.span)
    starts = (part.start for part in parts(document))
    return Excerpt(
        stored=stored,
        paragraphs=tuple(paragraphs(document, window, [stored])),
        cut_before=_inside(document, window.start),
        cut_after=_inside(document, window.end),
        part=sum(start <= stored.claim.span.start for start in starts),
    )


def marked(document: Document, source: Source, claims: Sequence[StoredClaim], *, part: int) -> MarkedText:
    """One part of a source's text; a number that is too low or too high means the first or the last one."""
    spans = parts(document)
    part = max(1, min(part, len(spans)))
    window = spans[part - 1]
    return MarkedText(
        source=source,
        paragraphs=tuple(paragraphs(document, window, claims)),
        part=part,
        parts=len(spans),
        cut_before=_inside(document, window.start),
        cut_after=_inside(document, window.end),
    )


def parts(document: Document, *, room: int = PART) -> list[Span]:
    """The text in parts of up to `room` characters, divided between blocks where that can be; there is always one."""
    text, found, start = document.text, list[Span](), 0
    beginnings = [block.span.start for block in document.blocks]
    while len(text) - start > room:
        least, most = start + room // 2, start + room
        end = max((at for at in beginnings if least < at <= most), default=0) or _cut(text, least, most)
        found.append(Span(start=start, end=end))
        start = end
    return [*found, Span(start=start, end=len(text))]


def around(document: Document, quote: Span, *, room: int = AROUND) -> Span:
    """The quote with up to `room` characters on each side, whole paragraphs where they fit."""
    text = document.text
    least, most = max(0, quote.start - room), min(len(text), quote.end + room)
    beginnings = (block.span.start for block in document.blocks)
    # a headline belongs to what follows it, and that is not shown
    ends = (block.span.end for block in document.blocks if block.kind not in HEADLINES)
    start = min((at for at in beginnings if least <= at <= quote.start), default=-1)
    end = max((at for at in ends if quote.end <= at <= most), default=-1)
    return Span(
        start=_beginning(text, least, quote.start) if start < 0 else start,
        end=_cut(text, quote.end, most) if end < 0 else end,
    )


def paragraphs(document: Document, window: Span, claims: Sequence[StoredClaim]) -> Iterator[Paragraph]:
    """The blocks inside a window, each in runs that together are its text."""
    near = [one for one in claims if _overlap(one.claim.span, window)]
    for block in document.blocks:
        seen = _overlap(block.span, window)
        if seen:
            yield _paragraph(document.text, block, seen, near)


def _paragraph(text: str, block: Block, seen: Span, claims: Sequence[StoredClaim]) -> Paragraph:
    here = [one for one in claims if _overlap(one.claim.span, seen)]
    spans = [_overlap(one.claim.span, seen) or seen for one in here]
    cuts = sorted({seen.start, seen.end, *(at for span in spans for at in (span.start, span.end))})
    runs = [_run(text, start, end, here) for start, end in pairwise(cuts)]
    return Paragraph(kind=block.kind, runs=tuple(runs))


def _run(text: str, start: int, end: int, claims: Sequence[StoredClaim]) -> Run:
    over = [one for one in claims if one.claim.span.start <= start and end <= one.claim.span.end]
    inner = min(over, key=lambda one: one.claim.span.end - one.claim.span.start, default=None)
    begins = tuple(one.id for one in over if one.claim.span.start == start)
    return Run(text=text[start:end], claim=inner.id if inner else None, begins=begins)


def _overlap(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start=start, end=end) if start < end else None


def _inside(document: Document, at: int) -> bool:
    """Whether a place is inside a block, so that something of it was cut off."""
    return any(block.span.start < at < block.span.end for block in document.blocks)


def _cut(text: str, least: int, most: int) -> int:
    """The last place up to `most` where a sentence ends, else a word; `most` where none does."""
    ends = [text.rfind(mark, least, most) + len(mark) for mark in _SENTENCE_ENDS]
    best = max((at for at in ends if at > least + 1), default=0)
    return best or text.rfind(" ", least + 1, most) + 1 or most


def _beginning(text: str, least: int, most: int) -> int:
    """The first place from `least` on where a sentence begins, else a word; `least` where none does."""
    begins = [at + len(mark) for mark in _SENTENCE_ENDS if (at := text.find(mark, least, most)) >= 0]
    best = min((at for at in begins if at <= most), default=0)
    if best:
        return best
    word = text.find(" ", least, most)
    return word + 1 if word >= 0 else least
