"""Whose turn it is when many want something."""

from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fair_queue import FairQueue, Who

T = TypeVar("T")


def order_of(queue: FairQueue[T]) -> list[T]:
    return [queue.take() for _ in range(len(queue))]


def test_a_workspace_that_asks_five_thousand_times_holds_up_no_other() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(5_000):
        queue.put(Who("loud", f"P{number % 40}"), "loud")
    queue.put(Who("quiet", "Ada"), "quiet")
    assert order_of(queue).index("quiet") == 1


def test_within_a_workspace_people_take_turns() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(3):
        queue.put(Who("club", "Ada"), f"Ada {number}")
    queue.put(Who("club", "Bo"), "Bo 0")
    assert order_of(queue) == ["Ada 0", "Bo 0", "Ada 1", "Ada 2"]


def test_what_is_no_longer_wanted_is_not_done() -> None:
    queue: FairQueue[str] = FairQueue()
    for item in ("first", "second"):
        queue.put(Who("club", "Ada"), item)
    queue.drop(Who("club", "Ada"), "first")
    queue.drop(Who("club", "Ada"), "never there")
    queue.drop(Who("nowhere", "Ada"), "first")
    assert order_of(queue) == ["second"]
    queue.put(Who("club", "Ada"), "third")
    queue.drop(Who("club", "Ada"), "third")
    assert len(queue) == 0
    with pytest.raises(IndexError):
        queue.take()


def test_where_very_many_workspaces_wait_each_is_served_a_few_times_in_a_row() -> None:
    queue: FairQueue[int] = FairQueue()
    for number in range(6 * 30):
        queue.put(Who(f"club {number % 30}", "Ada"), number % 30)
    order = order_of(queue)
    assert order[:8] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert sorted(order) == sorted(number % 30 for number in range(6 * 30))


WHO = st.builds(Who, st.sampled_from("abc"), st.sampled_from("xyz"))


@given(st.lists(WHO, max_size=60))
def test_nobody_waits_for_more_than_a_round_of_the_others(asked: list[Who]) -> None:
    queue: FairQueue[tuple[Who, int]] = FairQueue()
    for number, who in enumerate(asked):
        queue.put(who, (who, number))
    taken = [queue.take() for _ in asked]
    assert sorted(number for _, number in taken) == list(range(len(asked)))
    for who in set(asked):
        numbers = [number for one, number in taken if one == who]
        assert numbers == sorted(numbers), "of one person, what was asked first is done first"
    waiting = set(asked)
    first_of = {one.workspace: at for at, (one, _) in reversed(list(enumerate(taken)))}
    assert all(at < len({one.workspace for one in waiting}) for at in first_of.values())
