"""Claim-and-text pairs with a stance, read from the training sets and shuffled reproducibly."""

import hashlib
import json
import random
import re
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


KIN_OF_MNLI: Final = frozenset(
    {"taxinli", "mnli_overlap_contra", "negation_nli", "scone", "wanli_sample", "med", "help_conj", "nope"}
)
"""Sets made of MultiNLI's sentences, often with a word changed."""

DENIALS: Final = frozenset({"not", "no", "never", "none", "nothing", "nobody", "t", "n"})


def held_out(premise: str) -> bool:
    """Whether a MultiNLI premise belongs to the tenth that is never trained on."""
    return hashlib.sha256(premise.encode()).digest()[0] < 26


def _bag(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - DENIALS


def inference_pairs(data: Path, *, limit: int | None = None, seed: int = 13) -> list[Pair]:
    """Return pairs of general inference and fact checking, without the held-out tenth of MultiNLI and its kin."""
    chance = random.Random(seed)
    train = list(rows(data / "nli-mix.jsonl", "train"))
    kept_aside = {_bag(r["text"]) for r in train if r["src"] == "mnli_dev" and held_out(r["text"])}
    kept = [
        row
        for row in train
        if (row["src"] not in SINGLE_LABEL_SOURCES or chance.random() < 0.2)
        and not (row["src"] == "mnli_dev" and held_out(row["text"]))
        and not (row["src"] in KIN_OF_MNLI and {_bag(row["text"]), _bag(row["claim"])} & kept_aside)
    ]
    chance.shuffle(kept)
    found = pairs(rows(data / "cad-nli.jsonl", "train")) + pairs(kept)
    found = found[:limit]
    chance.shuffle(found)
    return found


def multinli_pairs(data: Path) -> list[Pair]:
    """Return the held-out tenth of MultiNLI, three classes, that measures the inference of a model."""
    found = rows(data / "nli-mix.jsonl", "train")
    return pairs(row for row in found if row["src"] == "mnli_dev" and held_out(row["text"]))
