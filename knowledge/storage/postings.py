"""Where words occur, as numbers that a database can keep, and BM25 over them as SQLite's full-text search computes it.

An occurrence is one number: the key of the quote, the length of the quote in words, the place of the word in it. So
a phrase is found by adding one, and a score needs nothing but the occurrences of the words that are sought.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.storage.store import Hit

Occurrences: TypeAlias = NDArray[np.uint64]
"""Key in the upper 32 bits, then 16 bits of length and 16 of place; ascending."""

LARGEST_KEY: Final = 2**31 - 1
"""So that an occurrence fits into a signed number of 64 bits."""

_K1: Final = 1.2
_B: Final = 0.75
_LEAST_IDF: Final = 1e-6
"""What a word weighs that stands in half of the quotes or more."""

_KEY: Final = np.uint64(32)
_LENGTH: Final = np.uint64(16)
_LOW: Final = np.uint64(0xFFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large an index is: how many quotes it holds, of how many words together."""

    quotes: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The quotes that hold a word: key ascending, how often, and how long the quote is."""

    keys: NDArray[np.int64]
    often: NDArray[np.float64]
    lengths: NDArray[np.float64]


def packed(occurrences: Occurrences) -> bytes:
    """Encode occurrences for a database."""
    return occurrences.astype("<u8").tobytes()


def unpacked(blocks: Sequence[bytes], *, ascending: bool = True) -> Occurrences:
    """Put together what a database keeps of a word; later blocks mostly hold later keys."""
    found = np.frombuffer(b"".join(blocks), dtype="<u8").astype(np.uint64, copy=False)
    if ascending and len(found) > 1 and not (found[1:] > found[:-1]).all():
        found = np.sort(found)
    return found


def keys_of(occurrences: Occurrences) -> NDArray[np.int64]:
    """The key of the quote of each occurrence."""
    return (occurrences >> _KEY).astype(np.int64)


def quotes_in(occurrences: Occurrences) -> int:
    """In how many quotes a word occurs."""
    keys = occurrences >> _KEY
    return int(np.count_nonzero(keys[1:] != keys[:-1])) + 1 if len(keys) else 0


def first_of(key: int) -> int:
    """The least number that an occurrence in a quote can have."""
    return key << 32


def phrase(words: Sequence[Occurrences]) -> Occurrences:
    """Where several words follow each other, as the occurrences of the last of them."""
    found = words[0]
    for word in words[1:]:
        found = _both(found + np.uint64(1), word)
    return found


def _both(one: Occurrences, other: Occurrences) -> Occurrences:
    """What is in both; mostly one of them is much the shorter."""
    short, long = sorted((one, other), key=len)
    if not len(short):
        return short
    places = np.minimum(np.searchsorted(long, short), len(long) - 1)
    both: Occurrences = short[long[places] == short]
    return both


def found_in(occurrences: Occurrences) -> Found:
    """Count the occurrences in each quote."""
    keys = occurrences >> _KEY
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: len(keys)]
    lengths = (occurrences[starts] >> _LENGTH) & _LOW
    often = np.diff(np.append(starts, len(keys)))
    return Found(
        keys=keys[starts].astype(np.int64),
        often=often.astype(np.float64),
        lengths=lengths.astype(np.float64),
    )


def best(words: Sequence[Found], size: Size, *, limit: int) -> list[Hit]:
    """Score the quotes that hold any of the words by BM25, the best first, equal ones by key.

    Bit for bit what SQLite's `bm25` gives for the words in this order: the operations are the same, in the same order.
    """
    if limit <= 0 or not any(len(word.keys) for word in words):
        return []
    # runs that ascend already are merged by a stable sort, and no hash is made of them
    keys = np.sort(np.concatenate([word.keys for word in words]), kind="stable")
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    scores = np.zeros(len(keys))
    average = size.words / size.quotes
    for word in words:
        weight = _idf(len(word.keys), size.quotes)
        spread = word.often + _K1 * (1 - _B + _B * word.lengths / average)
        scores[np.searchsorted(keys, word.keys)] += weight * ((word.often * (_K1 + 1.0)) / spread)
    if limit < len(keys):
        least = np.partition(scores, len(keys) - limit)[len(keys) - limit]
        able = np.flatnonzero(scores >= least)
        keys, scores = keys[able], scores[able]
    order = np.lexsort((keys, -scores))[:limit]
    return [Hit(key=int(keys[i]), value=float(scores[i])) for i in order]


def _idf(holding: int, quotes: int) -> float:
    weight = math.log((quotes - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else _LEAST_IDF
