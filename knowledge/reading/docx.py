"""DOCX to pieces: paragraphs by their styles, table cells, core properties; bombs are found while inflating."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from knowledge.errors import UnreadableFile
from knowledge.reading.names import names_in
from knowledge.reading.pieces import Extract, Piece
from knowledge.reading.typography import repaired
from knowledge.types import BlockKind, Metadata

MOST_INFLATED = 100 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024
MOST_PARTS = 5000
CHUNK = 256 * 1024
WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENOUGH_WORDS = 400
"""Characters of a whole file below which nothing is made of where they stand."""
LONGEST_MARK = 16
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def extracted(content: bytes, *, name: str) -> Extract:
    """The pieces of a DOCX file and what its core properties say.

    Raises:
        UnreadableFile: when it is protected, damaged, or inflates to far more than a document does.
    """
    _check(content, name=name)
    import docx

    document = docx.Document(io.BytesIO(content))
    pieces = tuple(_pieces(document))
    original = "\n".join(piece.text for piece in pieces)
    _refuse_boxes(document, original, name=name)
    return Extract(original=original, pieces=pieces, metadata=_metadata(document.core_properties))


def _check(content: bytes, *, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if "word/document.xml" not in {part.filename for part in parts}:
            raise UnreadableFile(f"{name} is an archive and not a DOCX; unpack it and add the files in it.")
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableFile(f"{name} is password-protected; remove the password and add it again.")
        declared = sum(part.file_size for part in parts)
        if (
            len(parts) > MOST_PARTS
            or declared > MOST_INFLATED
            or _inflated(archive, name=name) > MOST_INFLATED
        ):
            raise _too_large(name)


def _inflated(archive: zipfile.ZipFile, *, name: str) -> int:
    """The bytes that all parts really inflate to, counted no further than the limit: sizes may lie."""
    total = xml = 0
    for part in archive.infolist():
        tail = b""
        is_xml = part.filename.endswith((".xml", ".rels"))
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                xml += len(chunk) if is_xml else 0
                # Marks may be two bytes each, and lie across two chunks.
                seen = tail + chunk.replace(b"\0", b"") if is_xml else b""
                tail = seen[-LONGEST_MARK:]
                if ENTITY.search(seen):
                    raise UnreadableFile(
                        f"{name} declares XML entities, which no word processor writes; save it anew."
                    )
                if total > MOST_INFLATED or xml > MOST_XML:
                    raise _too_large(name)
    return total


def _refuse_boxes(document: Any, original: str, *, name: str) -> None:
    """Raise `UnreadableFile` where most of a file's text stands where it is not read: in boxes, in tables' tables."""
    words = sum(len(node.text or "") for node in document.element.body.iter(f"{WORD_NAMESPACE}t"))
    if words > ENOUGH_WORDS and len(original) < 0.5 * words:
        raise UnreadableFile(
            f"{name} holds most of its text in boxes or nested tables; save it as PDF or plain text and add that."
        )


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} inflates to far more than a document holds; save it anew as DOCX or PDF and add that."
    )


def _pieces(document: Any) -> Iterable[Piece]:
    for item in document.iter_inner_content():
        for paragraph, in_table in _paragraphs(item):
            text = repaired(paragraph.text)
            if text.strip():
                kind: BlockKind = "item" if in_table else _kind(paragraph)
                # A line break inside a paragraph parts lines of an address or a poem, not a sentence.
                yield from (Piece(text=line, kind=kind) for line in text.split("\n") if line.strip())


def _paragraphs(item: Any) -> Iterable[tuple[Any, bool]]:
    if hasattr(item, "rows"):
        for row in item.rows:
            for cell in {id(cell._tc): cell for cell in row.cells}.values():  # noqa: SLF001
                yield from ((paragraph, True) for paragraph in cell.paragraphs)
    else:
        yield item, False


def _kind(paragraph: Any) -> BlockKind:
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    if style == "title":
        return "title"
    if style == "subtitle":
        return "standfirst"
    if style.startswith("heading"):
        return "heading"
    return "item" if style.startswith("list") else "paragraph"


def _metadata(properties: Any) -> Metadata:
    title = " ".join((properties.title or "").split())
    is_default = title.lower() in ("", "word document", "untitled", "document")
    return Metadata(
        title=None if is_default else title,
        author=" and ".join(names_in(properties.author or "")) or None,
    )
