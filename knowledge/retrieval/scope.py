"""Which claims are on a topic: filed under it, about its entities, or near a phrase in meaning."""

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
    """Keys of the claims on a topic, in the order in which they were stored."""
    if topic.entities or topic.known:
        filed = store.with_topic(topic.name, limit=MOST)
        about = store.with_entities(topic.entities, limit=MOST) if topic.entities else []
        return sorted({*filed, *about})
    found = candidates(store, topic.name, subject_vector(topic), limit=NEAREST)
    return sorted(one.key for one in found if one.cosine >= ON_PHRASE)
