"""A file taken apart becomes a document: furniture out, title and standfirst named, everything once."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from knowledge.reading.bylines import Author, author_box, name_line
from knowledge.reading.duplicates import without_duplicates
from knowledge.reading.footer import end_of_text, is_marker, link_runs
from knowledge.reading.furniture import is_furniture
from knowledge.reading.header import header_of, is_same_title, keeps, without_outlet
from knowledge.reading.labels import bare
from knowledge.reading.metadata import found_in_footer, found_in_header
from knowledge.reading.pieces import Extract, Piece, joined
from knowledge.reading.prose import ends_like_a_sentence, is_prose, is_sentence, is_turn
from knowledge.reading.tracing import traced
from knowledge.reading.typography import spaced
from knowledge.types import Block, Document, Kind, Metadata, Span

BOXES = 4
"""How many of the last paragraphs may be boxes about the author."""
MOST_HEADING_WORDS = 20


def document(extract: Extract, *, kind: Kind) -> Document:
    """The readable text of a file, its blocks and its metadata. The text is empty when nothing is left."""
    pieces = [replace(piece, text=text) for piece in extract.pieces if (text := spaced(piece.text))]
    header = header_of(pieces, hint=extract.metadata.title)
    end = end_of_text(pieces, start=header.end)
    prose = " ".join(piece.text for piece in pieces[header.end : end])
    top, title = _top(pieces[: header.end], title=header.title)
    known = joined(extract.metadata, found_in_header(pieces[: header.end], title=header.title, body=prose))
    body = _body(pieces[header.end : end])
    body, author = _without_boxes(body, rest=pieces[end:], known=known.author, before=prose)
    behind = found_in_footer([*pieces[end:], *pieces[max(header.end, end - BOXES) : end]])
    signed = Metadata(author=_signature(pieces[header.end : end]))
    known = reduce(joined, (author, signed, behind), known)
    known = replace(known, title=title or known.title)
    kept = _titled([*top, *body], title=known.title)
    return _built(traced(without_duplicates(kept), extract.original), kind=kind, metadata=known)


def _top(header: Sequence[Piece], *, title: int | None) -> tuple[list[Piece], str | None]:
    """The pieces of the header that belong to the text, and the title without the outlet behind it."""
    name = None if title is None else without_outlet(header[title].text)[0]
    kept: list[Piece] = []
    for i, piece in enumerate(header):
        is_next = bool(kept) and kept[-1].kind == "title"
        if i == title and name:
            kept.append(Piece(text=name, kind="title"))
        elif name and is_same_title(piece.text, name):
            continue
        elif keeps(piece, before_title=title is not None and i < title, next_to_title=is_next):
            is_stand = piece.kind == "paragraph" and name is not None
            kept.append(replace(piece, kind="standfirst") if is_stand else piece)
    return kept, name


def _body(pieces: Sequence[Piece]) -> list[Piece]:
    """The paragraphs, items and headings of the running text."""
    kept: list[Piece] = []
    in_links = False
    in_runs = link_runs(pieces)
    for i, piece in enumerate(pieces):
        in_links = is_marker(piece.text) or (
            in_links and not (is_prose(piece.text) or is_sentence(piece.text))
        )
        if in_links or is_furniture(piece.text) or i in in_runs:
            continue
        kept.append(replace(piece, kind="heading") if _is_heading(piece) else piece)
    return _trimmed(kept)


def _is_heading(piece: Piece) -> bool:
    text = piece.text
    if piece.kind != "paragraph" or is_turn(text) or (is_sentence(text) and not text.endswith("?")):
        return False
    is_short = len(text.split()) <= MOST_HEADING_WORDS
    return is_short and text[0] not in "\"“'‘" and text[-1] not in '.:;,!…"”' and not text[0].islower()


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without short lines at the end."""
    end = len(pieces)
    while end and _is_left_over(pieces[end - 1]):
        end -= 1
    return pieces[:end]


def _is_left_over(piece: Piece) -> bool:
    """Whether a last piece has nothing behind it that it could head."""
    if piece.kind == "heading":
        return not piece.text.endswith("?") or len(piece.text.split()) < 5
    return piece.kind == "paragraph" and len(piece.text.split()) <= 6 and not ends_like_a_sentence(piece.text)


def _without_boxes(
    body: list[Piece], *, rest: Sequence[Piece], known: str | None, before: str
) -> tuple[list[Piece], Metadata]:
    """The body without closing paragraphs about the author, and what they say."""
    found: list[Author] = []
    first = max(1, len(body) - BOXES)
    kept = body[:first]
    for i, piece in enumerate(body[first:], start=first):
        text = " ".join(other.text for other in body[:i])
        box = author_box(piece.text, known=known, body=text) if piece.kind != "item" else None
        if box:
            found.append(box)
        else:
            kept.append(piece)
    found += [
        box for piece in rest[:60] if (box := author_box(piece.text, known=known, body=before, sure=True))
    ]
    found += _named_box(rest)
    author = next((box for box in found if box.name), None)
    role = next((box.role for box in found if box.role), None)
    outlet = next((box.outlet for box in found if box.outlet), None)
    return _trimmed(kept), Metadata(author=author.name if author else None, author_role=role, outlet=outlet)


def _signature(pieces: Sequence[Piece]) -> str | None:
    """The name that stands alone right behind the last paragraph."""
    last = max((i for i, piece in enumerate(pieces) if ends_like_a_sentence(piece.text)), default=-1)
    if not 0 <= last < len(pieces) - 1 or is_furniture(pieces[last + 1].text):
        return None
    signed = name_line(pieces[last + 1].text)
    return signed.name if signed else None


def _named_box(rest: Sequence[Piece]) -> list[Author]:
    """The name in the line behind `About the author`."""
    for i, piece in enumerate(rest[:-1]):
        if bare(piece.text) in ("about the author", "author", "written by", "views by", "about the writer"):
            names = [name_line(near.text) for near in rest[i + 1 : i + 4]]
            return [name for name in names if name][:1]
    return []


def _titled(pieces: list[Piece], *, title: str | None) -> list[Piece]:
    """The pieces with the title first, and once."""
    if title is None:
        return pieces
    first = [piece for piece in pieces if piece.kind == "title"] or [Piece(text=spaced(title), kind="title")]
    return first[:1] + [
        piece
        for piece in pieces
        if piece.kind != "title" and not (piece.kind == "heading" and is_same_title(piece.text, title))
    ]


def _built(pieces: Sequence[Piece], *, kind: Kind, metadata: Metadata) -> Document:
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        blocks.append(Block(span=Span(start=start, end=start + len(piece.text)), kind=piece.kind))
        start += len(piece.text) + 2
    return Document(
        kind=kind, text="\n\n".join(piece.text for piece in pieces), blocks=tuple(blocks), metadata=metadata
    )
