"""Whether the words of an attribution are found exactly: its source, its cue and its content.

A tagger reads a text and gives attributions, each with character spans in three roles. Every span counts by
itself, once: it is right when the gold has the same span in the same role.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.types import Block, Document, Metadata, Span
from knowledge.understanding.quotation import quotations
from knowledge.understanding.reports import reports
from knowledge.understanding.sentences import sentences
from knowledge.understanding.tokens import span_of, words_of

Role: TypeAlias = Literal["source", "cue", "content"]
Place: TypeAlias = tuple[int, int]

ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")


class Spans(Protocol):
    """An attribution as any tagger gives it."""

    def spans(self, role: Role) -> tuple[Span, ...]:
        """Return the stretches of the text in a role: no, one or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An attribution as the rules give it."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()

    def spans(self, role: Role) -> tuple[Span, ...]:
        """Return the stretches in a role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


Tagger: TypeAlias = Callable[[str], Sequence[Spans]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """For each text of a set the spans of a role that are right, given, and in the gold, shape (texts, 3)."""

    exact: NDArray[np.float64]
    words: NDArray[np.float64]
    """The same where marks and blanks at the ends of a span do not count."""


def exact_spans(path: Path, tagger: Tagger, *, limit: int | None = None) -> dict[Role, Counts]:
    """Compare a tagger with a PolNeAR file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = rows[:: max(1, len(rows) // limit)] if limit else rows
    given = [tagger(row["text"]) for row in rows]
    found: dict[Role, Counts] = {}
    for role in ROLES:
        exact, words = [], []
        for row, tagged in zip(rows, given, strict=True):
            text = row["text"]
            ours = {(span.start, span.end) for one in tagged for span in one.spans(role)}
            gold = {(start, end) for one in row["attributions"] for start, end in one[role]}
            exact.append(_counted(_bared(text, ours, r"\S"), _bared(text, gold, r"\S")))
            words.append(_counted(_bared(text, ours, r"\w"), _bared(text, gold, r"\w")))
        found[role] = Counts(exact=np.array(exact, dtype=float), words=np.array(words, dtype=float))
    return found


def _counted(ours: set[Place], gold: set[Place]) -> tuple[int, int, int]:
    return len(ours & gold), len(ours), len(gold)


def _bared(text: str, spans: set[Place], kept: str) -> set[Place]:
    """The spans from their first to their last character of a kind; those without one fall away."""
    found = set()
    for start, end in spans:
        inside = [match.start() for match in re.finditer(kept, text[start:end])]
        if inside:
            found.add((start + inside[0], start + inside[-1] + 1))
    return found


def by_rules(text: str) -> list[Tagged]:
    """Tag a text by the program's rules for who reports what, sentence by sentence."""
    document = document_of(text)
    found = []
    for sentence in sentences(document):
        block = document.blocks[sentence.block].span
        quoted = [quote.outer for quote in quotations(text, start=block.start, end=block.end)]
        words = words_of(text, sentence.span, quoted)
        for report in reports(words):
            phrase = report.phrase
            found.append(
                Tagged(
                    source=(span_of(words, (phrase.first, phrase.last)),) if phrase else (),
                    cue=(span_of(words, (report.cue, report.cue + 1)),),
                    content=tuple(span_of(words, piece) for piece in report.pieces),
                )
            )
    return found


def document_of(text: str) -> Document:
    """Make a document of a plain text: its first line the title, every other line a paragraph."""
    blocks = [
        Block(span=Span(start=line.start(), end=line.end()), kind="paragraph" if number else "title")
        for number, line in enumerate(re.finditer(r"[^\n]+", text))
    ]
    return Document(kind="text", text=text, blocks=tuple(blocks), metadata=Metadata())
