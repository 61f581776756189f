"""Full-text queries that a person's words cannot break, and that stay fast however common the words are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

POSTINGS: Final = 60_000
"""How many entries of the index one search may read: about 40 ms of work. Where a claim's words occur more
often than that in total, the most common go: their weight in BM25 is the least, and nil from half of the
quotes on. Small workspaces never get there."""

MOST_WORDS: Final = 64
"""A claim of ten thousand characters is not searched by all of its words, but by the rarest of them."""


def quoted(word: str) -> str:
    """Write a word as a string of the query language, in which nothing has a meaning."""
    # a NUL would end the query, and half a surrogate pair cannot be sent to SQLite
    plain = word.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return '"' + plain.replace('"', '""') + '"'


def distinct(words: Iterable[str]) -> list[str]:
    """Drop words that differ in case only, and those without a letter or digit to search for."""
    held: dict[str, str] = {}
    for word in words:
        if any(map(str.isalnum, word)):
            held.setdefault(word.casefold(), word)
    return list(held.values())


def worth_searching(frequency: Mapping[str, int]) -> list[str]:
    """Choose the words that a search can afford, the rarest first; words that no quote holds are left out."""
    chosen: list[str] = []
    read = 0
    for word in sorted(frequency, key=lambda word: (frequency[word], word)):
        read += frequency[word]
        if chosen and read > POSTINGS:
            break
        if frequency[word]:
            chosen.append(word)
    return chosen[:MOST_WORDS]


def any_of(words: Sequence[str]) -> str:
    """Build the query for quotes that hold at least one of the words."""
    return " OR ".join(map(quoted, words))
