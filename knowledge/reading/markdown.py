"""Markdown to pieces: headings, items and paragraphs without the marks; links keep their words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.reading.dates import date_in
from knowledge.reading.detect import FRONT_MATTER
from knowledge.reading.pieces import Extract, Piece
from knowledge.reading.plain import pieces as plain_pieces
from knowledge.reading.plain import wrap_width
from knowledge.types import BlockKind, Metadata

FIELD = re.compile(r"^([\w-]{1,40}):[ \t]*(.{0,500})$", re.MULTILINE)
FIELDS = {
    "title": ("title",),
    "author": ("author", "authors", "by"),
    "author_role": ("author_role", "role"),
    "outlet": ("outlet", "publisher", "publication", "site", "source"),
    "date": ("date", "published"),
    "url": ("url", "link", "canonical"),
}


def extracted(text: str) -> Extract:
    """The pieces of a Markdown text and what its front matter says."""
    front = FRONT_MATTER.match(text)
    rest = text[front.end() :] if front else text
    width = wrap_width(rest, share=0)
    tokens = MarkdownIt("commonmark", {"maxNesting": 30}).parse(rest)
    pieces = tuple(_pieces(tokens, width=width))
    before = front[0] if front else ""
    original = "\n".join([before, *(piece.text for piece in pieces)])
    return Extract(original=original, pieces=pieces, metadata=_metadata(before))


def _pieces(tokens: Sequence[Token], *, width: int) -> Iterable[Piece]:
    lists = 0
    kind: BlockKind = "paragraph"
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "paragraph_open":
            kind = "item" if lists else "paragraph"
        elif token.type == "inline":
            for piece in plain_pieces(_words(token.children or ()), width=width):
                yield piece if kind == "paragraph" else replace(piece, kind=kind)


def _words(children: Iterable[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append("\n")
        elif child.type == "hardbreak":
            parts.append("\n\n")
    return "".join(parts)


def _metadata(front: str) -> Metadata:
    values = {name.lower(): value.strip().strip("\"'[]").strip() for name, value in FIELD.findall(front)}
    found = {
        field: next((values[name] for name in names if values.get(name)), None)
        for field, names in FIELDS.items()
    }
    if found["date"]:
        found["date"] = date_in(found["date"])
    return Metadata(**found)
