"""Pairs from op-eds: a one-line perspective with sentences of the op-eds for and against it."""

import random
import re
from pathlib import Path
from typing import Any, Final

from pairs import LABELS, Pair, rows
from splits import for_fitting

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
MOST: Final = 260
"""Characters of a sentence beyond which it is left out."""


def sentences(text: str, count: int) -> list[str]:
    """Return the first sentences of a text that are neither very short nor very long."""
    return [s for s in SENTENCE.split(text) if 25 < len(s) < MOST][:count]


def opinion_pairs(data: Path, chance: random.Random) -> list[Pair]:
    """A one-line perspective with the op-ed it sums up, the one against it, and one about something else."""
    corpus = {row["_id"]: row for row in rows(data / "multioped.corpus.jsonl")}
    held_out = {
        doc
        for row in rows(data / "multioped.queries.jsonl")
        if row["split"] != "train" or for_fitting(row["_id"])
        for doc in (row["_id"], *row["counter"])
    }
    train = [row for row in rows(data / "multioped.queries.jsonl", "train") if row["_id"] not in held_out]
    made: list[Pair] = []
    for row in train:
        claim = row["text"]
        for doc in row["counter"]:
            if doc not in held_out:
                made += [Pair(claim, text, COUNTERS) for text in _lines(corpus[doc], 2)]
        made += [Pair(claim, text, SUPPORTS) for text in _lines(corpus[row["_id"]], 1)]
        other = chance.choice(train)["_id"]
        made += [Pair(claim, text, NEITHER) for text in _lines(corpus[other], 1)]
    return [pair for pair in made if pair.claim != pair.text]


def _lines(document: dict[str, Any], count: int) -> list[str]:
    return [document["title"], *sentences(document["text"], count)]
