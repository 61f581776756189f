"""What the bot asks of the core: the library of one workspace, as `knowledge.library.Workspace` gives it.

A protocol, so that the bot starts without loading the core and tests can stand in a small library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from knowledge.types import (
    Answer,
    Clash,
    Context,
    Disputed,
    File,
    Ingested,
    Review,
    Said,
    Source,
    Stance,
    StoredClaim,
    TopicCount,
    Verified,
    Views,
)

if TYPE_CHECKING:
    from knowledge.briefs.contract import Briefs
    from knowledge.intake import Reviewed
    from knowledge.maps.graph import ArgumentMap
    from knowledge.marking import Excerpt, MarkedText
    from knowledge.practice.contract import Practice
    from knowledge.retrieval.blindspots import BlindSpots
    from knowledge.retrieval.match import Match
    from knowledge.storage.answers import PublicAnswers
    from knowledge.storage.audit import AuditLog
    from knowledge.storage.records import Records
    from knowledge.summary import Summary

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told while sources go in: the file at work, how many are done, how many there are."""


class Intake(Protocol):
    """What moderators make of sources; see `knowledge.intake.Intake`. Every method may raise `NotFound`."""

    def waiting(self) -> list[Source]:
        """The sources whose review is still to be done."""

    def review(self, source_id: str, /) -> Reviewed:
        """A source with all its claims, also those that are in no answer."""

    def claim(self, claim_id: str, /) -> StoredClaim:
        """A claim, also one that is in no answer."""

    def drop(self, claim_id: str, /) -> StoredClaim:
        """Keep a claim out of every answer."""

    def restore(self, claim_id: str, /) -> StoredClaim:
        """Let a claim that was dropped into answers again."""

    def correct(
        self, claim_id: str, /, *, name: str, role: str | None, everywhere: bool
    ) -> list[StoredClaim]:
        """Name another speaker of a claim, or of all claims that this speaker has in the source."""

    def approve(self, source_id: str, /) -> Source:
        """Let a source's claims be quoted."""

    def undo(self, source_id: str, /) -> bool:
        """Take the last step of a source's review back; False when there is none."""

    def retract(self, source_id: str, /, *, reason: str | None = None) -> Source:
        """Let no claim of a source be quoted any more."""

    def reinstate(self, source_id: str, /) -> Source:
        """Take a retraction back."""


class Workspace(Protocol):
    """One workspace's sources and claims. Every method may raise `InputError` or `DatabaseError`."""

    @property
    def records(self) -> Records:
        """What the workspace remembers besides its sources: settings, questions, votes, preferences."""

    @property
    def intake(self) -> Intake:
        """What moderators make of the sources after they were added."""

    @property
    def audit(self) -> AuditLog:
        """Who did what."""

    @property
    def answers(self) -> PublicAnswers:
        """What public messages show."""

    def revision(self) -> int:
        """A number that moves with every change of the sources, for whoever remembers something of them."""

    def ingest(
        self,
        places: Sequence[str | File],
        *,
        topic: str | None = None,
        progress: Progress | None = None,
        review: Review | None = None,
        keep: bool = False,
    ) -> Ingested:
        """Add files or links; what cannot be read is named among the skipped.

        `review`: what becomes of their claims until moderators have looked at them; `keep`: note them first, so that
        they are added after a restart, too.
        """

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""

    def source(self, id: str, /) -> Source:  # noqa: A002
        """A source by id, unique beginning of an id, or file name. Raises `NotFound`."""

    def text(self, id: str, /) -> str:  # noqa: A002
        """A source's cleaned text, which all offsets count."""

    def remove(self, id: str, /) -> Source:  # noqa: A002
        """Delete a source with its claims."""

    def edit(
        self,
        id: str,  # noqa: A002
        /,
        *,
        title: str | None = None,
        author: str | None = None,
        outlet: str | None = None,
        date: str | None = None,
        url: str | None = None,
        topic: str | None = None,
    ) -> Source:
        """Change what is known about a source: None leaves a field as it is, '' clears it."""

    def summary(self, id: str, /, *, related: bool = False) -> Summary:  # noqa: A002
        """A source in short: its central and key claims, who speaks in it; `related`: what it answers elsewhere."""

    def counter(self, claim: str, /, *, topic: str | None = None, limit: int = 10) -> Answer:
        """Quotes that argue against a claim."""

    def support(self, claim: str, /, *, topic: str | None = None, limit: int = 10) -> Answer:
        """Quotes that argue for a claim."""

    def clash(self, query: str, /, *, topic: str | None = None, limit: int = 3) -> Clash:
        """The strongest quotes for and against a claim, or of the two largest positions on a topic."""

    def views(self, topic: str, /, *, limit: int = 40) -> Views:
        """The positions on a topic."""

    def map(self, query: str, /, *, topic: str | None = None, limit: int = 10) -> ArgumentMap:
        """The arguments about a topic, a quote by its id, or a claim, and what answers them."""

    def match(self, motion: str, /, *, topic: str | None = None) -> Match:
        """Quotes for a match over a motion, fair to both sides."""

    def blind_spots(self, topic: str, /) -> BlindSpots:
        """What the sources lack on a topic."""

    @property
    def practice(self) -> Practice:
        """What people practise here."""

    @property
    def briefs(self) -> Briefs:
        """Packs for a debate."""

    def who(self, name: str, /) -> Said:
        """Everything a speaker says, by topic."""

    def topics(self) -> list[TopicCount]:
        """The topics of the library, the most frequent first."""

    def claims(self, source_id: str | None = None, /, *, withheld: bool = False) -> list[StoredClaim]:
        """All claims in reading order, of one source when it is named; with those in no answer if asked for."""

    def quote(self, claim_id: str, /) -> StoredClaim:
        """The claim behind a short id. Raises `NotFound`."""

    def context(self, claim_id: str, /, *, sentences: int = 2) -> Context:
        """A quote with the sentences around it. Raises `NotFound`."""

    def excerpt(self, claim_id: str, /) -> Excerpt:
        """A quote where it stands in its source's text. Raises `NotFound`."""

    def marked(self, id: str, /, *, part: int = 1) -> MarkedText:  # noqa: A002
        """A part of a source's text with its claims marked. Raises `NotFound`."""

    def speakers(self) -> list[tuple[str, int]]:
        """Everybody who speaks in the sources, with the number of their claims."""

    def quotes(self) -> Sequence[tuple[str, str]]:
        """Short id and words of the claims that stand alone, for suggestions."""

    def quotes_holding(self, typed: str, /, *, limit: int) -> list[tuple[str, str]] | None:
        """The same of the claims that fit what was typed best; None where all can be looked through instead."""

    def dispute(self, claim_id: str, /, *, asked: str, stance: Stance, person: str) -> bool:
        """Vote a quote down as an answer to a claim; False when this person has done so already."""

    def disputes(self) -> list[Disputed]:
        """The quotes that were voted down, those with most votes first."""

    def dismiss(self, claim_id: str, /) -> int:
        """Drop the votes against a quote; how many there were. Raises `NotFound`."""

    def verify(self) -> Verified:
        """Check every stored quote against its source."""
