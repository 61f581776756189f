"""HTML to pieces: main text and metadata by trafilatura; every other word of the page stays in the original."""

import logging
import re
from collections.abc import Iterable
from typing import Any

from knowledge.errors import UnreadableFile
from knowledge.reading.dates import date_in
from knowledge.reading.names import names_in
from knowledge.reading.pieces import Extract, Piece
from knowledge.reading.plain import pieces as plain_pieces
from knowledge.types import BlockKind, Metadata

KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "item": "item",
    "p": "paragraph",
    "quote": "paragraph",
    "cell": "item",
}
SILENT = frozenset({"script", "style", "noscript", "template", "svg"})
BLOCK_TAGS = """
address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav ol option p pre section table tbody
td tfoot th thead title tr ul
"""
APART = frozenset(BLOCK_TAGS.split())
ENOUGH = 0.15
"""Share of the page's words below which what trafilatura found is taken for a miss."""


def extracted(page: str, *, name: str) -> Extract:
    """The pieces of an HTML page and what its head says.

    Raises:
        UnreadableFile: it nests or runs on so far that the parser would leave out the rest of it.
    """
    import trafilatura
    from lxml import html as parser  # type: ignore[import-untyped]

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    reading = parser.HTMLParser()
    tree = parser.document_fromstring(re.sub(r"^\s{0,200}<\?xml[^>]{0,200}\?>", "", page), parser=reading)
    # The parser goes on behind such an error as if nothing more had come.
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in reading.error_log):
        raise UnreadableFile(
            f"{name} nests too deeply to be read whole; save the page as plain text and add that."
        )
    original = "".join(_words(tree))
    found: Any = trafilatura.bare_extraction(
        parser.document_fromstring(parser.tostring(tree, encoding="unicode")),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None:
        return Extract(original=original, pieces=tuple(plain_pieces(original, width=0)))
    pieces = tuple(_pieces(found.body))
    if sum(len(piece.text) for piece in pieces) < ENOUGH * len(original):
        pieces = tuple(plain_pieces(original, width=0))
    return Extract(original=original, pieces=pieces, metadata=_metadata(found))


def _words(tree: Any) -> Iterable[str]:
    """Every word of a page in order, with a line end where a browser would put one."""
    for event, node in _walk(tree):
        if event == "start" and node.text:
            yield _flat(node.text)
        if event == "apart":
            yield "\n"
        if event == "tail" and node.tail:
            yield _flat(node.tail)


def _walk(tree: Any) -> Iterable[tuple[str, Any]]:
    # Not recursive: a page may nest deeper than Python's stack.
    stack: list[tuple[str, Any]] = [("open", tree)]
    while stack:
        event, node = stack.pop()
        if event != "open":
            yield event, node
            continue
        stack.append(("tail", node))
        if not isinstance(node.tag, str) or node.tag in SILENT:
            continue
        if node.tag in APART:
            yield "apart", node
            stack.append(("apart", node))
        yield "start", node
        stack.extend(("open", child) for child in reversed(node))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _pieces(body: Any) -> Iterable[Piece]:
    for node in body.iter(*KINDS):
        # A quote or cell that holds paragraphs gives those.
        holds_others = any(child.tag in KINDS for child in node.iterdescendants())
        text = (node.text or "") if holds_others else "".join(node.itertext())
        if text.strip():
            yield Piece(text=" ".join(text.split()), kind=KINDS[node.tag])


def _metadata(found: Any) -> Metadata:
    authors = names_in((found.author or "").replace(";", ","))
    return Metadata(
        title=_clean(found.title),
        author=" and ".join(authors) or None,
        outlet=_clean(found.sitename),
        date=date_in(found.date or ""),
        url=found.url if (found.url or "").startswith(("http://", "https://")) else None,
    )


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
