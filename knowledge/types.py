"""The values that flow through the core, from bytes to answers: frozen, without behaviour of their own.

Every offset counts characters of a source's cleaned text, and every span is half-open: `[start, end)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from knowledge.cards import Card, Drill
from knowledge.drafts import Draft

Kind: TypeAlias = Literal["text", "markdown", "html", "pdf", "docx"]
BlockKind: TypeAlias = Literal["title", "heading", "standfirst", "paragraph", "item"]
Manner: TypeAlias = Literal["direct", "indirect", "author"]
Stance: TypeAlias = Literal["counters", "supports"]
Evidence: TypeAlias = Literal["statistic", "testimony", "event", "reasoning"]
Review: TypeAlias = Literal["held", "open", "approved"]
"""Of a source's claims by moderators: to be done before they are quoted, still to be done, done."""
Withheld: TypeAlias = Literal["dropped", "held", "retracted"]
"""Why a claim is in no answer: it was dropped, its source waits for approval, or its source was retracted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters of a text. Raises `ValueError` when it ends before it starts."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start} and {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that somebody handed over: an attachment, or text that was pasted."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about a source besides its text; None where the source does not say."""

    title: str | None = None
    author: str | None = None
    author_role: str | None = None
    outlet: str | None = None
    date: str | None = None
    """ISO 8601: `2025-03-02`."""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading or list item of a document: where it stands and what it is."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What reading makes of a file's bytes: the cleaned text, its blocks in order, its metadata.

    `text` is the blocks joined by blank lines. A title that stands in the file is its first block.
    """

    kind: Kind
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document: where it stands, and which block it belongs to."""

    span: Span
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who makes a statement: the author of the source, or whoever the author cites."""

    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says the words of `content`, and how they stand there.

    For direct and mixed quotation `content` leaves out the quotation marks and the words that introduce
    the speaker; for indirect speech it is what is reported.
    """

    content: Span
    speaker: Speaker
    manner: Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quote that asserts something one can argue about, before it is stored."""

    span: Span
    quote: str
    speaker: Speaker
    manner: Manner
    evidence: Evidence
    score: float
    """How arguable the quote is, 0 to 1."""
    entities: frozenset[str] = frozenset()
    """Canonical names of the countries, bodies and people that the quote is about: `russia`, `china`."""
    headline: bool = False
    needs_before: bool = False
    """The quote only makes sense with the sentence before it ("This is why …")."""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A stored source, without its text and bytes."""

    id: str
    file: str
    kind: Kind
    metadata: Metadata
    topic: str | None
    """The topic it was added under, or the one most of its claims are about."""
    added: str
    """When it was added, ISO 8601 in UTC."""
    sha256: str
    """Of the bytes as added."""
    claims: int = 0
    """How many of its claims can be quoted."""
    review: Review | None = None
    """None where nobody asked for one."""
    retracted: str | None = None
    reason: str | None = None
    """When it was retracted, ISO 8601 in UTC, and why, in the words of whoever did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim with its short id, which resolves anywhere in its workspace, and its source."""

    id: str
    key: int
    """The engine's own number of the claim; vectors and word statistics speak of claims by key."""
    claim: Claim
    source: Source
    withheld: Withheld | None = None
    detected: Speaker | None = None
    """Whom the program took for the speaker, where a moderator named another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A stored claim as an answer: with its stance toward what was asked and how sure that is."""

    stored: StoredClaim
    score: float
    """Calibrated probability that the quote has the stance; for `views`, its relevance to the topic."""
    stance: Stance | None = None
    voted_down: int = 0
    """How many people said that it is no answer to what was asked; each makes it weigh half as much."""
    also: tuple[StoredClaim, ...] = ()
    """For `views`: other quotes that make the same point, which are not shown beside this one."""
    sources: int = 1
    """For `views`: how many sources make the point by themselves; a reprint counts once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What `/counter` and `/support` give: quotes, best first, or a notice that there are none."""

    command: Literal["counter", "support"]
    query: str
    topic: str | None
    answers: tuple[Scored, ...] = ()
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Claims on a topic that stand together; `label` is the quote that speaks for them best."""

    label: str
    quotes: tuple[Scored, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """What `/views` gives: the positions on a topic, or a notice that there are none."""

    query: str
    topic: str | None
    positions: tuple[Position, ...] = ()
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What `/clash` gives: the strongest quotes for and against, equal in number and about equal in length."""

    query: str
    topic: str | None
    claim: str | None
    """None where the query is a topic."""
    supporting: tuple[Scored, ...] = ()
    countering: tuple[Scored, ...] = ()
    labels: tuple[str, str] | None = None
    """For a topic with two positions: the quotes that speak for each of them best."""
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A quote with the sentences around it; `before`, the quote and `after` are one slice of the text."""

    stored: StoredClaim
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCount:
    """A topic of the library, with how many claims and sources speak about it."""

    name: str
    claims: int
    sources: int
    latest: str | None = None
    """Date of the latest of the sources, ISO 8601; None where no source has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Everything a speaker says, by topic."""

    query: str
    speaker: Speaker | None
    by_topic: tuple[tuple[str, tuple[StoredClaim, ...]], ...] = ()
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that was not added, and why, in one sentence for people that names it."""

    file: str
    reason: str
    known: bool = False
    """Its text is in the library already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What adding sources did: those that went in, and those that were left out."""

    added: tuple[Source, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A stored quote that does not stand word for word in its source."""

    claim_id: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The result of re-checking every stored quote: how many were looked at, and those that failed."""

    quotes: int
    sources: int
    faults: tuple[Fault, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asked in chat; the buttons under its answer name it by its token."""

    token: str
    person: str
    command: str
    arguments: Mapping[str, str]
    at: str
    """ISO 8601 in UTC, as everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's word that a quote does not have the stance toward a claim that an answer gave it."""

    person: str
    quote: str
    """The quote's short id."""
    asked: str
    stance: Stance
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A quote that people voted down as an answer to a claim, for moderators."""

    stored: StoredClaim
    asked: str
    stance: Stance
    votes: int
    last: str
    """When the last of the votes was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookEntry:
    """A quote that somebody keeps in their notebook, with what they wrote to themselves about it."""

    quote: str
    """The quote's short id."""
    text: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Everything that a workspace keeps about a person."""

    person: str
    questions: tuple[Question, ...] = ()
    votes: tuple[Vote, ...] = ()
    drafts: tuple[Draft, ...] = ()
    preferences: Mapping[str, str] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    drill: Drill | None = None
    notebook: tuple[NotebookEntry, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    actions: tuple[tuple[str, str, str], ...] = ()
    """Public answers: when, and the quotes in each. What the audit log says: when, what was done, to what."""
