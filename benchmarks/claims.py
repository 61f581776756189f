"""Which sentences assert something arguable: the claim detector against two simple rules."""

from collections.abc import Callable

from benchmarks.measures import average_precision, best_f1, f1
from benchmarks.report import Cell, Order, Table
from knowledge.understanding.arguability import arguable

TAKEN = 0.5
"""From this score on a sentence counts as taken."""


def measure(order: Order) -> list[Table]:
    """Let each detector score the sentences that people marked as a claim for a topic, or as none."""
    rows = order.some(order.rows("iam-claims.jsonl"))
    truth = [bool(row["is_claim"]) for row in rows]
    texts = [str(row["text"]) for row in rows]
    detectors: dict[str, Callable[[str], float]] = {
        "Counterpoint": arguable,
        "everything is a claim": lambda _: 1.0,
        "the longer, the more": length,
    }
    return [
        Table(
            title="Claims: which sentences of encyclopaedia articles are a claim for the topic",
            columns=("detector", "sentences", "average precision", "F1", "F1 at best"),
            rows=tuple(_row(name, score, texts, truth) for name, score in detectors.items()),
            note=f"{sum(truth)} are claims; a sentence may argue well and still not be about the topic",
        )
    ]


def length(text: str) -> float:
    """Score a sentence by its words: half at twenty, all at forty."""
    return min(len(text.split()) / 40, 1.0)


def _row(name: str, score: Callable[[str], float], texts: list[str], truth: list[bool]) -> tuple[Cell, ...]:
    scores = [score(text) for text in texts]
    taken = [found >= TAKEN for found in scores]
    return (
        name,
        len(texts),
        average_precision(scores, truth),
        f1(taken, truth),
        best_f1(scores, truth),
    )
