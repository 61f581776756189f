"""Documents made by hand for the tests of understanding."""

from pathlib import Path

from knowledge.types import Block, BlockKind, Document, Metadata, Span

BOUNDARIES = Path(__file__).with_name("boundaries.txt")


def document(
    *paragraphs: str,
    kinds: tuple[BlockKind, ...] = (),
    author: str | None = None,
    author_role: str | None = None,
) -> Document:
    """A document of these paragraphs; `kinds` names the kinds of the first ones."""
    blocks, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        kind = kinds[number] if number < len(kinds) else "paragraph"
        blocks.append(Block(span=Span(start=start, end=start + len(paragraph)), kind=kind))
        start += len(paragraph) + 2
    return Document(
        kind="text",
        text="\n\n".join(paragraphs),
        blocks=tuple(blocks),
        metadata=Metadata(author=author, author_role=author_role),
    )
