"""Answers made by hand for the tests of retrieval."""

from knowledge.types import Metadata, Scored, Source, Stance, StoredClaim
from tests.knowledge.storage.invented import claim

SOURCE = Source(
    id="abc123",
    file="essay.txt",
    kind="text",
    metadata=Metadata(),
    topic=None,
    added="2025-03-02T00:00:00+00:00",
    sha256="abc123",
)


def scored(key: int, score: float, *, length: int = 100, stance: Stance = "counters") -> Scored:
    """An answer whose quote has as many characters as asked for."""
    stored = StoredClaim(id=f"S-{key:03}", key=key, claim=claim("x" * length), source=SOURCE)
    return Scored(stored=stored, score=score, stance=stance)
