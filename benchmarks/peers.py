"""Simpler ways to rank the same texts: by words, by likeness of strings, by meaning.

Each function takes the texts once and returns a ranker: `rank(query, limit)` gives the places of the
nearest texts, best first. None of them knows what a stance is, so none of them is ever silent.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from knowledge.retrieval.candidates import fuse
from knowledge.storage.store import Hit

Ranker: TypeAlias = Callable[[str, int], list[int]]


class Encoder(Protocol):
    """Turns texts into unit vectors, one a row."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return shape (n, width)."""


class Judge(Protocol):
    """Says how a text stands to a claim."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return one row a (claim, text), the probability that it counters first."""


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


def remembered(rank: Ranker, *, depth: int = 64) -> Ranker:
    """Ask a ranker once a query, so that several ways can build on what it found."""
    found: dict[str, list[int]] = {}

    def again(query: str, limit: int) -> list[int]:
        if query not in found or limit > depth:
            found[query] = rank(query, max(limit, depth))
        return found[query][:limit]

    return again


def fused(first: Ranker, second: Ranker, *, depth: int = 64) -> Ranker:
    """Rank by two ways at once, as Counterpoint merges its candidates before it judges them."""

    def rank(query: str, limit: int) -> list[int]:
        rankings = [[Hit(key=place, value=0.0) for place in way(query, depth)] for way in (first, second)]
        return fuse(rankings)[:limit]

    return rank


def by_stance(first: Ranker, texts: Sequence[str], stance: Judge, *, depth: int = 20) -> Ranker:
    """Rank the first `depth` of another ranker by how surely they counter the query; the rest follows."""

    def rank(query: str, limit: int) -> list[int]:
        found = first(query, max(limit, depth))
        judged = found[:depth]
        counters = stance.probabilities([(query, texts[place]) for place in judged])[:, 0]
        best = [judged[n] for n in np.argsort(-counters, kind="stable")]
        return (best + found[depth:])[:limit]

    return rank
