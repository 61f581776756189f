"""How an answer is rated by the points it makes, and how it is divided."""

import numpy as np
import pytest

from knowledge.practice.grading import Grade, grouped, parts_of, rated


@pytest.mark.parametrize(
    ("met", "rating"),
    [((), "hard"), ((2,), "hard"), ((2, 3), "good"), ((0,), "good"), ((0, 2), "easy"), ((0, 1), "good")],
)
def test_the_strongest_point_is_worth_most(met: tuple[int, ...], rating: str) -> None:
    # the second counter makes the point of the first again
    assert rated(Grade(verdict="counters", met=met), [0, 0, 1, 2]) == rating


def test_all_points_there_are_make_an_easy_answer() -> None:
    assert rated(Grade(verdict="counters", met=(0,)), [0, 0]) == "easy"


@pytest.mark.parametrize("verdict", ["supports", "aside", "unclear"])
def test_what_does_not_argue_against_the_claim_comes_back_soon(verdict: str) -> None:
    assert rated(Grade(verdict=verdict), [0, 1]) == "again"  # type: ignore[arg-type]


def test_quotes_of_the_same_point_have_the_same_number() -> None:
    quotes = ["The ferry is far too slow.", "The bridge is ugly.", "The ferry is far too slow now."]
    vectors = np.eye(3, 384, dtype=np.float32)
    vectors[2] = vectors[0]
    assert grouped(quotes, vectors) == [0, 1, 0]


def test_each_sentence_of_an_answer_may_make_a_point() -> None:
    assert parts_of("The ferry is cheap.") == ["The ferry is cheap."]
    assert parts_of("The ferry is cheap. The bridge is ugly.") == [
        "The ferry is cheap. The bridge is ugly.",
        "The ferry is cheap.",
        "The bridge is ugly.",
    ]
