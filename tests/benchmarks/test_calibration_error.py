"""Calibration: of what was given 0.8, four fifths should be right."""

import numpy as np
import pytest

from benchmarks.calibration import calibration_error, equal_mass, equal_width, reliability


def test_confidences_that_keep_their_word_have_no_error() -> None:
    confidences = [0.75] * 4 + [0.25] * 4
    right = [True, True, True, False, True, False, False, False]
    found = calibration_error(confidences, right, equal_width(confidences), range(8))
    assert found.mean == pytest.approx(0)


def test_the_error_is_how_far_the_confidence_is_from_the_share_of_right_ones() -> None:
    confidences = [0.9] * 10 + [0.55] * 10
    right = [True] * 5 + [False] * 5 + [True] * 5 + [False] * 5
    found = calibration_error(confidences, right, equal_width(confidences), range(20))
    assert found.mean == pytest.approx((0.4 + 0.05) / 2)


def test_errors_in_one_bin_cancel_as_the_measure_defines() -> None:
    confidences = [0.81, 0.89]
    found = calibration_error(confidences, [True, True], equal_width(confidences), range(2))
    assert found.mean == pytest.approx(0.15)


def test_full_confidence_falls_into_the_last_bin() -> None:
    assert equal_width([0.0, 0.05, 0.95, 1.0]).tolist() == [0, 0, 9, 9]


def test_bins_of_equal_mass_hold_equally_many_and_keep_equal_confidences_together() -> None:
    assert np.bincount(equal_mass(np.linspace(0, 1, 30).tolist(), bins=15)).tolist() == [2] * 15
    assert len(set(equal_mass([0.5] * 7, bins=3))) == 1


def test_a_reliability_curve_leaves_empty_bins_out() -> None:
    confidences = [0.1, 0.15, 0.9]
    first, last = reliability(confidences, [False, True, True], equal_width(confidences))
    assert (first.count, first.right, last.count, last.right) == (2, 0.5, 1, 1.0)
    assert first.confidence == pytest.approx(0.125)
