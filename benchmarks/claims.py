"""Which sentences assert something arguable: the claim detector against two simple rules."""

from collections.abc import Hashable, Sequence

import numpy as np

from benchmarks.figures import Bars
from benchmarks.finders import score_claims
from benchmarks.measures import average_precision, best_f1
from benchmarks.product import NAME
from benchmarks.report import Cell, Finding, Order, Section, Table
from benchmarks.resampling import ROUNDS, Interval, f1, resampled
from knowledge.understanding.arguability import arguable

TAKEN = 0.5
"""From this score on a sentence counts as taken."""
RULES = "rules alone"
DRAWN = ROUNDS // 5
"""Redrawings of average precision, which needs a sort each."""


def measure(order: Order) -> list[Section]:
    """Let each detector score the sentences that people marked as a claim for a topic, or as none."""
    rows = order.some(order.rows("iam-claims.jsonl"))
    truth = [bool(row["is_claim"]) for row in rows]
    texts = [str(row["text"]) for row in rows]
    topics = [str(row["topic"]) for row in rows]
    scores = {
        "everything is a claim": [1.0] * len(texts),
        "the longer, the more": [length(text) for text in texts],
        RULES: [arguable(text) for text in texts],
        NAME: score_claims(texts),
    }
    precisions = {name: redrawn(found, truth, topics) for name, found in scores.items()}
    gained = {name: _gained(precisions[NAME], precisions[name]) for name in scores if name != NAME}
    return [
        Section(
            title="Which sentences are claims?",
            about=(
                f"{len(rows)} sentences of encyclopaedia articles (IAM, development split), {sum(truth)} of them marked as "
                "a claim for the article's topic. A sentence may argue well and still not be about the topic, so no "
                "detector that sees the sentence alone can be near 1. Intervals are redrawn by topic."
            ),
            findings=tuple(
                Finding(
                    what="claims (IAM dev), average precision",
                    ours=_interval(precisions[NAME]),
                    against=name,
                    gained=each,
                    headline=name == RULES,
                )
                for name, each in gained.items()
            ),
            tables=(
                Table(
                    title="Claims: which sentences are a claim for the topic",
                    columns=(
                        "detector",
                        "sentences",
                        "average precision",
                        f"F1 from {TAKEN} on",
                        "F1 at best",
                    ),
                    rows=tuple(
                        _row(name, found, truth, topics, precisions[name]) for name, found in scores.items()
                    ),
                ),
            ),
            figures=(
                Bars(
                    name="claims",
                    title="Claims (IAM dev): average precision",
                    groups=(
                        ("average precision", tuple((n, _interval(each)) for n, each in precisions.items())),
                    ),
                ),
            ),
        )
    ]


def length(text: str) -> float:
    """Score a sentence by its words: half at twenty, all at forty."""
    return min(len(text.split()) / 40, 1.0)


def redrawn(scores: Sequence[float], truth: Sequence[bool], groups: Sequence[Hashable]) -> list[float]:
    """Return average precision on the data, then on redrawn groups: the same ones for every detector."""
    places: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    parts = [np.array(part) for part in places.values()]
    values, true = np.asarray(scores), np.asarray(truth)
    found = [average_precision(values, true)]
    rng = np.random.default_rng(13)
    for _ in range(DRAWN):
        drawn = np.concatenate([parts[part] for part in rng.integers(0, len(parts), size=len(parts))])
        found.append(average_precision(values[drawn], true[drawn]))
    return found


def _interval(found: Sequence[float]) -> Interval:
    low, high = np.quantile(found[1:], (0.025, 0.975))
    return Interval(mean=found[0], low=float(low), high=float(high))


def _gained(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    return _interval([one - other for one, other in zip(ours, theirs, strict=True)])


def _row(
    name: str,
    scores: Sequence[float],
    truth: Sequence[bool],
    topics: Sequence[str],
    precisions: Sequence[float],
) -> tuple[Cell, ...]:
    taken, true = np.asarray(scores) >= TAKEN, np.asarray(truth)
    counts = np.stack([taken & true, taken, true], axis=1).astype(float)
    return (name, len(truth), _interval(precisions), resampled(counts, topics, f1), best_f1(scores, truth))
