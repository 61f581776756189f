"""The words of one source as three values that a database can keep in one row, and find a word in without reading all."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.storage.postings import Occurrences, keys_of, packed, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words with where they occur."""

    words: str
    """In alphabetical order, a line break before each and one at the end; no word has one inside."""
    ends: bytes
    """For each word how many occurrences it and those before it have, 32 bits each."""
    occurrences: bytes

    def find(self, word: str) -> bytes:
        """Where a word occurs."""
        at = self.words.find(f"\n{word}\n")
        if at < 0:
            return b""
        number = self.words.count("\n", 0, at)
        ends = np.frombuffer(self.ends, dtype="<i4")
        first = int(ends[number - 1]) if number else 0
        return self.occurrences[8 * first : 8 * int(ends[number])]

    def everything(self) -> dict[str, Occurrences]:
        """All words with where they occur."""
        words = self.words.strip("\n").split("\n")
        ends = np.frombuffer(self.ends, dtype="<i4").tolist()
        found = unpacked([self.occurrences], ascending=False)
        return {word: found[first:end] for word, first, end in zip(words, [0, *ends[:-1]], ends, strict=True)}


def segment(found: Mapping[str, Occurrences]) -> Segment:
    """Put words together."""
    words = sorted(found)
    return Segment(
        words="".join(f"\n{word}" for word in words) + "\n",
        ends=np.cumsum([len(found[word]) for word in words]).astype("<i4").tobytes(),
        occurrences=b"".join(packed(found[word]) for word in words),
    )


def without(found: Mapping[str, Occurrences], keys: np.ndarray) -> dict[str, Occurrences]:
    """What is left when quotes are taken out."""
    left = {word: places[~np.isin(keys_of(places), keys)] for word, places in found.items()}
    return {word: places for word, places in left.items() if len(places)}


def merged(parts: list[Mapping[str, Occurrences]]) -> dict[str, Occurrences]:
    """Put the words of several together."""
    found: dict[str, list[Occurrences]] = {}
    for part in parts:
        for word, places in part.items():
            found.setdefault(word, []).append(places)
    return {word: np.sort(np.concatenate(places)) for word, places in found.items()}
