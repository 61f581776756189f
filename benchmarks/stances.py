"""Counters or supports: the stance model against two simple rules, on development sets."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measures import Interval, interval
from benchmarks.report import Order, Table
from knowledge.stance import LABELS, StanceModel

NEGATION = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|fails?|lacks?|against)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A development set: its file, and which of its rows count."""

    name: str
    file: str
    kind: str | None = None
    limit: int | None = None


TWO_WAY = (
    Set(name="perspectrum", file="perspectrum.jsonl"),
    Set(name="debatepedia", file="debatepedia.jsonl"),
    Set(name="argkp", file="argkp.jsonl", kind="stance"),
    Set(name="iam-stance", file="iam-stance.jsonl"),
)
THREE_WAY = (
    Set(name="cad-nli", file="cad-nli.jsonl"),
    Set(name="nli-mix", file="nli-mix.jsonl", limit=1000),
)


def measure(order: Order) -> list[Table]:
    """Measure two classes on the debating sets, and three where the sets hold `neither`."""
    model = StanceModel.load()
    return [
        Table(
            title="Stance: counters or supports, accuracy on development sets",
            columns=("set", "pairs", "Counterpoint", "the larger class", "a word of negation"),
            rows=tuple(_row(order, chosen, model, classes=2) for chosen in TWO_WAY),
            note="in brackets: 95% of bootstrap redraws, by claim",
        ),
        Table(
            title="Stance: counters, supports or neither, accuracy on development sets",
            columns=("set", "pairs", "Counterpoint", "the largest class", "a word of negation"),
            rows=tuple(_row(order, chosen, model, classes=3) for chosen in THREE_WAY),
        ),
    ]


def _row(
    order: Order, chosen: Set, model: StanceModel, *, classes: int
) -> tuple[str, int, Interval, Interval, Interval]:
    rows = [row for row in order.rows(chosen.file, split="dev") if row.get("kind") == chosen.kind]
    rows = order.some(rows, limit=chosen.limit)
    truth = [LABELS.index(row["label"]) for row in rows]
    judged = model.probabilities([(row["claim"], row["text"]) for row in rows])
    ways = (forced(judged, classes=classes), majority(truth), negation_rule(rows))
    groups = [row["claim"] for row in rows]
    ours, larger, negated = (
        interval([float(a == b) for a, b in zip(way, truth, strict=True)], groups) for way in ways
    )
    return chosen.name, len(rows), ours, larger, negated


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
