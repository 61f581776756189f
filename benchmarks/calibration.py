"""Whether a probability keeps its word: of what was given 0.8, four fifths should be right.

Expected calibration error (ECE): the mean distance between confidence and share of right ones, over bins, each
weighed by how much lies in it (Naeini et al. 2015). The headline has 10 bins of equal width, as in Guo et al.
2017, "On Calibration of Modern Neural Networks"; 15 bins of equal mass (Nguyen and O'Connor 2015) depend less on
where the confidences crowd.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.resampling import Interval, Sums, resampled

EQUAL_WIDTH: Final = 10
EQUAL_MASS: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """What was given with about the same confidence: how much of it, how sure, and how often right."""

    count: int
    confidence: float
    right: float


def equal_width(confidences: Sequence[float], *, bins: int = EQUAL_WIDTH) -> NDArray[np.int64]:
    """Return the bin of each confidence, of `bins` that part 0 to 1 evenly."""
    return np.minimum((np.asarray(confidences) * bins).astype(np.int64), bins - 1)


def equal_mass(confidences: Sequence[float], *, bins: int = EQUAL_MASS) -> NDArray[np.int64]:
    """Return the bin of each confidence, of `bins` that hold equally many; equal confidences stay together."""
    values = np.asarray(confidences, dtype=float)
    first = np.searchsorted(np.sort(values), values, side="left")
    return np.minimum(first * bins // max(1, len(values)), bins - 1)


def reliability(
    confidences: Sequence[float], right: Sequence[bool], places: NDArray[np.int64]
) -> tuple[Bin, ...]:
    """Return the bins that hold anything, in the order of their confidence."""
    sure, true = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    found = []
    for place in np.unique(places):
        inside = places == place
        found.append(
            Bin(
                count=int(inside.sum()),
                confidence=float(sure[inside].mean()),
                right=float(true[inside].mean()),
            )
        )
    return tuple(found)


def calibration_error(
    confidences: Sequence[float],
    right: Sequence[bool],
    places: NDArray[np.int64],
    groups: Sequence[Hashable],
) -> Interval:
    """Return the expected calibration error over given bins, with its interval."""
    sure, true = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    inside = np.eye(int(places.max(initial=0)) + 1)[places]
    rows = np.concatenate([inside * (sure - true)[:, None], np.ones((len(sure), 1))], axis=1)
    return resampled(rows, groups, _error)


def _error(sums: Sums) -> NDArray[np.float64]:
    """The gaps of the bins, |sum of confidences - sum of right ones|, over how much there is."""
    return np.asarray(np.abs(sums[:, :-1]).sum(axis=1) / np.maximum(sums[:, -1], 1e-9))
