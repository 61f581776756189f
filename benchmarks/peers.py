"""Simpler ways to rank the same texts: by words, by likeness of strings, by meaning, by a stance model.

Each function takes the texts once and returns a ranker: `rank(query, limit)` gives the places of the
nearest texts, best first. Only `by_stance` knows what a stance is, so only it is ever silent.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from knowledge.stance import LABELS

Ranker: TypeAlias = Callable[[str, int], list[int]]


class Encoder(Protocol):
    """Turns texts into unit vectors, one a row."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return shape (n, width)."""


class Judge(Protocol):
    """Says how a text stands to a claim."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return one row a (claim, text): the probabilities of `LABELS`, in their order."""


WORD = re.compile(r"\w+")


def by_words(texts: Sequence[str]) -> Ranker:
    """Rank by BM25 over any word of the query: SQLite's full-text search, nothing else."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
    database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))

    def rank(query: str, limit: int) -> list[int]:
        words = dict.fromkeys(WORD.findall(query.lower()))
        if not words:
            return []
        found = database.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), limit),
        )
        return [int(row[0]) for row in found]

    return rank


def by_likeness(texts: Sequence[str]) -> Ranker:
    """Rank by the likeness of two sets of words: rapidfuzz's token set ratio, nothing else."""
    cleaned = [utils.default_process(text) for text in texts]

    def rank(query: str, limit: int) -> list[int]:
        found = process.extract(
            utils.default_process(query), cleaned, scorer=fuzz.token_set_ratio, limit=limit
        )
        return [int(place) for _, _, place in found]

    return rank


def by_meaning(texts: Sequence[str], encoder: Encoder) -> Ranker:
    """Rank by the cosine of sentence embeddings, nothing else."""
    vectors = encoder.encode(list(texts))

    def rank(query: str, limit: int) -> list[int]:
        nearness = vectors @ encoder.encode([query])[0]
        return [int(place) for place in np.argsort(-nearness, kind="stable")[:limit]]

    return rank


def by_stance(
    first: Ranker, texts: Sequence[str], judge: Judge, *, stance: str = "counters", depth: int = 40
) -> Ranker:
    """Rank those of the first `depth` of another ranker that have the stance, the surest first.

    Silent where the stance is the likeliest of the three for none of them.
    """
    column = LABELS.index(stance)

    def rank(query: str, limit: int) -> list[int]:
        found = first(query, depth)
        judged = judge.probabilities([(query, texts[place]) for place in found])
        wanted = [n for n, row in enumerate(judged) if int(np.argmax(row)) == column]
        wanted.sort(key=lambda n: -float(judged[n, column]))
        return [found[n] for n in wanted][:limit]

    return rank
