"""Realistic quotes by the million: halves of real sentences put together anew, with vectors that lie as real ones do.

Thirty thousand sentences are cut in two and every half is encoded by the shipped encoder. A quote is the first half of
one sentence and the second half of one of the hundred that are nearest to it; its vector is the mean of both halves'
vectors, moved a little along the difference of two other sentences of the same subject, as far as whole sentences lie
from the mean of their halves. Words therefore keep the frequencies of real texts, and vectors their crowds.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quotes import quotes
from knowledge.encoder import Encoder
from knowledge.storage.clusters import assigned, centres_of
from knowledge.storage.store import Vectors

SENTENCES: Final = 30_000
SUBJECTS: Final = 300
NEAR: Final = 100
"""Out of how many of the nearest sentences a second half is taken."""
DRIFT: Final = 0.35
"""How far a vector is moved from the mean of its halves; chosen so that as much is moved as between such a mean and
the vector that the encoder gives for the whole."""
_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_WORDS: Final = (10, 45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The sentences that quotes are made of."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    first_vectors: Vectors
    second_vectors: Vectors
    whole: Vectors
    """Unit vectors of both halves together."""
    subjects: NDArray[np.int64]
    near: NDArray[np.int32]
    """For each sentence the numbers of those nearest to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Quotes, each with the numbers of its two sentences, in an order in which those on a subject stand together."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]

    def text(self, base: Base, at: int) -> str:
        """The words of a quote."""
        return f"{base.first[self.first[at]]} {base.second[self.second[at]]}"


def sentences(texts: Sequence[Path], *, number: int = SENTENCES) -> list[str]:
    """Take distinct sentences of ten to forty-five words from files, or invent them where there are none."""
    found: dict[str, None] = {}
    for path in texts:
        for text in _texts(path):
            for sentence in _END.split(" ".join(text.split())):
                if _WORDS[0] <= len(sentence.split()) <= _WORDS[1]:
                    found[sentence] = None
    listed = list(found) or [made.text for made in quotes(number)]
    chosen = np.random.default_rng(3).permutation(len(listed))[:number]
    return [listed[at] for at in sorted(chosen.tolist())]


def base_of(listed: Sequence[str], kept: Path) -> Base:
    """Cut sentences in two and encode the halves; the vectors are kept in a folder, since that takes minutes."""
    halves = _distinct([_cut(sentence) for sentence in listed])
    first, second = tuple(one for one, _ in halves), tuple(other for _, other in halves)
    one, other = _encoded(first, kept), _encoded(second, kept)
    whole = _unit(one + other)
    count = len(halves)
    centres = centres_of(whole, min(SUBJECTS, max(1, count // 20)))
    near = np.concatenate(
        [
            np.argpartition(-(whole[at : at + 500] @ whole.T), min(NEAR, count - 1), axis=1)[:, :NEAR]
            for at in range(0, count, 500)
        ]
    ).astype(np.int32)
    return Base(
        first=first,
        second=second,
        first_vectors=one,
        second_vectors=other,
        whole=whole,
        subjects=assigned(whole, centres),
        near=near,
    )


def recombined(base: Base, number: int, *, seed: int = 5) -> Quotes:
    """Put quotes together, no two of the same halves, those on a subject one after the other."""
    rng = np.random.default_rng(seed)
    count, near = base.near.shape
    each = -(-number // count)
    if each > near:
        raise ValueError(f"{count} sentences make at most {count * near} quotes")
    chosen = np.argsort(rng.random((count, near), dtype=np.float32), axis=1)[:, :each]
    first = np.repeat(np.arange(count), each)
    second = np.take_along_axis(base.near, chosen, axis=1).astype(np.int64).ravel()
    taken = rng.permutation(count * each)[:number]
    first, second = first[taken], second[taken]
    order = np.argsort(base.subjects[first], kind="stable")
    return Quotes(first=first[order], second=second[order])


def vectors_for(base: Base, made: Quotes, *, seed: int = 6) -> Iterator[Vectors]:
    """Give the vectors of quotes, a thousand at a time."""
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(base.subjects == subject) for subject in range(base.subjects.max() + 1)]
    for at in range(0, len(made.first), 1000):
        first, second = made.first[at : at + 1000], made.second[at : at + 1000]
        subjects = base.subjects[first]
        one, other = (np.array([rng.choice(members[subject]) for subject in subjects]) for _ in range(2))
        drift = _unit(base.whole[one] - base.whole[other] + np.float32(1e-6))
        mean = (base.first_vectors[first] + base.second_vectors[second]) / 2
        yield _unit(_unit(mean) + DRIFT * drift)


def _texts(path: Path) -> Iterator[str]:
    if path.is_dir():
        for inside in sorted(path.rglob("*")):
            if inside.suffix in (".txt", ".md", ".jsonl"):
                yield from _texts(inside)
    elif path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            yield str(json.loads(line).get("text", ""))
    else:
        yield from path.read_text(encoding="utf-8", errors="replace").split("\n\n")


def _cut(sentence: str) -> tuple[str, str]:
    words = sentence.split()
    middle = len(words) / 2
    commas = [n for n, word in enumerate(words[:-1], start=1) if word.endswith(",")]
    at = min((n for n in commas if abs(n - middle) <= 4), key=lambda n: abs(n - middle), default=int(middle))
    return " ".join(words[:at]), " ".join(words[at:])


def _distinct(halves: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out sentences that share a half with one before: quotes made of them might be the same."""
    first: set[str] = set()
    second: set[str] = set()
    kept = []
    for one, other in halves:
        if one not in first and other not in second:
            first.add(one)
            second.add(other)
            kept.append((one, other))
    return kept


def _encoded(texts: Sequence[str], kept: Path) -> Vectors:
    stamp = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    file = kept / f"halves-{stamp}.npy"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        np.save(file, Encoder.load().encode(texts))
    found: Vectors = np.load(file)
    return found


def _unit(vectors: NDArray[np.floating]) -> Vectors:
    made: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return made
