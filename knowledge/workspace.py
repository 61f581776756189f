"""One workspace as its users see it: its sources, its answers, and what people make of them."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from knowledge import finding
from knowledge.briefs.contract import Briefs
from knowledge.errors import InputError
from knowledge.intake import Intake
from knowledge.judges.contract import SHIPPED, Judges
from knowledge.maps.graph import ArgumentMap
from knowledge.outside import OUTSIDE, Outside
from knowledge.retrieval.answered import Answered
from knowledge.storage.answers import PublicAnswers
from knowledge.storage.audit import AuditLog
from knowledge.storage.records import Records
from knowledge.storage.store import WorkspaceStore
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
from knowledge.understanding.topics import Topic, resolve

if TYPE_CHECKING:
    from knowledge.marking import Excerpt, MarkedText
    from knowledge.practice.contract import Practice
    from knowledge.retrieval.blindspots import BlindSpots
    from knowledge.retrieval.match import Match
    from knowledge.summary import Summary

Progress = Callable[[str, int, int], None]
"""Told the file at hand, how many are done, and of how many."""


class Workspace:
    """One workspace's sources and the answers they give."""

    def __init__(self, store: WorkspaceStore, judges: Judges = SHIPPED, outside: Outside = OUTSIDE) -> None:
        self.store = store
        self.intake = Intake(store)
        self.audit: AuditLog = store.audit
        self.answers: PublicAnswers = store.answers
        self._judges, self._outside = judges, outside
        self._answered = Answered(store, judges)
        self._encoded = False
        self._encoding = threading.Lock()

    @property
    def records(self) -> Records:
        """What the workspace remembers besides its sources."""
        return self.store.records

    def revision(self) -> int:
        """A number that moves with every change of sources, claims and topics; cheap to ask."""
        return self.store.revision()

    def ingest(
        self,
        places: Sequence[str | File],
        *,
        topic: str | None = None,
        progress: Progress | None = None,
        review: Review | None = None,
        keep: bool = False,
    ) -> Ingested:
        """Add files and links; what cannot be added is named with the reason, the rest goes in.

        `review`: what becomes of their claims until moderators have looked at them; `keep`: what is to be added is
        noted first, so that `go_on` finds it when the program is ended meanwhile.
        """
        from knowledge.adding import Way, add_all
        from knowledge.ingest import topic_name

        way = Way(topic=topic_name(topic) if topic else None, review=review)
        return add_all(self.store, places, way, outside=self._outside, progress=progress, keep=keep)

    def go_on(self) -> Ingested:
        """Add what was noted before the program was last ended, and is not in yet."""
        from knowledge.adding import add_begun

        return add_begun(self.store, outside=self._outside)

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""
        return self.store.sources()

    def source(self, source_id: str) -> Source:
        """Find a source by its id, the start of its id, or its file name. Raises `NotFound`."""
        return finding.source(self.store, source_id)

    def text(self, source_id: str) -> str:
        """A source's readable text. Raises `NotFound`."""
        document = self.store.document(self.source(source_id).id)
        return document.text if document else ""

    def remove(self, source_id: str) -> Source:
        """Delete a source with its claims, and return what it was. Raises `NotFound`."""
        source = self.source(source_id)
        self.store.remove(source.id)
        return source

    def edit(
        self,
        source_id: str,
        *,
        title: str | None = None,
        author: str | None = None,
        outlet: str | None = None,
        date: str | None = None,
        url: str | None = None,
        topic: str | None = None,
    ) -> Source:
        """Correct what is known about a source; None leaves a field, an empty text clears it.

        Another author comes without the role of the one before.
        Raises `NotFound`, and `InputError` for a date that is none or could be two.
        """
        from knowledge.corrections import corrected
        from knowledge.ingest import topic_name

        source = self.source(source_id)
        given = {"title": title, "author": author, "outlet": outlet, "date": date, "url": url}
        metadata = corrected(source.metadata, given)
        about = source.topic if topic is None else (topic_name(topic) if topic.strip() else None)
        edited = self.store.edit(source.id, metadata, topic=about)
        if edited is None:
            raise finding.no_source(source_id)
        return edited

    def summary(self, source_id: str, *, related: bool = False) -> "Summary":
        """A source's central and key claims, and who speaks in it. Raises `NotFound`.

        `related`: also what it answers in other sources and what answers it there, which takes a second.
        """
        from knowledge.summary_relations import sum_up

        return sum_up(self._searchable, self.source(source_id), self._judges if related else None)

    def counter(self, claim: str, *, topic: str | None = None, limit: int = 10) -> Answer:
        """The quotes that argue against a claim. Raises `InputError` for an empty or endless claim."""
        return self._answer(claim, "counters", topic, limit)

    def support(self, claim: str, *, topic: str | None = None, limit: int = 10) -> Answer:
        """The quotes that argue for a claim. Raises `InputError` for an empty or endless claim."""
        return self._answer(claim, "supports", topic, limit)

    def clash(self, query: str, *, topic: str | None = None, limit: int = 3) -> Clash:
        """The strongest for and against a topic, a motion or a claim. Raises `InputError` for an endless query."""
        from knowledge.retrieval.clash import clash

        about = self._topic(topic)
        return clash(
            self._searchable, query, topic=about, named=self._topic, limit=_limit(limit), judges=self._judges
        )

    def match(self, motion: str, *, topic: str | None = None) -> "Match":
        """Quotes for a match over a motion, fair to both sides. Raises `InputError` for an empty or endless one."""
        from knowledge.retrieval.match import match_over

        return match_over(self._searchable, motion, topic=self._topic(topic), judges=self._judges)

    def views(self, topic: str, *, limit: int = 40) -> Views:
        """The positions on a topic with their quotes. Raises `InputError` for an empty topic."""
        from knowledge.retrieval.views import views

        meant = self._meant(topic)
        return views(self._searchable, topic, meant, limit=_limit(limit), judges=self._judges)

    def map(self, query: str, *, topic: str | None = None, limit: int = 10) -> ArgumentMap:
        """Map the arguments about a topic, a quote by its id, or a claim. Raises `InputError` for an endless query."""
        from knowledge.retrieval.mapping import map_over

        most, about = _limit(limit), self._topic(topic)
        return map_over(
            self._searchable, query, topic=about, named=self._topic, limit=most, judges=self._judges
        )

    def blind_spots(self, topic: str) -> "BlindSpots":
        """What the sources lack on a topic. Raises `InputError` for an empty topic."""
        from knowledge.retrieval.blindspots import blind_spots

        meant = self._meant(topic)
        return blind_spots(self._searchable, topic, meant, answered=self._answered, judges=self._judges)

    @property
    def practice(self) -> "Practice":
        """What people practise here."""
        from knowledge.practice.drills import Drills

        return Drills(self._searchable, self._answered, self._judges, topic=self._topic)

    @property
    def briefs(self) -> Briefs:
        """Packs for a debate."""
        from knowledge.briefs.making import StoreBriefs

        return StoreBriefs(self._searchable, self._judges, topic=self._topic, limit=_limit)

    def who(self, name: str) -> Said:
        """Everything a speaker says, by topic; names may be partial or misspelt."""
        from knowledge.said import said

        return said(self.store, name)

    def speakers(self) -> list[tuple[str, int]]:
        """Who speaks in the sources, with the number of their claims, the most frequent first."""
        return self.store.speakers()

    def topics(self) -> list[TopicCount]:
        """Topics of the library, the most frequent first; those of a single claim only where there are no others."""
        found = self.store.topics()
        return [topic for topic in found if topic.claims > 1] or found

    def claims(self, source_id: str | None = None, *, withheld: bool = False) -> list[StoredClaim]:
        """Every claim as stored, or those of one source; with those in no answer where asked for. Raises `NotFound`."""
        source = self.source(source_id).id if source_id else None
        return self.store.claims(source_id=source, withheld=withheld)

    def quote(self, claim_id: str) -> StoredClaim:
        """Find a claim by its short id, such as RC-014. Raises `NotFound`."""
        return finding.quote(self.store, claim_id)

    def quotes(self) -> Sequence[tuple[str, str]]:
        """Short id and words of all claims that stand alone and are no headline; cheap to ask again."""
        return self.store.quotes()

    def quotes_holding(self, typed: str, *, limit: int) -> list[tuple[str, str]] | None:
        """Short id and words of the claims that fit what was typed best; None where all can be looked through instead."""
        return finding.quotes_holding(self.store, typed, limit=limit)

    def context(self, claim_id: str, *, sentences: int = 2) -> Context:
        """A quote with the sentences around it, as many on each side as asked for. Raises `NotFound`."""
        from knowledge.understanding.surroundings import around

        stored = self.quote(claim_id)
        document = self.store.document(stored.source.id)
        if document is None:
            raise finding.no_quote(claim_id)
        before, after = around(document, stored.claim.span, sentences=sentences)
        return Context(stored=stored, before=before, after=after)

    def excerpt(self, claim_id: str) -> "Excerpt":
        """A quote where it stands in its source's text. Raises `NotFound`."""
        from knowledge.marking import excerpt

        stored = self.quote(claim_id)
        document = self.store.document(stored.source.id)
        if document is None:
            raise finding.no_quote(claim_id)
        return excerpt(document, stored)

    def marked(self, source_id: str, *, part: int = 1) -> "MarkedText":
        """A part of a source's text with its claims marked. Raises `NotFound`."""
        from knowledge.marking import marked

        source = self.source(source_id)
        document = self.store.document(source.id)
        if document is None:
            raise finding.no_source(source_id)
        return marked(document, source, self.store.claims(source_id=source.id), part=part)

    def dispute(self, claim_id: str, *, asked: str, stance: Stance, person: str) -> bool:
        """Vote a quote down as an answer to a claim; False when this person has done so already.

        Raises `NotFound` for an unknown quote, `InputError` for an empty or endless claim.
        """
        from knowledge.encoder import Encoder
        from knowledge.retrieval.answers import checked

        stored, claim = self.quote(claim_id), checked(asked)
        vector = Encoder.load().encode([claim])[0]
        return self.records.vote(person=person, key=stored.key, asked=claim, stance=stance, vector=vector)

    def disputes(self) -> list[Disputed]:
        """The quotes that people voted down, with what was asked, most votes first."""
        from knowledge.retrieval.disputes import disputed

        votes = self.records.disputes()
        return disputed(votes, self.store.claims_by_key({vote.key for vote in votes}))

    def dismiss(self, claim_id: str) -> int:
        """Drop the votes against a quote and return how many there were. Raises `NotFound`."""
        return self.records.dismiss(self.quote(claim_id).id)

    def verify(self) -> Verified:
        """Re-check every stored quote against its source."""
        from knowledge.verification import verify

        return verify(self.store, reader=self._outside.reader())

    @property
    def _searchable(self) -> WorkspaceStore:
        """The store, with vectors of the encoder that runs now; after an update they are made anew first, once."""
        from knowledge.renewal import renew

        with self._encoding:
            if not self._encoded:
                renew(self.store)
                self._encoded = True
        return self.store

    def _answer(self, claim: str, stance: Stance, topic: str | None, limit: int) -> Answer:
        from knowledge.retrieval.answers import answer

        about = self._topic(topic)
        return answer(self._searchable, claim, stance, topic=about, limit=_limit(limit), judges=self._judges)

    def _topic(self, topic: str | None) -> Topic | None:
        return None if topic is None else self._meant(topic)

    def _meant(self, topic: str) -> Topic:
        from knowledge.understanding.words import words

        if not words(topic):
            raise InputError("A topic needs a word, for example russia-china.")
        return resolve(topic, known=[counted.name for counted in self.store.topics()])


def _limit(limit: int) -> int:
    if not 1 <= limit <= 100:
        raise InputError(f"A limit is a number from 1 to 100, not {limit}.")
    return limit
