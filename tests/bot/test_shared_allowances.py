"""Processes that share a database share how often somebody may ask; without it each counts for itself."""

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Sequence

import pytest

from bot.allowances import OwnAllowances
from bot.shared_allowances import AWAY, SharedAllowances
from knowledge.errors import DatabaseError
from knowledge.storage.turns import Granted, Wanted


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """A database that gives everybody so many turns and never more, unless it is away."""

    def __init__(self, *, turns: int = 3) -> None:
        self.left: Counter[str] = Counter()
        self.turns = turns
        self.asked = 0
        self.away = False
        self.held = threading.Event()
        self.held.set()

    def take(self, wanted: Sequence[Wanted]) -> list[Granted]:
        self.asked += 1
        self.held.wait(10)
        if self.away:
            raise DatabaseError("The database is away.")
        return [self._granted(one) for one in wanted]

    def _granted(self, one: Wanted) -> Granted:
        turns = min(one.turns, self.turns - self.left[one.name])
        self.left[one.name] += turns
        return Granted(turns=turns, wait=7.0)

    def close(self) -> None:
        self.left.clear()


def shared(turns: Counted, clock: Clock | None = None, *, patience: float = 10.0) -> SharedAllowances:
    now = clock or Clock()
    return SharedAllowances(turns, own=OwnAllowances(now=now), patience=patience, now=now)


async def takes(allowances: SharedAllowances, count: int, *, name: str = "ada") -> list[float]:
    return [await allowances.take(name, per_minute=60) for _ in range(count)]


def test_two_processes_let_somebody_ask_no_more_often_than_one() -> None:
    async def crowd() -> None:
        turns = Counted()
        one, other = shared(turns), shared(turns)
        assert await takes(one, 2) == [0.0, 0.0]
        assert await takes(other, 2) == [0.0, 7.0]
        assert await takes(one, 1) == [7.0]
        assert await takes(one, 1, name="bo") == [0.0]

    asyncio.run(crowd())


def test_a_crowd_costs_the_database_a_few_questions() -> None:
    async def crowd() -> None:
        turns = Counted(turns=40)
        allowances = shared(turns)
        asked = [allowances.take(f"person {number % 10}", per_minute=1_000) for number in range(500)]
        found = await asyncio.gather(*asked)
        assert Counter(found) == {0.0: 400, 7.0: 100}
        assert turns.asked < 5

    asyncio.run(crowd())


def test_who_asks_one_process_too_often_costs_the_database_nothing() -> None:
    async def crowd() -> None:
        turns = Counted(turns=1_000)
        allowances = shared(turns)
        found = await takes(allowances, 80)
        assert [wait > 0 for wait in found] == [False] * 60 + [True] * 20
        assert turns.asked == 60

    asyncio.run(crowd())


def test_each_process_counts_for_itself_while_the_database_is_away(caplog: pytest.LogCaptureFixture) -> None:
    async def crowd() -> None:
        turns, clock = Counted(turns=30), Clock()
        allowances = shared(turns, clock)
        turns.away = True
        found = await takes(allowances, 70)
        assert [wait > 0 for wait in found] == [False] * 60 + [True] * 10
        assert turns.asked == 1
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        turns.away = False
        clock.now += AWAY + 60
        assert await takes(allowances, 31) == [0.0] * 30 + [7.0]
        assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]

    caplog.set_level(logging.INFO)
    asyncio.run(crowd())


def test_nobody_waits_for_a_database_that_is_slow(caplog: pytest.LogCaptureFixture) -> None:
    async def crowd() -> None:
        turns, clock = Counted(), Clock()
        allowances = shared(turns, clock, patience=0.01)
        turns.held.clear()
        assert await asyncio.gather(*(allowances.take("ada", per_minute=60) for _ in range(5))) == [0.0] * 5
        clock.now += AWAY + 1
        # it has not answered yet, and is not asked again before it has
        assert await takes(allowances, 5) == [0.0] * 5
        assert turns.asked == 1
        assert "takes too long" in caplog.text
        turns.held.set()
        allowances.close()

    asyncio.run(crowd())
