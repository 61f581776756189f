"""What stands around a quote in its source: the sentences before and after, as they stand."""

from collections.abc import Iterable, Iterator
from itertools import islice

from knowledge.types import Document, Span
from knowledge.understanding.claims import HEADLINES
from knowledge.understanding.sentences import split


def around(document: Document, quote: Span, *, sentences: int) -> tuple[str, str]:
    """The text before and after a quote, as many sentences of each as are asked for, up to the next headline.

    What is left of the quote's own sentence comes besides. Before, quote and after are one slice of the text.
    """
    block = next(
        (
            place
            for place, block in enumerate(document.blocks)
            if block.span.start <= quote.start < max(block.span.end, block.span.start + 1)
        ),
        None,
    )
    if block is None:
        return "", ""
    own = list(_sentences_in(document, block))
    begin = min((s.start for s in own if s.end > quote.start), default=quote.start)
    end = max((s.end for s in own if s.start < quote.end), default=quote.end)
    earlier = _going(document, block, -1, (s for s in reversed(own) if s.end <= quote.start))
    later = _going(document, block, 1, (s for s in own if s.start >= quote.end))
    begin = min([begin, quote.start, *(s.start for s in islice(earlier, sentences))])
    end = max([end, quote.end, *(s.end for s in islice(later, sentences))])
    return document.text[begin : quote.start], document.text[quote.end : end]


def _going(document: Document, block: int, step: int, own: Iterable[Span]) -> Iterator[Span]:
    """The sentences of a block and of those beyond it, in one direction; nothing stands before a headline."""
    yield from own
    if step < 0 and document.blocks[block].kind in HEADLINES:
        return
    place = block + step
    while 0 <= place < len(document.blocks) and document.blocks[place].kind not in HEADLINES:
        found = list(_sentences_in(document, place))
        yield from found[::step]
        place += step


def _sentences_in(document: Document, block: int) -> Iterator[Span]:
    span = document.blocks[block].span
    if document.blocks[block].kind in HEADLINES:
        yield span
        return
    for sentence in split(document.text[span.start : span.end]):
        yield Span(start=span.start + sentence.start, end=span.start + sentence.end)
