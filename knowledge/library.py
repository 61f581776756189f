"""The core as its users see it: a library of workspaces, each with sources, claims and answers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date as calendar_date
from pathlib import Path

from knowledge.errors import AlreadyThere, InputError, NotFound
from knowledge.speakers import speaker_meant
from knowledge.storage.sqlite import SQLiteStore
from knowledge.storage.store import Store, WorkspaceStore
from knowledge.summary import Summary, summarise
from knowledge.types import (
    Answer,
    Ingested,
    Metadata,
    Said,
    Skipped,
    Source,
    Speaker,
    StoredClaim,
    TopicCount,
    Verified,
    Views,
)
from knowledge.understanding.topics import Topic, resolve

Progress = Callable[[str, int, int], None]
"""Told the file at hand, how many are done, and of how many."""


class Library:
    """All workspaces under a data folder. Raises `DatabaseError` when the folder cannot be used."""

    def __init__(self, data: Path) -> None:
        self._store: Store = SQLiteStore(data)

    def workspace(self, workspace_id: str) -> "Workspace":
        """Open or make a workspace."""
        return Workspace(self._store.workspace(workspace_id))

    def close(self) -> None:
        """Close every database."""
        self._store.close()


class Workspace:
    """One workspace's sources and the answers they give."""

    def __init__(self, store: WorkspaceStore) -> None:
        self.store = store

    def ingest(
        self, places: Sequence[str], *, topic: str | None = None, progress: Progress | None = None
    ) -> Ingested:
        """Add files and links; what cannot be added is named with the reason, the rest goes in."""
        from knowledge.encoder import Encoder
        from knowledge.ingest import add, topic_name

        about = topic_name(topic) if topic else None
        added, skipped = [], []
        for done, place in enumerate(places):
            name = Path(place).name or place
            if progress:
                progress(name, done, len(places))
            try:
                added.append(add(self.store, place, topic=about, encoder=Encoder.load()))
            except InputError as error:
                known = isinstance(error, AlreadyThere)
                skipped.append(Skipped(file=name, reason=str(error), known=known))
        if progress and places:
            progress("", len(places), len(places))
        return Ingested(added=tuple(added), skipped=tuple(skipped))

    def sources(self) -> list[Source]:
        """All sources, in the order they were added."""
        return self.store.sources()

    def source(self, source_id: str) -> Source:
        """Find a source by its id, the start of its id, or its file name. Raises `NotFound`."""
        sources = self.store.sources()
        by_id = [s for s in sources if s.id == source_id.lower()]
        named = by_id or [s for s in sources if s.file == source_id]
        found = named or [s for s in sources if source_id and s.id.startswith(source_id.lower())]
        if not found:
            raise _no_source(source_id)
        if len(found) > 1:
            ids = ", ".join(s.id for s in found[:5])
            what, how = ("name", "the id") if named else ("start", "the whole id")
            raise NotFound(f'"{source_id}" is the {what} of several sources ({ids}); give {how}.')
        return found[0]

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
        from knowledge.ingest import topic_name

        source = self.source(source_id)
        given = {"title": title, "author": author, "outlet": outlet, "date": _date(date), "url": url}
        changed = {name: value.strip() or None for name, value in given.items() if value is not None}
        metadata: Metadata = replace(source.metadata, **changed)
        if metadata.author != source.metadata.author:
            metadata = replace(metadata, author_role=None)
        about = source.topic if topic is None else (topic_name(topic) if topic.strip() else None)
        edited = self.store.edit(source.id, metadata, topic=about)
        if edited is None:
            raise _no_source(source_id)
        return edited

    def summary(self, source_id: str) -> Summary:
        """A source's central and key claims, and who speaks in it. Raises `NotFound`."""
        source = self.source(source_id)
        claims = self.store.claims(source_id=source.id)
        return summarise(source, claims, self.store.vectors([stored.key for stored in claims]))

    def counter(self, claim: str, *, topic: str | None = None, limit: int = 10) -> Answer:
        """The quotes that argue against a claim. Raises `InputError` for an empty or endless claim."""
        from knowledge.retrieval.answers import answer

        return answer(self.store, claim, "counters", topic=self._topic(topic), limit=_limit(limit))

    def support(self, claim: str, *, topic: str | None = None, limit: int = 10) -> Answer:
        """The quotes that argue for a claim. Raises `InputError` for an empty or endless claim."""
        from knowledge.retrieval.answers import answer

        return answer(self.store, claim, "supports", topic=self._topic(topic), limit=_limit(limit))

    def views(self, topic: str, *, limit: int = 40) -> Views:
        """The positions on a topic with their quotes. Raises `InputError` for an empty topic."""
        from knowledge.retrieval.views import views

        resolved = self._topic(topic)
        if resolved is None:
            raise InputError("Give a topic, for example russia-china.")
        return views(self.store, topic, resolved, limit=_limit(limit))

    def who(self, name: str) -> Said:
        """Everything a speaker says, by topic; names may be partial or misspelt."""
        bare = " ".join(name.split())
        if not bare:
            raise InputError("Give the name of a speaker, or a part of it.")
        speaker = speaker_meant(bare, [known for known, _ in self.store.speakers()])
        if speaker is None:
            return Said(query=name, speaker=None, notice=f"Nobody called {bare} speaks in the sources.")
        said = self.store.said_by(speaker)
        topics = self.store.claim_topics([stored.key for stored in said])
        grouped: dict[str, list[StoredClaim]] = {}
        for stored in said:
            heading = _heading(topics.get(stored.key, ()), source_topic=stored.source.topic)
            grouped.setdefault(heading, []).append(stored)
        roles = [stored.claim.speaker.role for stored in said if stored.claim.speaker.role]
        return Said(
            query=name,
            speaker=Speaker(name=speaker, role=roles[0] if roles else None),
            by_topic=tuple((topic, tuple(claims)) for topic, claims in grouped.items()),
        )

    def topics(self) -> list[TopicCount]:
        """Topics of the library, the most frequent first; those of a single claim only where there are no others."""
        found = self.store.topics()
        return [topic for topic in found if topic.claims > 1] or found

    def claims(self, source_id: str | None = None) -> list[StoredClaim]:
        """Every claim as stored, or those of one source. Raises `NotFound`."""
        return self.store.claims(source_id=self.source(source_id).id if source_id else None)

    def quote(self, claim_id: str) -> StoredClaim:
        """Find a claim by its short id, such as RC-014. Raises `NotFound`."""
        found = self.store.claim(claim_id.strip().upper())
        if found is None:
            raise NotFound(
                f'There is no quote "{claim_id}"; ids look like RC-014 and stand beside every quote.'
            )
        return found

    def verify(self) -> Verified:
        """Re-check every stored quote against its source."""
        from knowledge.verification import verify

        return verify(self.store)

    def _topic(self, topic: str | None) -> Topic | None:
        if topic is None:
            return None
        from knowledge.understanding.words import words

        if not words(topic):
            raise InputError("A topic needs a word, for example russia-china.")
        return resolve(topic, known=[counted.name for counted in self.store.topics()])


def _limit(limit: int) -> int:
    if not 1 <= limit <= 100:
        raise InputError(f"A limit is a number from 1 to 100, not {limit}.")
    return limit


def _no_source(source_id: str) -> NotFound:
    return NotFound(f'There is no source "{source_id}"; the command sources lists the ids.')


def _heading(topics: Sequence[str], *, source_topic: str | None) -> str:
    """The topic under which a claim is shown: its source's, or else the one that says most."""
    if not topics or source_topic in topics:
        return source_topic or "other"
    return max(topics, key=lambda topic: topic.count("-"))


def _date(typed: str | None) -> str | None:
    """The date as ISO 8601. Raises `InputError` for what is no date, or could be two."""
    if typed is None or not typed.strip():
        return typed
    from knowledge.reading.dates import date_in, without_date

    try:
        return calendar_date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        # Beside a text, dots tell the language and with it the order; nobody knows which the typist writes.
        line = re.sub(r"(?<=\d)\.(?=\d)", "/", " ".join(typed.split()))
    read = date_in(line)
    if read is None or any(map(str.isalnum, without_date(line))):
        raise InputError(f'"{typed}" is not a date; write it like 2025-03-02.')
    return read
