"""Answers `/who`: everything a speaker says, by topic."""

from collections.abc import Sequence

from knowledge.errors import InputError
from knowledge.speakers import speaker_meant
from knowledge.storage.store import WorkspaceStore
from knowledge.types import Said, Speaker, StoredClaim


def said(store: WorkspaceStore, name: str) -> Said:
    """What the speaker says whom a name means, partial or misspelt. Raises `InputError` for an empty name."""
    bare = " ".join(name.split())
    if not bare:
        raise InputError("Give the name of a speaker, or a part of it.")
    speaker = speaker_meant(bare, [known for known, _ in store.speakers()])
    if speaker is None:
        return Said(query=name, speaker=None, notice=f"Nobody called {bare} speaks in the sources.")
    claims = store.said_by(speaker)
    topics = store.claim_topics([stored.key for stored in claims])
    grouped: dict[str, list[StoredClaim]] = {}
    for stored in claims:
        heading = _heading(topics.get(stored.key, ()), source_topic=stored.source.topic)
        grouped.setdefault(heading, []).append(stored)
    roles = [stored.claim.speaker.role for stored in claims if stored.claim.speaker.role]
    return Said(
        query=name,
        speaker=Speaker(name=speaker, role=roles[0] if roles else None),
        by_topic=tuple((topic, tuple(claims)) for topic, claims in grouped.items()),
    )


def _heading(topics: Sequence[str], *, source_topic: str | None) -> str:
    """The topic under which a claim is shown: its source's, or else the one that says most."""
    if not topics or source_topic in topics:
        return source_topic or "other"
    return max(topics, key=lambda topic: topic.count("-"))
