"""How often the central claim of a summary says what a text concludes, which is hidden from the choice.

python -m benchmarks.summaries --data ../shared/data

A text is an argument of ArguAna's development set; its first sentence is what it concludes. Agreement is the F1 of their
words, so that the encoder, which chooses, does not judge itself. The thesis of the debate stands for the title.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from knowledge.retrieval.claim_scores import claim_scores
from knowledge.storage.store import Vectors
from knowledge.summary import Summary, summarise
from knowledge.types import Claim, Metadata, Source, Span, Speaker, StoredClaim
from knowledge.understanding.arguability import arguable, asserts
from knowledge.understanding.sentences import split
from knowledge.understanding.words import content_words

FILE: Final = "arguana.dev.corpus.jsonl"
TEXTS: Final = 500
FEWEST: Final = 7
"""Sentences of a text that is long enough to choose from."""
SHOWN: Final = 4
"""Sentences of a summary that are looked at together."""
STEM: Final = 5
SEED: Final = 5

Chosen: TypeAlias = Sequence[int]
"""Places of sentences, the central one first."""
Way: TypeAlias = Callable[["Argument"], Chosen]
SOURCE: Final = Source(
    id="0",
    file="0.txt",
    kind="text",
    metadata=Metadata(),
    topic=None,
    added="2026-01-01T00:00:00Z",
    sha256="",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A text without what it concludes."""

    conclusion: str
    sentences: tuple[str, ...]
    vectors: Vectors
    scores: NDArray[np.float64]
    """What the rules say of each sentence."""
    thesis: Vectors

    @property
    def sure(self) -> NDArray[np.float64]:
        """How surely each sentence is a claim."""
        return claim_scores(self.vectors, self.scores)


def overlap(one: str, other: str) -> float:
    """Return the F1 of the words of meaning of two texts, over stems."""
    first, second = _stems(one), _stems(other)
    return 2 * len(first & second) / max(1, len(first) + len(second))


def arguments(data: Path, encoder: Encoder) -> Iterator[Argument]:
    """Texts of the set, in an order of their own that never changes."""
    rows = [json.loads(line) for line in (data / FILE).read_text(encoding="utf-8").splitlines()]
    random.Random(SEED).shuffle(rows)
    left = TEXTS
    for row in rows:
        spans = split(row["text"])
        said = [row["text"][span.start : span.end] for span in spans]
        conclusion, *rest = [one for one in said if len(one.split()) >= STEM] or [""]
        if len(rest) < FEWEST - 1 or not left:
            continue
        left -= 1
        yield Argument(
            conclusion=conclusion,
            sentences=tuple(rest),
            vectors=encoder.encode(rest),
            scores=np.array([arguable(one) if asserts(one) else 0.0 for one in rest]),
            thesis=encoder.encode([row["thesis"]])[0],
        )


def shipped(argument: Argument) -> Chosen:
    """What a summary takes."""
    claims = [_stored(place, argument) for place in range(len(argument.sentences))]
    kept = [place for place, score in enumerate(argument.scores) if score > 0]
    summary = summarise(
        SOURCE, [claims[place] for place in kept], argument.vectors[kept], title=argument.thesis
    )
    return [one.key for one in _all(summary)] or [0]


def by(weight: Callable[[Argument], NDArray[np.float64]]) -> Way:
    """Take sentences by a weight alone, those that assert something first."""

    def way(argument: Argument) -> Chosen:
        order = np.argsort(-np.where(argument.scores > 0, weight(argument), -np.inf), kind="stable")
        return [int(place) for place in order[:SHOWN]]

    return way


WAYS: Final[dict[str, Way]] = {
    "any": by(lambda one: np.random.default_rng(len(one.conclusion)).random(len(one.sentences))),
    "the first": by(lambda one: -np.arange(len(one.sentences), dtype=np.float64)),
    "the surest": by(lambda one: one.sure),
    "near to all": by(lambda one: np.asarray((one.vectors @ one.vectors.T).mean(axis=1), dtype=np.float64)),
    "near to sure ones": by(lambda one: np.asarray(one.vectors @ one.vectors.T @ one.sure, dtype=np.float64)),
    "near to the thesis": by(lambda one: np.asarray(one.vectors @ one.thesis, dtype=np.float64)),
    "as shipped": shipped,
}


def main(words: Sequence[str]) -> None:
    """Print the agreement of every way, with standard errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    texts = list(arguments(parser.parse_args(words).data, Encoder.load()))
    sys.stdout.write(f"{len(texts)} texts\n{'':22}central        {SHOWN} together\n")
    for name, way in WAYS.items():
        rows = np.array([_agreement(way(one), one) for one in texts])
        mean, error = rows.mean(axis=0), rows.std(axis=0) / np.sqrt(len(rows))
        cells = "   ".join(f"{m:.3f} ±{e:.3f}" for m, e in zip(mean, error, strict=True))
        sys.stdout.write(f"{name:22}{cells}\n")


def _agreement(chosen: Chosen, argument: Argument) -> tuple[float, float]:
    found = [overlap(argument.sentences[place], argument.conclusion) for place in chosen[:SHOWN]]
    return found[0], sum(found) / len(found)


def _all(summary: Summary) -> Sequence[StoredClaim]:
    return [one for one in (summary.central, *summary.key) if one]


def _stored(place: int, argument: Argument) -> StoredClaim:
    words = argument.sentences[place]
    claim = Claim(
        span=Span(start=0, end=len(words)),
        quote=words,
        speaker=Speaker(),
        manner="author",
        evidence="reasoning",
        score=float(argument.scores[place]),
    )
    return StoredClaim(id=str(place), key=place, claim=claim, source=SOURCE)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in content_words(text)}


if __name__ == "__main__":
    main(sys.argv[1:])
