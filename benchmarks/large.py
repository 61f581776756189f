"""Data folders with up to a million realistic quotes in one workspace, or with a thousand workspaces of a thousand.

    python -m benchmarks.large FOLDER --size 1000000 [--texts FILE ...] [--workspaces 1000]

Sources go in as they do when they are added, by the same code, only several hundred in a transaction; the folder is
closed as the program closes it, and looked into by its checks. `--vectors` also writes all vectors as one .npy file.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from benchmarks.recombined import Base, Quotes, base_of, recombined, sentences, vectors_for
from knowledge.storage import changes
from knowledge.storage.files import file_of
from knowledge.storage.sqlite.connections import SQLiteConnections
from knowledge.storage.store import NewSource
from knowledge.types import Block, Claim, Document, Metadata, Span, Speaker
from knowledge.understanding.entities import entities
from knowledge.understanding.topics import claim_topics
from knowledge.understanding.words import content_words

WORKSPACE: Final = "bench"
SOURCES_AT_ONCE: Final = 400
TYPICAL: Final = 40
"""Quotes of a source in the middle; a few have ten times as many."""
SPEAKERS: Final = 30_000
_PARAGRAPH: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of quotes before they are put into sources."""

    vectors: NDArray[np.float16]
    topics: Sequence[str]
    """The name of each subject."""
    about: Sequence[tuple[frozenset[str], frozenset[str]]]
    """The entities in both halves of each sentence."""


def fill(folder: Path, size: int, *, texts: Sequence[Path] = (), workspaces: int = 1, kept: Path) -> None:
    """Make workspaces of `size` quotes each in an empty folder."""
    base = base_of(sentences(texts), kept)
    made = recombined(base, size * workspaces)
    vectors = np.concatenate([part.astype(np.float16) for part in vectors_for(base, made)])
    rng = np.random.default_rng(8)
    shares = [np.arange(size)] if workspaces == 1 else rng.permutation(size * workspaces).reshape(-1, size)
    about = [(entities(one), entities(other)) for one, other in zip(base.first, base.second, strict=True)]
    known = _Known(vectors=vectors, topics=_topics(base), about=about)
    names = names_of(workspaces)
    for number, name in enumerate(track(names, description="storing", disable=not sys.stderr.isatty())):
        # quotes on a subject stand together, so that sources are about something
        parts = _parts(np.sort(shares[number]), base.subjects[made.first], rng)
        shuffled = [parts[at] for at in rng.permutation(len(parts))]
        sources = _sources(base, made, known, shuffled, first=number * size)
        _store(file_of(folder / "workspaces", name), sources)


def names_of(workspaces: int) -> list[str]:
    """What the workspaces of a data folder are called that was made for measuring."""
    return [WORKSPACE] if workspaces == 1 else [f"{WORKSPACE}-{number:05}" for number in range(workspaces)]


def _store(path: Path, sources: Iterator[NewSource]) -> None:
    connections = SQLiteConnections(path, patience=60)
    while several := list(islice(sources, SOURCES_AT_ONCE)):
        with connections.writing() as db:
            for source in several:
                changes.add(db, source)
    connections.close()


def _parts(
    places: NDArray[np.int64], subjects: NDArray[np.int64], rng: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Cut quotes that stand in the order of their subjects into sources of very different sizes."""
    ends = np.append(np.flatnonzero(np.diff(subjects[places])) + 1, len(places)).tolist()
    parts, at = [], 0
    for end in ends:
        while at < end:
            to = min(end, at + max(5, int(rng.lognormal(np.log(TYPICAL), 0.7))))
            parts.append(places[at:to])
            at = to
    return parts


def _sources(
    base: Base, made: Quotes, known: _Known, parts: Sequence[NDArray[np.int64]], *, first: int
) -> Iterator[NewSource]:
    for number, part in enumerate(parts, start=first):
        rng = np.random.default_rng(number)
        places = rng.permutation(part)
        topic = known.topics[int(base.subjects[made.first[part[0]]])]
        claims, text = _claims(base, made, places, known.about, rng)
        yield NewSource(
            file=f"made-{number}.txt",
            original=text.encode(),
            document=_document(text, _metadata(topic, number, claims[0].speaker.name)),
            topic=topic,
            fingerprint=tuple(rng.integers(0, 2**32, size=128).tolist()),
            claims=claims,
            topics=[(topic, *claim_topics(claim.entities, source_topic=topic)) for claim in claims],
            vectors=known.vectors[places].astype(np.float32),
        )


def _metadata(topic: str, number: int, author: str | None) -> Metadata:
    return Metadata(
        title=f"{topic.replace('-', ' ').title()} {number}",
        author=author,
        outlet=f"Paper {number % 300}",
        date=f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}",
    )


def _claims(
    base: Base,
    made: Quotes,
    places: NDArray[np.int64],
    about: Sequence[tuple[frozenset[str], frozenset[str]]],
    rng: np.random.Generator,
) -> tuple[list[Claim], str]:
    texts = [made.text(base, int(at)) for at in places]
    speakers = (SPEAKERS * rng.random(4) ** 3).astype(int).tolist()
    claims, parts, at = [], [], 0
    for number, (place, text) in enumerate(zip(places, texts, strict=True)):
        author = rng.random() < 0.7
        claims.append(
            Claim(
                span=Span(start=at, end=at + len(text)),
                quote=text,
                speaker=Speaker(name=f"Speaker {speakers[0 if author else int(rng.integers(1, 4))]}"),
                manner="author" if author else "indirect",
                evidence="reasoning",
                score=float(rng.beta(5, 2)),
                entities=about[made.first[place]][0] | about[made.second[place]][1],
                needs_before=bool(rng.random() < 0.1),
                before=texts[number - 1] if number else "",
                after=texts[number + 1] if number + 1 < len(texts) else "",
            )
        )
        parts.append(text + ("\n\n" if number % _PARAGRAPH == _PARAGRAPH - 1 else " "))
        at += len(parts[-1])
    return claims, "".join(parts).rstrip()


def _document(text: str, metadata: Metadata) -> Document:
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(span=Span(start=at, end=at + len(paragraph)), kind="paragraph"))
        at += len(paragraph) + 2
    return Document(kind="text", text=text, blocks=tuple(blocks), metadata=metadata)


def _topics(base: Base) -> list[str]:
    """A name for each subject: the two words that stand in it more often than elsewhere."""
    everywhere: dict[str, int] = {}
    by_subject: list[dict[str, int]] = [{} for _ in range(int(base.subjects.max()) + 1)]
    for one, other, subject in zip(base.first, base.second, base.subjects.tolist(), strict=True):
        for word in {word for word in content_words(f"{one} {other}") if word.isascii() and word.isalpha()}:
            everywhere[word] = everywhere.get(word, 0) + 1
            by_subject[subject][word] = by_subject[subject].get(word, 0) + 1
    names = []
    for counts in by_subject:
        best = sorted(counts, key=lambda word: (-(counts[word] ** 1.5) / (everywhere[word] + 20), word))
        names.append("-".join(best[:2]) or "other")
    return names


def main() -> None:
    """Fill the folder that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000, help="quotes of a workspace")
    parser.add_argument("--workspaces", type=int, default=1)
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="files or folders of sentences to use"
    )
    parser.add_argument(
        "--kept", type=Path, default=Path("build/bench"), help="where encoded halves are kept"
    )
    asked = parser.parse_args()
    fill(asked.folder, asked.size, texts=asked.texts, workspaces=asked.workspaces, kept=asked.kept)


if __name__ == "__main__":
    main()
