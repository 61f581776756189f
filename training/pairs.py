"""Claim-and-text pairs with a stance, read from the training sets and shuffled reproducibly."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

LABELS: Final = ("counters", "supports", "neither")
"""Order of the stance model's outputs; `knowledge/stance.py` reads them in the same order."""

SINGLE_LABEL_SOURCES: Final = frozenset({"wikifactcheck_neg", "sentiment_neg"})
"""Sets of one label only: a few of their rows are kept, so that no model learns the set."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One training example: what `text` says about `claim`, as an index into `LABELS`."""

    claim: str
    text: str
    label: int


def rows(path: Path, split: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a file, one a line, of one split when it is named."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if split is None or row.get("split") == split:
                yield row


def pairs(found: Iterable[dict[str, Any]]) -> list[Pair]:
    """Keep the rows that carry a stance, as pairs."""
    return [
        Pair(row["claim"].strip(), row["text"].strip(), LABELS.index(row["label"]))
        for row in found
        if row["label"] in LABELS
    ]


def inference_pairs(data: Path, *, limit: int, seed: int = 13) -> list[Pair]:
    """Return `limit` pairs for the first step: general inference and fact checking."""
    chance = random.Random(seed)
    kept = [
        row
        for row in rows(data / "nli-mix.jsonl", "train")
        if row["src"] not in SINGLE_LABEL_SOURCES or chance.random() < 0.2
    ]
    chance.shuffle(kept)
    found = pairs(rows(data / "cad-nli.jsonl", "train")) + pairs(kept)
    found = found[:limit]
    chance.shuffle(found)
    return found
