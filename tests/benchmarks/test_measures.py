"""Measures on rankings and decisions small enough to work out by hand."""

import math

import pytest

from benchmarks.measures import average_precision, best_f1, f1, ndcg, recall


def test_ndcg_is_one_when_the_best_answers_come_first() -> None:
    assert ndcg([2, 1, 0], [1, 2]) == 1.0


def test_ndcg_counts_less_for_the_same_answer_further_down() -> None:
    assert ndcg([0, 2], [2]) == pytest.approx(1 / math.log2(3))


def test_ndcg_looks_at_the_first_ten_answers_only() -> None:
    assert ndcg([0] * 10 + [2], [2]) == 0.0


def test_ndcg_of_a_question_without_answers_is_zero() -> None:
    assert ndcg([0, 0], []) == 0.0


def test_recall_counts_the_relevant_things_among_the_first() -> None:
    assert recall(["a", "b", "c"], frozenset({"b", "x"}), at=2) == 0.5
    assert recall(["a", "b"], frozenset({"b"}), at=1) == 0.0


def test_average_precision_of_a_detector_that_says_yes_to_all_is_the_share_of_true_things() -> None:
    assert average_precision([1, 1, 1, 1], [True, False, False, False]) == 0.25


def test_average_precision_rewards_true_things_on_top() -> None:
    assert average_precision([0.9, 0.8, 0.1], [True, True, False]) == 1.0
    assert average_precision([0.9, 0.8, 0.1], [True, False, True]) == pytest.approx((1 + 2 / 3) / 2)


def test_average_precision_without_true_things_is_zero() -> None:
    assert average_precision([0.3, 0.4], [False, False]) == 0.0
    assert average_precision([], []) == 0.0


def test_f1_weighs_precision_and_recall() -> None:
    assert f1([True, True, False], [True, False, True]) == 0.5
    assert f1([False, False], [True, False]) == 0.0


def test_best_f1_is_taken_at_the_threshold_that_serves_the_detector_best() -> None:
    assert best_f1([0.2, 0.1, 0.05], [True, True, False]) == 1.0
    assert best_f1([], []) == 0.0
