"""Measures of rankings and decisions: pure functions on numbers and ids."""

import math
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray


def ndcg(gains: Sequence[float], ideal: Sequence[float], *, at: int = 10) -> float:
    """Return how near a ranking comes to the best one, 0 to 1.

    `gains` are the grades of the answers in their order, `ideal` the grades of everything there is to find.
    """
    best = _discounted(sorted(ideal, reverse=True)[:at])
    return _discounted(gains[:at]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def percentile(values: Sequence[float], share: int) -> float:
    """Return the least value that so many of a hundred values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def recall(ranked: Sequence[Hashable], relevant: frozenset[Hashable], *, at: int) -> float:
    """Return the share of the relevant things that stand among the first `at`."""
    return len(relevant.intersection(ranked[:at])) / len(relevant) if relevant else 0.0


def average_precision(
    scores: Sequence[float] | NDArray[np.float64], truth: Sequence[bool] | NDArray[np.bool_]
) -> float:
    """Return the mean precision over all thresholds; things with the same score come in together.

    A detector that gives everything the same score gets the share of true things.
    """
    found, taken = _by_threshold(scores, truth)
    if not found.size or not found[-1]:
        return 0.0
    gained = np.diff(found, prepend=0) / found[-1]
    return float(np.sum(gained * found / taken))


def best_f1(
    scores: Sequence[float] | NDArray[np.float64], truth: Sequence[bool] | NDArray[np.bool_]
) -> float:
    """Return the F1 at the threshold where it is highest: what the scores could reach."""
    found, taken = _by_threshold(scores, truth)
    if not found.size or not found[-1]:
        return 0.0
    return float(np.max(2 * found / (taken + found[-1])))


def _by_threshold(
    scores: Sequence[float] | NDArray[np.float64], truth: Sequence[bool] | NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for each distinct score from the top, how many true things and things stand at or above it."""
    if not len(scores):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    ordered = np.asarray(scores, dtype=float)[order]
    last_of_its_score = np.append(np.nonzero(np.diff(ordered))[0], len(ordered) - 1)
    found = np.cumsum(np.asarray(truth, dtype=np.int64)[order])
    return found[last_of_its_score], last_of_its_score.astype(np.int64) + 1


def f1(predicted: Sequence[bool], truth: Sequence[bool]) -> float:
    """Return the harmonic mean of precision and recall of the things predicted."""
    hits = sum(a and b for a, b in zip(predicted, truth, strict=True))
    return 2 * hits / (sum(predicted) + sum(truth)) if hits else 0.0
