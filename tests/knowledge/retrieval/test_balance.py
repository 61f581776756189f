"""Both sides of a clash have the same number of quotes and about the same length, and fit on a screen."""

from dataclasses import replace

import numpy as np

from knowledge.retrieval.balance import LONGER, SCREEN, balanced
from knowledge.types import Scored
from tests.knowledge.retrieval.scored import scored


def side(*lengths: int, first: int = 1, step: float = 0.02) -> list[Scored]:
    return [scored(first + at, 0.9 - step * at, length=length) for at, length in enumerate(lengths)]


def keys(chosen: tuple[Scored, ...]) -> list[int]:
    return [one.stored.key for one in chosen]


def characters(chosen: tuple[Scored, ...]) -> int:
    return sum(len(one.stored.claim.quote) for one in chosen)


def test_the_best_of_both_sides_are_taken_when_they_are_equally_long() -> None:
    a, b = balanced(side(100, 110, 90, 95), side(100, 105, 100), limit=3)
    assert (keys(a), keys(b)) == ([1, 2, 3], [1, 2, 3])


def test_the_shorter_side_sets_the_number() -> None:
    a, b = balanced(side(100, 110, 90), side(100), limit=3)
    assert (len(a), len(b)) == (1, 1)


def test_where_one_side_is_much_longer_shorter_quotes_that_are_nearly_as_good_are_taken() -> None:
    a, b = balanced(side(400, 120, 380, 130, 110), side(100, 110, 120), limit=3)
    assert (keys(a), keys(b)) == ([2, 4, 5], [1, 2, 3])


def test_a_much_weaker_quote_is_not_taken_for_its_length() -> None:
    long = [*side(300, 300), scored(9, 0.3, length=100)]
    a, _ = balanced(long, side(100, 100), limit=2)
    assert 9 not in keys(a)


def test_a_quote_that_people_voted_down_is_not_taken_for_its_length_however_sure_its_score() -> None:
    disputed = replace(scored(9, 0.95, length=100), voted_down=2)
    a, _ = balanced([*side(300, 300), disputed], side(100, 100), limit=2)
    assert 9 not in keys(a)


def test_quotes_are_left_out_until_all_fit_on_a_screen() -> None:
    a, b = balanced(side(350, 350, 350), side(350, 350, 350), limit=3)
    assert (len(a), len(b)) == (1, 1)


def test_quotes_too_long_for_any_screen_are_still_shown_one_a_side() -> None:
    a, b = balanced(side(990), side(800, 700), limit=3)
    assert (keys(a), keys(b)) == ([1], [2])


def test_where_the_other_side_is_empty_the_best_two_are_shown() -> None:
    assert tuple(map(keys, balanced(side(100, 100, 100), [], limit=3))) == ([1, 2], [])
    assert tuple(map(keys, balanced([], side(900, 900), limit=3))) == ([], [1])
    assert balanced([], [], limit=3) == ((), ())


def test_any_two_sides_are_equal_in_number_and_even_where_they_can_be() -> None:
    random = np.random.default_rng(7)
    for _ in range(60):
        a, b = (side(*random.integers(40, 500, size=random.integers(1, 30)), step=0.005) for _ in range(2))
        one, other = balanced(a, b, limit=int(random.integers(1, 9)))
        assert len(one) == len(other) > 0
        assert characters(one) + characters(other) <= SCREEN
        short, long = sorted([characters(one), characters(other)])
        if len(a) > 6 and len(b) > 6:
            assert long <= LONGER * short
