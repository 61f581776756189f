"""A library of two invented sources, to try the bot and the adapters without the core."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.workspace import Progress
from knowledge.briefs.contract import Briefs
from knowledge.errors import InputError, NotFound
from knowledge.maps.graph import ASKED, ArgumentMap, Edge, Node
from knowledge.marking import Excerpt, MarkedText, excerpt, marked
from knowledge.retrieval.blindspots import BlindSpots, Standing
from knowledge.retrieval.match import Match
from knowledge.summary import Relation, Summary
from knowledge.types import (
    Answer,
    Block,
    Claim,
    Clash,
    Context,
    Disputed,
    Document,
    Fault,
    File,
    Ingested,
    Metadata,
    Position,
    Review,
    Said,
    Scored,
    Skipped,
    Source,
    Span,
    Speaker,
    Stance,
    StoredClaim,
    TopicCount,
    Verified,
    Views,
    Vote,
)
from tests.bot.small_answers import SmallAnswers
from tests.bot.small_intake import SmallAudit, SmallIntake
from tests.bot.small_practice import SmallPractice
from tests.bot.small_records import AT, SmallRecords

TEXT = "The ferry pays for itself. Ines Okafor calls the timetable a mess. This is why islanders leave."

ESSAY = Source(
    id="3f2a9c1b",
    file="ferry.txt",
    kind="text",
    metadata=Metadata(
        title="Keep the Ferry",
        author="Tomas Brandt",
        author_role="harbour master",
        outlet="The Skerry Post",
        date="2025-03-02",
        url="https://skerry.example/ferry",
    ),
    topic="ferry-bridge",
    added="2026-01-05T10:00:00+00:00",
    sha256="0" * 64,
    claims=3,
)
DOCUMENT = Document(
    kind="text",
    text=TEXT,
    blocks=(Block(span=Span(start=0, end=len(TEXT)), kind="paragraph"),),
    metadata=ESSAY.metadata,
)
BARE = Source(
    id="77b0e4d2",
    file="notes.md",
    kind="markdown",
    metadata=Metadata(),
    topic=None,
    added="2026-01-06T10:00:00+00:00",
    sha256="1" * 64,
)


def _stored(number: int, words: str, claim: Claim | None = None) -> StoredClaim:
    start = TEXT.index(words)
    base = claim or Claim(
        span=Span(start=0, end=0),
        quote="",
        speaker=Speaker(name="Tomas Brandt", role="harbour master"),
        manner="author",
        evidence="reasoning",
        score=0.9,
    )
    made = replace(base, span=Span(start=start, end=start + len(words)), quote=words)
    return StoredClaim(id=f"FB-{number:03}", key=number, claim=made, source=ESSAY)


BY_AUTHOR = _stored(1, "The ferry pays for itself.")
CITED = _stored(
    2,
    "the timetable a mess",
    replace(
        BY_AUTHOR.claim,
        speaker=Speaker(name="Ines Okafor", role="deputy mayor"),
        manner="indirect",
        evidence="testimony",
    ),
)
LEANING = _stored(
    3,
    "This is why islanders leave.",
    replace(BY_AUTHOR.claim, needs_before=True, before="Ines Okafor calls the timetable a mess."),
)
CLAIMS = (BY_AUTHOR, CITED, LEANING)


class SmallWorkspace:
    """Answers everything with the same few claims; remembers what it was asked."""

    def __init__(self) -> None:
        self.kept: list[Source] = [ESSAY, BARE]
        self.asked: list[tuple[str, str, str | None, int]] = []
        self.faults: tuple[Fault, ...] = ()
        self.records = SmallRecords()
        self.practice = SmallPractice(CLAIMS)
        self.audit = SmallAudit()
        self.answers = SmallAnswers()
        self.intake = SmallIntake(self)

    def revision(self) -> int:
        return len(self.kept)

    def ingest(
        self,
        places: Sequence[str | File],
        *,
        topic: str | None = None,
        progress: Progress | None = None,
        review: Review | None = None,
        keep: bool = False,  # noqa: ARG002
    ) -> Ingested:
        added: list[Source] = []
        skipped: list[Skipped] = []
        for done, place in enumerate(places):
            if progress:
                progress(str(place), done, len(places))
            name = place.name if isinstance(place, File) else Path(place).name
            if "bad" in name:
                skipped.append(Skipped(file=name, reason=f"{name} is empty; add a file with text in it."))
            elif name == ESSAY.file:
                skipped.append(
                    Skipped(file=name, reason=f"{name} is in the library already as 3f2a9c1b.", known=True)
                )
            else:
                made = replace(BARE, id=f"new{done}", file=name, topic=topic, claims=4, review=review)
                added.append(made)
        self.kept += added
        return Ingested(added=tuple(added), skipped=tuple(skipped))

    def sources(self) -> list[Source]:
        return list(self.kept)

    def source(self, id: str, /) -> Source:  # noqa: A002
        for source in self.kept:
            if id in (source.id, source.file):
                return source
        raise NotFound(f'There is no source "{id}"; see the ids with: sources')

    def text(self, id: str, /) -> str:  # noqa: A002
        self.source(id)
        return TEXT

    def remove(self, id: str, /) -> Source:  # noqa: A002
        gone = self.source(id)
        self.kept.remove(gone)
        return gone

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
        given = {"title": title, "author": author, "outlet": outlet, "date": date, "url": url}
        changed = {name: value or None for name, value in given.items() if value is not None}
        old = self.source(id)
        new = replace(old, metadata=replace(old.metadata, **changed), topic=topic or old.topic)
        self.kept[self.kept.index(old)] = new
        return new

    def summary(self, id: str, /, *, related: bool = False) -> Summary:  # noqa: A002
        speakers = ((BY_AUTHOR.claim.speaker, 2), (CITED.claim.speaker, 1))
        answer = Relation(own=CITED, other=LEANING, stance="counters", score=0.8)
        return Summary(
            source=self.source(id),
            central=BY_AUTHOR,
            key=(CITED,),
            speakers=speakers,
            reserve=(LEANING,),
            quoted=(CITED.claim.speaker,),
            answers=(answer,) if related else (),
            answered_by=(replace(answer, stance="supports"),) if related else (),
        )

    def counter(self, claim: str, /, *, topic: str | None = None, limit: int = 10) -> Answer:
        self.asked.append(("counter", claim, topic, limit))
        if not claim:
            raise InputError("The claim is empty; type what somebody asserts.")
        if "everybody agrees" in claim:
            notice = "No source argues against this claim."
            return Answer(command="counter", query=claim, topic=topic, notice=notice)
        scored = (
            Scored(stored=one, score=0.93 - at / 10, stance="counters") for at, one in enumerate(CLAIMS)
        )
        return Answer(command="counter", query=claim, topic=topic, answers=tuple(scored)[:limit])

    def support(self, claim: str, /, *, topic: str | None = None, limit: int = 10) -> Answer:
        self.asked.append(("support", claim, topic, limit))
        scored = (Scored(stored=BY_AUTHOR, score=0.8123456, stance="supports"),)
        return Answer(command="support", query=claim, topic=topic, answers=scored)

    def views(self, topic: str, /, *, limit: int = 40) -> Views:
        self.asked.append(("views", topic, None, limit))
        positions = tuple(
            Position(label=one.claim.quote, quotes=(Scored(stored=one, score=0.7),)) for one in CLAIMS[:2]
        )
        return Views(query=topic, topic="ferry-bridge", positions=positions)

    def who(self, name: str, /) -> Said:
        if name == "Nobody":
            return Said(query=name, speaker=None, notice="Nobody called Nobody speaks in the sources.")
        return Said(query=name, speaker=CITED.claim.speaker, by_topic=(("ferry-bridge", (CITED,)),))

    def topics(self) -> list[TopicCount]:
        return [TopicCount(name="ferry-bridge", claims=3, sources=1)]

    def claims(self, source_id: str | None = None, /, *, withheld: bool = False) -> list[StoredClaim]:  # noqa: ARG002
        if source_id:
            self.source(source_id)
        return list(CLAIMS)

    def quote(self, claim_id: str, /) -> StoredClaim:
        for stored in CLAIMS:
            if stored.id == claim_id.upper():
                return stored
        raise NotFound(f'There is no quote "{claim_id}"; ids stand under every quote.')

    def clash(self, query: str, /, *, topic: str | None = None, limit: int = 3) -> Clash:
        self.asked.append(("clash", query, topic, limit))
        supporting = (Scored(stored=BY_AUTHOR, score=0.8, stance="supports"),)
        countering = (Scored(stored=CITED, score=0.7, stance="counters"),)
        return Clash(query=query, topic=topic, claim=query, supporting=supporting, countering=countering)

    def map(self, query: str, /, *, topic: str | None = None, limit: int = 10) -> ArgumentMap:
        self.asked.append(("map", query, topic, limit))
        root = Node(key=ASKED, words=query)
        if "bananas" in query:
            notice = "Nothing in the sources argues for or against this."
            return ArgumentMap(query=query, topic=None, about_topic=False, nodes=(root,), notice=notice)
        quotes = tuple(Node(key=one.id, words=one.claim.quote, stored=one) for one in CLAIMS)
        edges = (
            Edge(child="FB-001", parent=ASKED, stance="supports", score=0.9),
            Edge(child="FB-002", parent=ASKED, stance="counters", score=0.8),
            Edge(child="FB-003", parent="FB-001", stance="counters", score=0.7),
        )
        return ArgumentMap(
            query=query, topic="ferry-bridge", about_topic=False, nodes=(root, *quotes), edges=edges
        )

    def match(self, motion: str, /, *, topic: str | None = None) -> Match:
        self.asked.append(("match", motion, topic, 0))
        supporting = (Scored(stored=BY_AUTHOR, score=0.8, stance="supports"),)
        countering = (Scored(stored=CITED, score=0.7, stance="counters"),)
        return Match(
            motion=motion, claim=motion, supporting=supporting, countering=countering, sources=(1, 1)
        )

    def blind_spots(self, topic: str, /) -> BlindSpots:
        if topic == "bananas":
            notice = "The sources say nothing on bananas."
            return BlindSpots(query=topic, topic=topic, notice=notice)
        standing = Standing(label=BY_AUTHOR.claim.quote, points=2, sources=1, speakers=(("Tomas Brandt", 2),))
        return BlindSpots(
            query=topic,
            topic="ferry-bridge",
            points=2,
            sources=1,
            newest="2025-03-02",
            repeated=1,
            positions=(standing,),
            single=(Scored(stored=CITED, score=0.7),),
            singles=1,
            unanswered=(BY_AUTHOR,),
            unanswered_of=1,
            examined=2,
        )

    @property
    def briefs(self) -> Briefs:
        from tests.bot.small_briefs import SmallBriefs

        return SmallBriefs(self.asked)

    def context(self, claim_id: str, /, *, sentences: int = 2) -> Context:  # noqa: ARG002
        span = (stored := self.quote(claim_id)).claim.span
        return Context(stored=stored, before=TEXT[: span.start], after=TEXT[span.end :])

    def excerpt(self, claim_id: str, /) -> Excerpt:
        return excerpt(DOCUMENT, self.quote(claim_id))

    def marked(self, id: str, /, *, part: int = 1) -> MarkedText:  # noqa: A002
        return marked(DOCUMENT, self.source(id), CLAIMS, part=part)

    def speakers(self) -> list[tuple[str, int]]:
        return [("Tomas Brandt", 2), ("Ines Okafor", 1)]

    def quotes(self) -> Sequence[tuple[str, str]]:
        return [(stored.id, stored.claim.quote) for stored in CLAIMS]

    def quotes_holding(self, _: str, /, *, limit: int) -> None: ...

    def dispute(self, claim_id: str, /, *, asked: str, stance: Stance, person: str) -> bool:
        key = (person, quote := self.quote(claim_id).id, asked)
        new = key not in self.records.voted
        self.records.voted[key] = Vote(person=person, quote=quote, asked=asked, stance=stance, at=AT)
        return new

    def disputes(self) -> list[Disputed]:
        return [
            Disputed(stored=self.quote(one.quote), asked=one.asked, stance=one.stance, votes=1, last=one.at)
            for one in self.records.votes()
        ]

    def dismiss(self, claim_id: str, /) -> int:
        return self.records.dismiss(self.quote(claim_id).id)

    def verify(self) -> Verified:
        return Verified(quotes=3, sources=2, faults=self.faults)


@contextmanager
def small_library(workspace: SmallWorkspace) -> Iterator[SmallWorkspace]:
    """Stands in for opening a data folder."""
    yield workspace
