"""Title, author, outlet and date as they stand in the lines around a text."""

import re
from collections.abc import Sequence

from knowledge.reading.bylines import (
    Author,
    byline,
    has_honorific,
    name_line,
    named_in_standfirst,
    speaks_of_the_author,
)
from knowledge.reading.dates import date_in
from knowledge.reading.header import OUTLET, is_date_line
from knowledge.reading.labels import is_label
from knowledge.reading.names import is_role
from knowledge.reading.phrases import CREDIT
from knowledge.reading.pieces import Piece
from knowledge.types import Metadata

PUBLISHED = re.compile(
    r"\b(?:published|posted|publi\w{1,8}|date[:d]|released|recorded|aired)\b", re.IGNORECASE
)
CHANGED = re.compile(r"\b(?:updated|modified|edited|accessed|retrieved)\b", re.IGNORECASE)
ISSUER = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,4}(?:(?:19|20)\d\d[\d\s,–-]{0,8})?(?:by )?"
    r"([A-Z][\w.&'’ -]{2,50}?)(?:\.|,| all rights| (?:19|20)\d\d|$)",
    re.IGNORECASE,
)
FIRST_IN = re.compile(
    r"\b(?:originally |first )?(?:published|appeared|posted) (?:in|on|by|at) (?:the )?"
    r"([A-Z][\w.&'’-]{1,30}(?: [A-Z][\w.&'’-]{1,30}){0,4})"
)
NEAR = 3


def found_in_header(header: Sequence[Piece], *, title: int | None, body: str) -> Metadata:
    """What the header says of who wrote a text and when."""
    author = _author(header, title=title, body=body)
    return Metadata(
        author=author.name if author else None,
        author_role=(author.role if author else None) or (_role(header) if author else None),
        outlet=(author.outlet if author else None) or _masthead(header, title=title),
        date=_date([piece.text for piece in header]),
    )


def found_in_footer(footer: Sequence[Piece]) -> Metadata:
    """What the lines behind a text say: when and where it was first published, and by whom."""
    lines = [piece.text for piece in footer if len(piece.text) <= 200]
    published = [line for line in lines if PUBLISHED.search(line) and is_date_line(line)]
    outlet = next((name for line in lines if (name := _outlet(line))), None)
    author = next((found for line in lines if (found := byline(line))), None)
    return Metadata(date=_date(published), outlet=outlet, author=author.name if author else None)


def _author(header: Sequence[Piece], *, title: int | None, body: str) -> Author | None:
    lines = [(i, piece.text) for i, piece in enumerate(header) if i != title]
    signed = next((who for _, text in lines if (who := byline(text))), None)
    if signed:
        return signed
    for i, text in lines:
        named = name_line(text)
        if named and (has_honorific(text) or _is_near(i, header, title=title)):
            return named
    if speaks_of_the_author(body):
        return next((who for _, text in lines if (who := named_in_standfirst(text))), None)
    return None


def _is_near(i: int, header: Sequence[Piece], *, title: int | None) -> bool:
    """Whether a name stands where a byline would: behind the title, or beside the date or a role."""
    if title is not None and 0 < i - title <= 2 * NEAR:
        return True
    beside = header[max(0, i - NEAR) : i + NEAR + 1]
    return any(is_date_line(piece.text) or is_role(piece.text) for piece in beside)


def _role(header: Sequence[Piece]) -> str | None:
    return next((piece.text for piece in header if "," in piece.text and is_role(piece.text)), None)


def _masthead(header: Sequence[Piece], *, title: int | None) -> str | None:
    """A line that is the name of a paper or a site: `The Harbour Review`."""
    for i, piece in enumerate(header):
        name = piece.text.split(" | ")[0]
        words = name.split()
        if i != title and 1 < len(words) <= 5 and name.istitle() and OUTLET.search(words[-1]):
            return None if is_label(name) or name_line(name) else name
    return None


def _date(lines: Sequence[str]) -> str | None:
    dated = [line for line in lines if is_date_line(line) and not CREDIT.search(line)]
    dated.sort(key=lambda line: (not PUBLISHED.search(line), bool(CHANGED.search(line))))
    return date_in(dated[0]) if dated else None


def _outlet(line: str) -> str | None:
    found = FIRST_IN.search(line) or ISSUER.search(line)
    return found[1].strip(" .-") if found else None
