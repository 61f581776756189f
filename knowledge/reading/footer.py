"""Where a text ends: comments, references, related articles and boxes about the author come after it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.reading.furniture import is_furniture
from knowledge.reading.labels import bare
from knowledge.reading.pieces import Piece
from knowledge.reading.prose import LONG, ends_like_a_sentence, is_prose

HARD = re.compile(
    r"^(?:(?:\d{1,6} )?comments?|no comments(?: yet)?|leave a (?:reply|comment)|(?:post|add|write) (?:a|your) comment"
    r"|(?:\d{1,6} )?(?:responses|replies)|(?:view|show|read|see) (?:all )?comments|join the (?:conversation|discussion)"
    r"|be the first to comment|comments? (?:section|are closed)|what's your reaction|references|bibliography|works cited"
    r"|footnotes|endnotes|external links|sort by|(?:\d{1,6} )?(?:responses|thoughts|comments|replies) (?:to|on) .{1,200})$"
)
SOFT = re.compile(
    r"^(?:share(?: this)?(?: (?:post|article|story|page|on .{1,30}|full article))?|related(?: .{1,30})?"
    r"|read (?:more|next|also)|more (?:from|stories|news|on|like) ?.{0,40}|you (?:may|might) (?:also )?like.{0,30}"
    r"|recommended.{0,30}|most (?:popular|read|viewed|shared|commented)|trending.{0,20}|latest .{1,40}|up next|see also"
    r"|further reading|popular(?: posts)?|editors?'?s? picks?|about the (?:authors?|writer)|author(?: bio)?"
    r"|views by.{0,40}|written by.{0,60}"
    r"|tags|topics|sources|notes|newsletter|sponsored.{0,20}|around the web|from our partners"
    r"|keep reading|previous post|next post|in this series|featured|similar (?:posts|articles)|top stories"
    r"|suggested.{0,30}|explore more.{0,40}|discover more.{0,40})$"
)
NEAR = 20
ENOUGH = 60
"""Words of running text that must stand before a line can end the text."""


def end_of_text(pieces: Sequence[Piece], *, start: int) -> int:
    """The index of the piece with which the page's furniture goes on for good."""
    total = sum(_prose_words(piece) for piece in pieces[start:])
    goes_on = _last_running_on(pieces)
    before = 0
    for i in range(start, len(pieces)):
        line = bare(pieces[i].text) if len(pieces[i].text) <= 200 else ""
        if (
            before >= min(ENOUGH, total * 0.5)
            and line
            and _ends(line, goes_on=i < goes_on, share=before / max(total, 1))
        ):
            return i
        before += _prose_words(pieces[i])
    return len(pieces)


def is_marker(text: str) -> bool:
    """Whether a line opens a list of links, so that the short lines behind it are links too."""
    return len(text) <= 120 and bool(SOFT.match(bare(text)))


def link_runs(pieces: Sequence[Piece]) -> frozenset[int]:
    """Indices of short lines that stand in a row of at least three such lines: a menu or a list of links."""
    short = [_is_short(piece) for piece in pieces]
    return frozenset(i for i, is_short in enumerate(short) if is_short and _is_run(pieces, i, short=short))


def _is_run(pieces: Sequence[Piece], i: int, *, short: Sequence[bool]) -> bool:
    first = i
    while first > 0 and i - first < NEAR and short[first - 1]:
        first -= 1
    last = i
    while last + 1 < len(pieces) and last - i < NEAR and short[last + 1]:
        last += 1
    leads_in = first > 0 and pieces[first - 1].text.endswith(":")
    return last - first >= 2 and not leads_in


def _ends(line: str, *, goes_on: bool, share: float) -> bool:
    if HARD.match(line):
        return share >= 0.3
    return bool(SOFT.match(line)) and share >= 0.5 and not goes_on


def _last_running_on(pieces: Sequence[Piece]) -> int:
    """The index of the last paragraph that another one follows: links come with one teaser each, or none."""
    kept = [(i, is_prose(piece.text)) for i, piece in enumerate(pieces) if not is_furniture(piece.text)]
    return max((i for (i, first), (_, second) in pairwise(kept) if first and second), default=-1)


def _is_short(piece: Piece) -> bool:
    words = len(piece.text.split())
    return (
        piece.kind == "paragraph"
        and words <= 14
        and not ends_like_a_sentence(piece.text)
        and ":" not in piece.text
    )


def _prose_words(piece: Piece) -> int:
    words = len(piece.text.split())
    if is_furniture(piece.text) or (words < LONG and not ends_like_a_sentence(piece.text)):
        return 0
    return words
