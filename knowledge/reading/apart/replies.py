"""A document as a frame, and back. What a child sends is checked as closely as if a stranger had sent it."""

from dataclasses import asdict, fields
from typing import Any, Final, get_args

from knowledge.reading.apart.frames import Frame, Garbled
from knowledge.types import Block, BlockKind, Document, Kind, Metadata, Span

KINDS: Final[frozenset[str]] = frozenset(get_args(Kind))
BLOCKS: Final[frozenset[str]] = frozenset(get_args(BlockKind))
FIELDS: Final = frozenset(one.name for one in fields(Metadata))
BETWEEN: Final = "\n\n"


def document_frame(document: Document) -> Frame:
    """The frame that carries a document."""
    blocks = [[block.span.start, block.span.end, block.kind] for block in document.blocks]
    header = {"kind": document.kind, "blocks": blocks, "metadata": asdict(document.metadata)}
    return Frame(header=header, body=document.text.encode())


def text_frame(text: str) -> Frame:
    """The frame that carries a text."""
    return Frame(header={}, body=text.encode())


def text_of(frame: Frame) -> str:
    """The text that a frame carries. Raises `Garbled`."""
    try:
        return frame.body.decode()
    except UnicodeDecodeError as error:
        raise Garbled("the text is no UTF-8") from error


def document_of(frame: Frame) -> Document:
    """The document that a frame carries. Raises `Garbled` when it is not one."""
    text = text_of(frame)
    kind, blocks, metadata = (frame.header.get(name) for name in ("kind", "blocks", "metadata"))
    if kind not in KINDS or not isinstance(blocks, list) or not isinstance(metadata, dict):
        raise Garbled("the document lacks its kind, its blocks or its metadata")
    if not (set(metadata) <= FIELDS and all(v is None or isinstance(v, str) for v in metadata.values())):
        raise Garbled("the metadata is something else")
    return Document(kind=kind, text=text, blocks=_blocks(blocks, text), metadata=Metadata(**metadata))


def _blocks(listed: list[Any], text: str) -> tuple[Block, ...]:
    found = tuple(_block(one) for one in listed)
    if BETWEEN.join(text[block.span.start : block.span.end] for block in found) != text:
        raise Garbled("the blocks are not the text")
    return found


def _block(one: Any) -> Block:
    try:
        start, end, kind = one
    except (TypeError, ValueError) as error:
        raise Garbled("a block is something else") from error
    if type(start) is not int or type(end) is not int or not 0 <= start <= end or kind not in BLOCKS:
        raise Garbled("a block is something else")
    return Block(span=Span(start=start, end=end), kind=kind)
