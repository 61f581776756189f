"""Splits texts into the words of an index, with the very tokenizer of SQLite's full-text search, whatever the engine."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

TOKENIZER: Final = "porter unicode61 remove_diacritics 2"

_MOST: Final = 0xFFFF
"""Longest quote whose length is noted exactly, in words; none comes near."""
_LONGEST: Final = 400
"""Letters of a word that stands in an index as it is: one of PostgreSQL takes no more than 2,700 bytes."""


class _Tokenizer(threading.local):
    """A database in memory a thread, which holds words only while they are being read."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute(
            f"CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', tokenize = '{TOKENIZER}')"
        )
        self.db.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab (texts, instance)")


_TOKENIZER: Final = _Tokenizer()


def tokens(texts: Iterable[tuple[int, str]]) -> list[tuple[str, int, int]]:
    """Each word of numbered texts with the number of its text and its place there, from 0, ordered by word."""
    db = _TOKENIZER.db
    db.execute("BEGIN")
    try:
        db.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", texts)
        found = db.execute("SELECT term, doc, offset FROM tokens")
        return [(_short(term), text, place) for term, text, place in found]
    finally:
        db.execute("ROLLBACK")


def _short(term: str) -> str:
    """A word, or of one without end its beginning and a digest: equal ones stay equal, and others do not become so."""
    if len(term) <= _LONGEST:
        return term
    return f"{term[:_LONGEST]} {hashlib.sha256(term.encode()).hexdigest()}"


def phrase(word: str) -> tuple[str, ...]:
    """What a word of a query is in the index: mostly one token; `it's` is two, and an emoji none."""
    # as `words.quoted` writes it: half a surrogate pair cannot be sent to SQLite
    plain = word.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    found = sorted(tokens([(1, plain)]), key=lambda token: token[2])
    return tuple(token for token, _, _ in found)


def occurrences(quotes: Iterable[tuple[int, str]]) -> dict[str, NDArray[np.uint64]]:
    """For each word of keyed quotes where it occurs, as `postings` writes it: key, length of the quote, place."""
    found = tokens(quotes)
    if not found:
        return {}
    keys = np.fromiter((key for _, key, _ in found), dtype=np.uint64, count=len(found))
    places = np.fromiter((place for _, _, place in found), dtype=np.uint64, count=len(found))
    numbers, which, lengths = np.unique(keys, return_inverse=True, return_counts=True)
    del numbers
    length = np.minimum(lengths, _MOST).astype(np.uint64)[which]
    packed = keys << np.uint64(32) | length << np.uint64(16) | np.minimum(places, np.uint64(_MOST))
    words = [word for word, _, _ in found]
    starts = [0, *(i for i in range(1, len(words)) if words[i] != words[i - 1]), len(words)]
    return {words[start]: np.sort(packed[start:end]) for start, end in pairwise(starts)}
