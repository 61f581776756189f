"""The third step's pairs: op-eds and arguments that answer each other, beside a fresh draw of the second's."""

import random
import re
from pathlib import Path
from typing import Any, Final

from debate_pairs import debate_pairs
from pairs import LABELS, Pair, rows

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
        if row["split"] != "train"
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


def argument_pairs(data: Path) -> list[Pair]:
    """The opening of an argument with the opening of the argument that answers it best."""
    corpus = {row["_id"]: row["text"] for row in rows(data / "arguana.train.corpus.jsonl")}
    made = []
    for row in rows(data / "arguana.train.queries.jsonl"):
        claims, answers = sentences(row["text"], 1), sentences(corpus.get(row["counter"], ""), 2)
        made += [Pair(claim, answer, COUNTERS) for claim in claims for answer in answers]
    return made


def mixed_pairs(data: Path, *, seed: int = 20) -> list[Pair]:
    """Return the pairs of the third step, shuffled."""
    chance = random.Random(seed)
    found = debate_pairs(data, seed=seed) + opinion_pairs(data, chance) + argument_pairs(data)
    chance.shuffle(found)
    return found
