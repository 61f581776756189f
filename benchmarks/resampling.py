"""How sure a measure is: 95% intervals by redrawing the data (Efron 1979, "Bootstrap Methods").

Whole groups are redrawn, since the texts under one claim are right or wrong together: drawing single texts would
promise more than the data holds. Two ways that were measured on the same questions are compared by their
differences, question by question, which is far sharper than two intervals side by side.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

ROUNDS: Final = 2000
"""How often a bootstrap draws; more than that does not move the second digit of an interval."""

Sums: TypeAlias = NDArray[np.float64]
"""Shape (rounds, k): what each of k columns adds up to in each redrawing."""
Statistic: TypeAlias = Callable[[Sums], NDArray[np.float64]]
Verdict: TypeAlias = Literal["better", "worse", "no difference beyond noise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A measure and the range that holds 95% of its values on redrawn data."""

    mean: float
    low: float
    high: float


def mean(sums: Sums) -> NDArray[np.float64]:
    """Return the first column over the second: a mean, where the second counts."""
    return np.asarray(sums[:, 0] / np.maximum(sums[:, 1], 1e-9))


def f1(sums: Sums) -> NDArray[np.float64]:
    """Return the harmonic mean of precision and recall of the columns hits, predicted, true."""
    return np.asarray(2 * sums[:, 0] / np.maximum(sums[:, 1] + sums[:, 2], 1e-9))


def resampled(
    rows: NDArray[np.float64], groups: Sequence[Hashable], statistic: Statistic, *, seed: int = 13
) -> Interval:
    """Return a statistic of column sums with its interval; `rows` has shape (n, k), one group a row.

    Raises `ValueError` when there are no rows.
    """
    if not len(rows):
        raise ValueError("an interval needs at least one value")
    names: dict[Hashable, int] = {}
    place = [names.setdefault(group, len(names)) for group in groups]
    totals = np.zeros((len(names), rows.shape[1]))
    np.add.at(totals, place, rows)
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), ROUNDS)
    found = statistic(drawn @ totals)
    low, high = np.quantile(found, (0.025, 0.975))
    return Interval(
        mean=float(statistic(totals.sum(axis=0, keepdims=True))[0]), low=float(low), high=float(high)
    )


def interval(values: Sequence[float], groups: Sequence[Hashable] | None = None) -> Interval:
    """Return the mean of `values` with its interval; without groups each value stands for itself."""
    column = np.asarray(values, dtype=float)
    rows = np.stack([column, np.ones_like(column)], axis=1)
    return resampled(rows, range(len(column)) if groups is None else groups, mean)


def difference(
    ours: Sequence[float], theirs: Sequence[float], groups: Sequence[Hashable] | None = None
) -> Interval:
    """Return how much more `ours` is than `theirs`, measured on the same questions in the same order."""
    return interval([one - other for one, other in zip(ours, theirs, strict=True)], groups)


def verdict(gained: Interval, *, more_is_better: bool = True) -> Verdict:
    """Say what a difference means: one whose interval holds zero means nothing."""
    if gained.low <= 0 <= gained.high:
        return "no difference beyond noise"
    return "better" if (gained.mean > 0) == more_is_better else "worse"
