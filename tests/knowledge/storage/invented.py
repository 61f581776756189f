"""Invented sources for the tests of the store."""

from collections.abc import Sequence

import numpy as np

from knowledge.storage.store import NewSource, Vectors
from knowledge.types import Block, Claim, Document, Manner, Metadata, Span, Speaker

TREATY = "The treaty will hold."
PIPELINES = "Pipelines bind Russia to China for decades."
TRUST = "Nobody in Ruvia trusts the alliance."


def unit_vectors(number: int, *, seed: int = 0) -> Vectors:
    made = np.random.default_rng(seed).standard_normal((number, 384)).astype(np.float32)
    vectors: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return vectors


def claim(
    quote: str,
    *,
    start: int = 0,
    speaker: Speaker | None = None,
    manner: Manner = "author",
    score: float = 0.5,
    entities: Sequence[str] = (),
) -> Claim:
    return Claim(
        span=Span(start=start, end=start + len(quote)),
        quote=quote,
        speaker=speaker or Speaker(name="Ada Kern"),
        manner=manner,
        evidence="reasoning",
        score=score,
        entities=frozenset(entities),
    )


def new_source(
    *quotes: str | Claim,
    file: str = "essay.txt",
    topic: str | None = "russia-china",
    metadata: Metadata | None = None,
    topics: Sequence[tuple[str, ...]] | None = None,
    vectors: Vectors | None = None,
    original: bytes | None = None,
) -> NewSource:
    """A source whose text is the quotes, a paragraph each; claims keep what they were made with."""
    claims, blocks, at = [], [], 0
    for given in quotes:
        made = claim(given, start=at) if isinstance(given, str) else given
        end = at + len(made.quote)
        blocks.append(Block(span=Span(start=at, end=end), kind="paragraph"))
        claims.append(made)
        at = end + 2
    text = "\n\n".join(made.quote for made in claims)
    return NewSource(
        file=file,
        original=original if original is not None else f"{file}: {text}".encode("utf-8", "replace"),
        document=Document(
            kind="text",
            text=text,
            blocks=tuple(blocks),
            metadata=metadata or Metadata(title="On treaties", author="Ada Kern"),
        ),
        topic=topic,
        fingerprint=(1, 2**32 - 1, 2**64 - 1),
        claims=claims,
        topics=topics if topics is not None else [(topic,) if topic else ()] * len(claims),
        vectors=vectors if vectors is not None else unit_vectors(len(claims)),
    )
