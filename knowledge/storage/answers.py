"""The contract of public answers: what each message showed, so that it can be mended when a source changes.

A message is kept as its platform was given it, in parts; the parts that hold a quote are known by the quote's short
id. All methods may raise `DatabaseError`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

ANSWER_DAYS: Final = 90
"""How long a public answer is kept, as long as the question behind its buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Blocks of a message as its platform took them, which stand together."""

    blocks: tuple[Mapping[str, Any], ...]
    text: str = ""
    """The same in plain words, for a platform that wants these, too."""
    quote: str | None = None
    """The short id of the quote that it shows; None for everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A quote in a public answer: what was said of it, and whether that has changed."""

    source: str
    """The id of its source."""
    said: Mapping[str, Any]
    """How it was shown; empty once its source was removed."""
    changed: str | None = None
    """When its source, or what moderators make of it, last changed; None where it never did."""
    shown: str | None = None
    """The change that the message shows already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAnswer:
    """One message that everybody reads, as it was sent."""

    place: str
    """Where it stands, in words of its platform."""
    person: str
    """Who asked."""
    language: str
    parts: tuple[Part, ...]
    quotes: Mapping[str, Kept] = field(default_factory=dict)
    """By short id."""


class PublicAnswers(Protocol):
    """The public answers of one workspace."""

    def keep(self, answer: PublicAnswer) -> None:
        """Keep what a message shows now, in place of what it showed before; drop what is too old."""

    def discard(self, place: str) -> None:
        """Forget a message that shows no quote any more, or cannot be changed."""

    def quoting(self, quotes: Collection[str]) -> int:
        """How many messages show at least one of the quotes."""

    def stale(self, *, limit: int) -> list[PublicAnswer]:
        """Messages that show a quote which has changed since, the oldest first."""

    def mended(self, place: str, *, marked: Mapping[str, str], plain: Mapping[str, str]) -> None:
        """Note which changes of its quotes a message shows now, and which left a quote as it was sent.

        A later change leaves the message stale.
        """
