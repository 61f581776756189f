"""Long replies in pages: so many quotes, entries, rows or paragraphs at a time, under their headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.reply import Entry, Heading, Passage, Piece, Quotation, Table

PASSAGE_ROOM = 800
"""Characters of running text that count as one item."""
SIZES: dict[str, int] = {
    "counter": 3,
    "support": 3,
    "sources": 8,
    "topics": 20,
    "blindspots": 9,
    "audit": 20,
    "help": 30,
    "source show": 3,
}
SIZE = 4
"""Items a page of every other command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of the pieces of a reply, and where the pages before and after start."""

    pieces: tuple[Piece, ...]
    previous: int | None
    following: int | None


def page(command: str, pieces: Sequence[Piece], *, start: int, size: int | None = None) -> Page:
    """The page that starts at item `start`; a heading is repeated where its part goes on."""
    size = size or SIZES.get(command, SIZE)
    items = list(_divided(pieces))
    count = sum(map(_counts, items))
    start = max(0, min(start, count - 1))
    return Page(
        pieces=_joined(list(_shown(items, start, start + size))),
        previous=max(0, start - size) if start else None,
        following=start + size if start + size < count else None,
    )


def _shown(items: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    title: Heading | None = None
    part: Heading | None = None
    at = 0
    for item in items:
        if isinstance(item, Heading):
            title, part = (item, None) if item.level == 1 else (title, item)
        elif not _counts(item):
            if at == start == 0 or start < at <= end:
                yield from _heads(title, part)
                title = part = None
                yield item
        else:
            if start <= at < end:
                yield from _heads(title, part)
                title = part = None
                yield item
            at += 1
    yield from _heads(title, None)


def _heads(title: Heading | None, part: Heading | None) -> Iterator[Heading]:
    if title:
        yield title
    if part:
        yield part


def _counts(item: Piece) -> bool:
    """Whether an item takes room on a page; headings and notes go with what they belong to."""
    if isinstance(item, Table):
        return bool(item.columns)
    return isinstance(item, Quotation | Entry | Passage)


def _divided(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, tables with columns row by row and running text a few paragraphs at a time."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.columns:
            yield from (replace(piece, rows=(row,)) for row in piece.rows)
        elif isinstance(piece, Passage):
            yield from (Passage(text=portion) for portion in _portions(piece.text))
        else:
            yield piece


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Rows of one table that follow each other as one table again."""
    made: list[Piece] = []
    for piece in pieces:
        before = made[-1] if made else None
        if isinstance(piece, Table) and isinstance(before, Table) and piece.columns == before.columns != ():
            made[-1] = replace(piece, rows=(*before.rows, *piece.rows))
        else:
            made.append(piece)
    return tuple(made)


def _portions(text: str) -> Iterator[str]:
    """Paragraphs together up to the room of an item; a longer one is divided between words."""
    portion = ""
    for paragraph in text.split("\n\n"):
        for part in _parts(paragraph):
            if portion and len(portion) + len(part) + 2 > PASSAGE_ROOM:
                yield portion
                portion = part
            else:
                portion = f"{portion}\n\n{part}" if portion else part
    if portion:
        yield portion


def _parts(paragraph: str) -> Iterator[str]:
    while len(paragraph) > PASSAGE_ROOM:
        cut = paragraph.rfind(" ", PASSAGE_ROOM // 2, PASSAGE_ROOM)
        cut = PASSAGE_ROOM if cut < 0 else cut
        yield paragraph[:cut]
        paragraph = paragraph[cut:].lstrip(" ")
    if paragraph:
        yield paragraph
