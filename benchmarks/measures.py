"""Measures of rankings and decisions: pure functions on numbers and ids."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 1000
"""How often a bootstrap draws; more than that does not move the second digit of an interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the range that holds 95% of the means of redrawn data."""

    mean: float
    low: float
    high: float


def ndcg(gains: Sequence[float], ideal: Sequence[float], *, at: int = 10) -> float:
    """Return how near a ranking comes to the best one, 0 to 1.

    `gains` are the grades of the answers in their order, `ideal` the grades of everything there is to find.
    """
    best = _discounted(sorted(ideal, reverse=True)[:at])
    return _discounted(gains[:at]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def recall(ranked: Sequence[Hashable], relevant: frozenset[Hashable], *, at: int) -> float:
    """Return the share of the relevant things that stand among the first `at`."""
    return len(relevant.intersection(ranked[:at])) / len(relevant) if relevant else 0.0


def average_precision(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the mean precision over all thresholds; things with the same score come in together.

    A detector that gives everything the same score gets the share of true things.
    """
    found, taken = _by_threshold(scores, truth)
    if not found.size or not found[-1]:
        return 0.0
    gained = np.diff(found, prepend=0) / found[-1]
    return float(np.sum(gained * found / taken))


def best_f1(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the F1 at the threshold where it is highest: what the scores could reach."""
    found, taken = _by_threshold(scores, truth)
    if not found.size or not found[-1]:
        return 0.0
    return float(np.max(2 * found / (taken + found[-1])))


def _by_threshold(
    scores: Sequence[float], truth: Sequence[bool]
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


def interval(values: Sequence[float], groups: Sequence[Hashable], *, seed: int = 13) -> Interval:
    """Return the mean of `values` with a 95% bootstrap interval.

    Whole groups are redrawn, since the texts under one claim are right or wrong together: drawing single
    texts would promise more than the data holds.
    """
    if not len(values):
        raise ValueError("an interval needs at least one value")
    names: dict[Hashable, int] = {}
    place = np.array([names.setdefault(group, len(names)) for group in groups])
    sums = np.bincount(place, weights=np.asarray(values, dtype=float))
    sizes = np.bincount(place).astype(float)
    drawn = np.random.default_rng(seed).integers(0, len(names), size=(ROUNDS, len(names)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(mean=float(sums.sum() / sizes.sum()), low=float(low), high=float(high))
