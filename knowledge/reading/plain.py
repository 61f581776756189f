"""Plain text to pieces: each line is a paragraph, unless the lines were wrapped at a width."""

import re
from itertools import pairwise

from knowledge.reading.pieces import Extract, Piece

BULLET = re.compile(r"^\s{0,12}(?:[-*•‣▪●◦·]|\(?\d{1,2}[.)]|[a-z]\))\s{1,8}(?=\S)")
TURN = re.compile(r"^[A-Z][\w .,'’()-]{1,60}:\s")
NARROWEST, WIDEST = 50, 125
"""Widths between which people and programs wrap lines."""


def extracted(text: str) -> Extract:
    """The pieces of a plain text."""
    return Extract(original=text, pieces=tuple(pieces(text, width=wrap_width(text))))


def pieces(text: str, *, width: int) -> list[Piece]:
    """Paragraphs and items of a text, in order; lines that are full at `width` go on in the next (0: none does)."""
    found: list[Piece] = []
    last = ""
    for line in (line.rstrip() for line in text.split("\n")):
        if not line.strip():
            last = ""
            continue
        if last and width and _continues(last, line, width=width):
            found[-1] = Piece(text=f"{found[-1].text} {line.strip()}", kind=found[-1].kind)
        else:
            found.append(_piece(line))
        last = line
    return found


def wrap_width(text: str, *, share: float = 0.5) -> int:
    """The width that a text is wrapped at, or 0 when every line is a paragraph of its own.

    Args:
        share: of the lines that follow each other, how many must look wrapped.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths:
        return 0
    longest = lengths[int(len(lengths) * 0.97)] if len(lengths) > 30 else lengths[-1]
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if not NARROWEST <= longest <= WIDEST or not pairs:
        return 0
    full = sum(1 for a, b in pairs if _continues(a, b, width=longest))
    return longest if full and full >= share * len(pairs) else 0


def _piece(line: str) -> Piece:
    bullet = BULLET.match(line)
    if bullet:
        return Piece(text=line[bullet.end() :].strip(), kind="item")
    return Piece(text=line.strip())


def _continues(line: str, following: str, *, width: int) -> bool:
    """Whether the following line goes on with the paragraph: its first word had no room on this one."""
    if BULLET.match(following) or TURN.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) > width * 0.88
