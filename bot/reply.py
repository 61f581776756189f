"""What the bot says: the answer as a JSON object, and the same as pieces that any platform can lay out.

An adapter turns each kind of piece into what its platform has: lines of a terminal, embeds, blocks.
Texts are plain: no markup, nothing escaped. Escaping and cutting to a platform's limits is the adapter's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Tone: TypeAlias = Literal["plain", "quiet", "warning"]
Outcome: TypeAlias = Literal["answered", "refused", "failed"]
"""`refused`: the user's input was wrong; `failed`: it was right, and yet it did not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of what follows; level 1 stands over the whole reply, level 2 over a part of it."""

    text: str
    level: Literal[1, 2] = 1
    aside: str | None = None
    """A word beside the title, such as the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quote as people read it: the words, who says them, where they stand."""

    id: str
    words: str
    """As they stand in the source, line breaks included."""
    speaker: str
    """Name and role."""
    mark: str
    """Whether the speaker is quoted, reported, or the author."""
    cite: str
    """Author, title, outlet and date of the source."""
    number: int | None = None
    lead: str | None = None
    """The sentence before, given where the words make no sense without it."""
    url: str | None = None
    score: float | None = None
    """Probability that the quote has the stance."""
    stance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing of a list: what it is called, its id, and some details."""

    title: str
    id: str | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of short texts; without `columns` it is a list of names with values."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence to the reader."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Running text, paragraphs divided by blank lines."""

    text: str


Piece: TypeAlias = Heading | Quotation | Entry | Table | Note | Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to one command. Every reply has both forms: `data` for scripts, `pieces` for people."""

    command: str
    data: Mapping[str, Any]
    """The JSON object of the contract."""
    pieces: tuple[Piece, ...] = ()
    outcome: Outcome = "answered"
    error: str | None = None
    """One sentence, where there is no answer."""
    reference: str | None = None
    """Under which the log has what went wrong, where it was a fault of ours."""
