"""Counters or supports: the stance model beside the first version's and two simple rules, on development sets."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.finders import judge_pairs
from benchmarks.first_version import first_stance_model
from benchmarks.product import NAME
from benchmarks.report import NotThereError, Order
from knowledge.stance import LABELS

NEGATION: Final = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|fails?|lacks?|against)\b|n['’]t\b",
    re.IGNORECASE,
)
FIRST: Final = "first stance model"
LARGEST: Final = "the largest class"
NEGATED: Final = "a word of negation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A development set: its file, which of its rows count, and how many labels it has."""

    name: str
    file: str
    classes: int
    kind: str | None = None
    limit: int | None = None
    held_out: bool = False
    """The tenth of MultiNLI within the training half of nli-mix that no model is trained on."""


SETS: Final = (
    Set(name="Perspectrum", file="perspectrum.jsonl", classes=2),
    Set(name="Debatepedia", file="debatepedia.jsonl", classes=2),
    Set(name="ArgKP", file="argkp.jsonl", kind="stance", classes=2),
    Set(name="IAM", file="iam-stance.jsonl", classes=2),
    Set(name="cad-nli", file="cad-nli.jsonl", classes=3),
    Set(name="nli-mix", file="nli-mix.jsonl", classes=3, limit=2000),
    Set(name="MultiNLI, held out", file="nli-mix.jsonl", classes=3, held_out=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A set's pairs with their labels, and each way's label; the probabilities of Counterpoint and the first version."""

    chosen: Set
    truth: tuple[int, ...]
    groups: tuple[str, ...]
    """The claim of each pair: pairs of one claim are right or wrong together."""
    labels: dict[str, tuple[int, ...]]
    probabilities: dict[str, NDArray[np.float32]]


def held_out(premise: str) -> bool:
    """Tell whether a MultiNLI premise belongs to the tenth that is never trained on (`training/pairs.py`)."""
    return hashlib.sha256(premise.encode()).digest()[0] < 26


def rows_of(order: Order, chosen: Set) -> list[dict[str, Any]]:
    """Read a set's pairs. Raises `NotThereError`."""
    split = "train" if chosen.held_out else "dev"
    rows = [
        row
        for row in order.rows(chosen.file, split=split)
        if row.get("kind") == chosen.kind and (not chosen.held_out or _is_held_out(row))
    ]
    return order.some(rows, limit=chosen.limit)


def _is_held_out(row: dict[str, Any]) -> bool:
    return row["src"] == "mnli_dev" and held_out(row["text"])


@cache
def judged(order: Order, chosen: Set) -> Judged:
    """Let every way judge a set's pairs. Raises `NotThereError` where the set is not there."""
    rows = rows_of(order, chosen)
    truth = [LABELS.index(row["label"]) for row in rows]
    pairs = [(row["claim"], row["text"]) for row in rows]
    probabilities = {}
    with suppress(NotThereError):
        probabilities[FIRST] = first_stance_model().probabilities(pairs)
    probabilities[NAME] = judge_pairs(pairs)
    labels = {LARGEST: majority(truth), NEGATED: negation_rule(rows)}
    labels |= {way: forced(found, classes=chosen.classes) for way, found in probabilities.items()}
    return Judged(
        chosen=chosen,
        truth=tuple(truth),
        groups=tuple(row["claim"] for row in rows),
        labels={way: tuple(found) for way, found in labels.items()},
        probabilities=probabilities,
    )


def forced(probabilities: NDArray[np.float32], *, classes: int) -> list[int]:
    """Return the likeliest label of each pair among the first `classes`: with two, never `neither`."""
    return [int(label) for label in np.argmax(probabilities[:, :classes], axis=1)]


def majority(truth: Sequence[int]) -> list[int]:
    """Give every pair the label that most of them have."""
    return [Counter(truth).most_common(1)[0][0]] * len(truth)


def negation_rule(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Say `counters` where one of the two texts holds a word of negation and the other does not."""
    return [
        LABELS.index("counters" if negates(row["claim"]) != negates(row["text"]) else "supports")
        for row in rows
    ]


def negates(text: str) -> bool:
    """Tell whether a text holds a word of negation."""
    return NEGATION.search(text) is not None
