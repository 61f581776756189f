"""Candidates and answers made by hand for the tests of retrieval."""

from dataclasses import replace

from knowledge.retrieval.judgement import Judged
from knowledge.types import Evidence, Metadata, Scored, Source, Stance, StoredClaim
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


def judged(
    key: int,
    quote: str = "The ferry must be kept, because the island has no other way to the mainland.",
    *,
    counters: float = 0.9,
    supports: float = 0.05,
    cosine: float = 0.8,
    evidence: Evidence = "reasoning",
) -> Judged:
    """A candidate as a judge would have read it; by itself near to the claim, and against it."""
    made = replace(claim(quote), evidence=evidence)
    stored = StoredClaim(id=f"S-{key:03}", key=key, claim=made, source=SOURCE)
    return Judged(stored=stored, cosine=cosine, nearness=cosine, counters=counters, supports=supports)
