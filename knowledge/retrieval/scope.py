"""Which claims are on a topic: filed under it, about its entities, or near a phrase in meaning."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.encoder import Encoder
from knowledge.retrieval.candidates import candidates
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.understanding.gazetteer import ENTITIES
from knowledge.understanding.topics import Topic

MOST: Final = 5_000
"""Claims on a topic that are looked at, the most arguable first."""

NEAREST: Final = 100
"""Claims that may be on a phrase."""

ON_PHRASE: Final = 0.35
"""Least cosine to a phrase for a claim to be on it."""

ABOUT_PHRASE: Final = 0.2
"""Share of a source's claims on a phrase from which on all of them are: who writes about phones in school does not
name them in every sentence."""

NO_SOURCES: Final = "There are no sources yet; a moderator adds them with /source add."


def nothing_on(store: WorkspaceStore, topic: Topic) -> str:
    """Say that no claim is on a topic, or that there are no claims at all."""
    return f"The sources say nothing on {topic.name}." if store.count() else NO_SOURCES


def subject(topic: Topic) -> str:
    """The topic as words that an encoder understands."""
    if len(topic.entities) > 1:
        return "relations between " + " and ".join(ENTITIES[name][0] for name in topic.entities)
    return topic.name.replace("-", " ")


def subject_vector(topic: Topic) -> Vectors:
    """The topic's place in meaning, shape (384,)."""
    vector: Vectors = Encoder.load().encode([subject(topic)])[0]
    return vector


def keys_on(store: WorkspaceStore, topic: Topic) -> list[int]:
    """Keys of the claims on a topic, in the order in which they were stored.

    Entities say by themselves what a claim is about. Any other topic is a phrase, under which some sources are filed
    and others not, whatever words their claims have for it: these count too.
    """
    if topic.entities:
        filed = store.with_topic(topic.name, limit=MOST)
        return sorted({*filed, *store.with_entities(topic.entities, limit=MOST)})
    found = candidates(store, topic.name, subject_vector(topic), limit=NEAREST)
    near = [one.key for one in found if one.cosine >= ON_PHRASE]
    filed = store.with_topic(topic.name, limit=MOST) if topic.known else []
    return sorted({*filed, *near, *_of_sources_about(store, near)})


def _of_sources_about(store: WorkspaceStore, near: Sequence[int]) -> Iterator[int]:
    """All claims of the sources of which many a claim is among those near a phrase."""
    sources = [stored.source for stored in store.claims_by_key(near).values()]
    counts = Counter(source.id for source in sources)
    for source in {source.id: source for source in sources}.values():
        if counts[source.id] >= ABOUT_PHRASE * source.claims:
            yield from (stored.key for stored in store.claims(source_id=source.id))
