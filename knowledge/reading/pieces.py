"""What every format is taken apart into: pieces of text in reading order, and what the file says of itself."""

from dataclasses import dataclass, field, replace

from knowledge.types import BlockKind, Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, heading or item as it stands in the file, before anything is cleaned away."""

    text: str
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A file taken apart: `original` is all its text, which every piece stands in letter for letter."""

    original: str
    pieces: tuple[Piece, ...]
    metadata: Metadata = field(default_factory=Metadata)
    """What the format itself says: HTML meta tags, core properties, front matter."""


def joined(first: Metadata, second: Metadata) -> Metadata:
    """Metadata with the gaps of `first` filled from `second`."""
    return replace(
        first,
        title=first.title or second.title,
        author=first.author or second.author,
        author_role=first.author_role or second.author_role,
        outlet=first.outlet or second.outlet,
        date=first.date or second.date,
        url=first.url or second.url,
    )
