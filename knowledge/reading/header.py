"""The lines before a text begins: its title, standfirst, date and byline among menus and labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from knowledge.reading.bylines import byline, has_honorific, name_line
from knowledge.reading.dates import date_in, without_date
from knowledge.reading.footer import HARD
from knowledge.reading.furniture import is_furniture
from knowledge.reading.labels import bare
from knowledge.reading.names import is_role
from knowledge.reading.pieces import Piece
from knowledge.reading.prose import LONG, ends_like_a_sentence, is_prose, is_sentence

FARTHEST = 80
"""Lines within which a text has begun."""
MOST_STANDFIRST = 6 * LONG
"""Words of running text that may stand above the byline."""
SAME_TITLE = 80
OUTLET = re.compile(
    r"\b(?:news|times|post|guardian|journal|review|tribune|herald|telegraph|gazette|observer|chronicle|monitor|bbc|cnn"
    r"|npr|reuters|medium|substack|wikipedia|magazine|institute|today|press|media|daily|weekly|blog|forum|reddit|quora"
    r"|foundation|council|affairs|policy|courier|examiner|radio|wire|standard|mirror|record|bulletin|globe"
    r"|voice|dispatch|register|quarterly|\w+\.(?:com|org|net|co|info|io|uk|eu))\b",
    re.IGNORECASE,
)
TITLE_TAIL = re.compile(r"^(.{8,220}?)\s+([|»]|::|[-–—])\s+([^|»]{2,60})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header ends, and which of its pieces is the title (None when there is none)."""

    end: int
    title: int | None


def header_of(pieces: Sequence[Piece], *, hint: str | None) -> Header:
    """The header of a text; `hint` is the title that the format itself gives."""
    end = _end(pieces)
    return Header(end=end, title=_title(pieces, end=end, hint=hint))


def is_date_line(text: str) -> bool:
    """Whether a line is a date with little else: `Published 2 March 2025, 10:00 GMT`."""
    if len(text) > 120 or not date_in(text):
        return False
    words = [word for word in re.split(r"[\W\d_]+", without_date(text)) if word]
    return len(words) <= 8 and not (len(words) > 5 and ends_like_a_sentence(text))


def without_outlet(title: str) -> tuple[str, str | None]:
    """A title without the outlet's name behind it, and that name: `Ports | The Daily Quay`."""
    found = TITLE_TAIL.match(title)
    if not found or len(found[1].split()) < 2:
        return title, None
    tail = found[3].strip()
    if found[2] in "|»::" or (len(tail.split()) <= 5 and OUTLET.search(tail)):
        return found[1].strip(), tail
    return title, None


def is_same_title(text: str, title: str) -> bool:
    """Whether a line is the title again, perhaps with small changes."""
    return len(text) <= 2 * len(title) + 20 and ratio(bare(text), bare(title)) >= SAME_TITLE


def keeps(piece: Piece, *, before_title: bool, next_to_title: bool) -> bool:
    """Whether a line of the header belongs to the text: a standfirst or an early sentence does."""
    text = piece.text
    if is_furniture(text) or _is_sign(piece) or name_line(text) or is_role(text):
        return False
    if piece.kind in ("heading", "item") and not before_title:
        return True
    if is_prose(text) or is_sentence(text):
        return True
    return next_to_title and len(text.split()) >= 8


def _is_sign(piece: Piece) -> bool:
    return is_date_line(piece.text) or byline(piece.text) is not None


def _end(pieces: Sequence[Piece]) -> int:
    """Where the text begins: at the first paragraph behind the last date or byline near the top."""
    prose = [
        len(piece.text.split()) if is_prose(piece.text) and not is_furniture(piece.text) else 0
        for piece in pieces[: 2 * FARTHEST]
    ]
    start = before = 0
    for i, piece in enumerate(pieces[:FARTHEST]):
        before += prose[i]
        if before > MOST_STANDFIRST or _ends_text(piece):
            break
        # A date behind most of the text belongs to a footnote or a comment.
        if _is_sign(piece) and before <= sum(prose[i:]):
            start = i + 1
    return _first_text(pieces, start=start)


def _ends_text(piece: Piece) -> bool:
    return len(piece.text) <= 60 and bool(HARD.match(bare(piece.text))) and bare(piece.text) != "comments"


def _first_text(pieces: Sequence[Piece], *, start: int) -> int:
    for test in (is_prose, is_sentence):
        for i in range(start, min(len(pieces), start + FARTHEST)):
            if test(pieces[i].text) and not is_furniture(pieces[i].text):
                return i
    return start


def _title(pieces: Sequence[Piece], *, end: int, hint: str | None) -> int | None:
    scored = [(_title_score(pieces, i, end=end, hint=hint), -i) for i in range(end)]
    able = [(score, place) for score, place in scored if score >= 1]
    # A line that may be a name is the title only where nothing else can be.
    others = [(score, place) for score, place in able if not _may_be_name(pieces[-place])]
    return -max(others or able)[1] if able else None


def _may_be_name(piece: Piece) -> bool:
    return piece.kind == "paragraph" and len(piece.text.split()) <= 4 and name_line(piece.text) is not None


def _title_score(pieces: Sequence[Piece], i: int, *, end: int, hint: str | None) -> float:
    piece = pieces[i]
    text = piece.text
    words = len(text.split())
    if not _may_be_title(piece):
        return 0
    score = (i == 0) + 2 * (words >= 4) + 3 * (piece.kind in ("title", "heading"))
    following = [near for near in pieces[i + 1 : i + 5] if not is_furniture(near.text)][:2]
    score += 3 * any(_is_sign(near) or name_line(near.text) for near in following)
    score += 2 * any(is_prose(near.text) for near in following) + (i > 0 and _is_sign(pieces[i - 1]))
    score += 3 * any(is_same_title(later.text, text) for later in pieces[i + 1 : end])
    score += 6 * bool(hint and is_same_title(text, hint))
    return score - 2 * any(is_prose(before.text) for before in pieces[:i]) - (words == 1)


def _may_be_title(piece: Piece) -> bool:
    text = piece.text
    if not 3 <= len(text) <= 250 or len(text.split()) > 35 or piece.kind == "item":
        return False
    if text[-1] in ".:;," and not text.endswith(("...", "U.S.")):
        return False
    if (
        text[0].islower()
        or is_furniture(text)
        or _is_sign(piece)
        or (has_honorific(text) and name_line(text))
    ):
        return False
    return not is_prose(text) and not (is_role(text) and ("," in text or len(text.split()) <= 4))
