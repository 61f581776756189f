"""Intervals by redrawing: they hold the measure, widen where values hang together, and tell gain from noise."""

import numpy as np
import pytest

from benchmarks.resampling import Interval, difference, f1, interval, resampled, verdict


def test_an_interval_holds_the_mean_and_is_the_same_in_every_run() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]
    found = interval(values, list(range(6)))
    assert found == interval(values)
    assert found.low < found.mean < found.high
    assert found.mean == pytest.approx(4 / 6)


def test_an_interval_widens_when_texts_are_right_or_wrong_together() -> None:
    values = [1.0] * 20 + [0.0] * 20
    apart = interval(values, list(range(40)))
    together = interval(values, ["a"] * 20 + ["b"] * 20)
    assert together.high - together.low > apart.high - apart.low


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        interval([], [])


def test_an_f1_is_taken_over_the_sums_of_all_texts() -> None:
    hits_given_true = np.array([[1, 1, 2], [1, 3, 2]], dtype=float)
    assert resampled(hits_given_true, [0, 1], f1).mean == pytest.approx(2 * 2 / (4 + 4))


def test_two_ways_on_the_same_questions_are_compared_question_by_question() -> None:
    hard_and_easy = [0.1, 0.9] * 20
    a_little_better = [value + 0.05 for value in hard_and_easy]
    gained = difference(a_little_better, hard_and_easy)
    assert gained.low == pytest.approx(0.05)
    assert verdict(gained) == "better"
    assert interval(a_little_better).low < interval(hard_and_easy).mean


@pytest.mark.parametrize(
    ("low", "high", "more_is_better", "said"),
    [
        (0.01, 0.1, True, "better"),
        (-0.1, -0.01, True, "worse"),
        (-0.1, -0.01, False, "better"),
        (-0.01, 0.1, True, "no difference beyond noise"),
        (0.0, 0.1, True, "no difference beyond noise"),
    ],
)
def test_a_difference_whose_interval_holds_zero_is_noise(
    low: float, high: float, more_is_better: bool, said: str
) -> None:
    gained = Interval(mean=(low + high) / 2, low=low, high=high)
    assert verdict(gained, more_is_better=more_is_better) == said
