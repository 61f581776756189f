"""Who is let in, and what the others are told."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.allowances import OwnAllowances
from bot.door import Capacity, Door
from bot.fair_queue import Who
from bot.host import Busy
from bot.languages import speaking
from bot.later import Later
from bot.rush import CROWD, LONGEST, SETTLING, Rush

ADA, BO, CAS = Who("club", "Ada"), Who("club", "Bo"), Who("union", "Cas")
OPEN = Capacity(waiting=0, waiting_of_one=0, person_per_minute=0, workspace_per_minute=0)


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def seconds_told(turned_away: Callable[[], Awaitable[None]]) -> str:
    with pytest.raises(Busy) as found:
        asyncio.run(turned_away())  # type: ignore[arg-type]
    return str(found.value)


def test_when_all_places_are_taken_nobody_is_let_in_until_somebody_leaves() -> None:
    async def crowd() -> None:
        door = Door(Capacity(waiting=2))
        await door.enter(ADA)
        await door.enter(CAS)
        with pytest.raises(Busy, match=r"^The bot is busy; try again in \d+ s\.$"):
            await door.enter(BO)
        door.leave(CAS)
        await door.enter(BO)
        assert door.inside == 2

    asyncio.run(crowd())


def test_a_workspace_that_takes_all_its_places_takes_none_of_the_others() -> None:
    async def crowd() -> None:
        door = Door(Capacity(waiting_of_one=1))
        await door.enter(ADA)
        with pytest.raises(Busy):
            await door.enter(BO)
        await door.enter(CAS)
        door.leave(ADA)
        await door.enter(BO)

    asyncio.run(crowd())


def test_the_seconds_that_are_told_come_from_what_waits_and_how_fast_it_went() -> None:
    async def crowd(pause: float) -> int:
        clock = Clock()
        door = Door(Capacity(waiting=100, waiting_of_one=0, person_per_minute=0), now=clock)
        for _ in range(100):
            await door.enter(CAS)
        for _ in range(200):
            clock.now += pause
            door.leave(CAS)
            await door.enter(CAS)
        with pytest.raises(Busy) as found:
            await door.enter(ADA)
        return found.value.seconds

    assert 45 <= asyncio.run(crowd(0.5)) <= 55
    assert 9 <= asyncio.run(crowd(0.1)) <= 11
    assert asyncio.run(crowd(60.0)) == 900, (
        "nobody is told to come back after longer than a quarter of an hour"
    )


def test_a_full_workspace_is_told_less_where_the_others_ask_little() -> None:
    async def crowd(others: int) -> int:
        door = Door(Capacity(waiting=0, waiting_of_one=100, person_per_minute=0, workspace_per_minute=0))
        for _ in range(100):
            await door.enter(ADA)
        for number in range(others):
            for _ in range(50):
                await door.enter(Who(f"other {number}", "Cas"))
        with pytest.raises(Busy) as found:
            await door.enter(BO)
        return found.value.seconds

    assert asyncio.run(crowd(0)) < asyncio.run(crowd(10))


def test_whoever_asks_too_often_is_told_when_to_go_on_and_others_are_not_touched() -> None:
    async def crowd() -> None:
        clock = Clock()
        door = Door(Capacity(person_per_minute=30, workspace_per_minute=0), now=clock)
        for _ in range(30):
            async with door.let_in(ADA):
                pass
        with pytest.raises(Busy, match=r"^You ask faster than the bot answers; try again in 2 s\.$"):
            await door.enter(ADA)
        await door.enter(BO)
        clock.now += 2.0
        await door.enter(ADA)

    asyncio.run(crowd())


def test_a_workspace_that_asks_too_often_is_told_so_in_its_language() -> None:
    async def crowd() -> None:
        door = Door(Capacity(person_per_minute=0, workspace_per_minute=1), now=Clock())
        await door.enter(ADA)
        with pytest.raises(Busy) as found:
            await door.enter(BO)
        english = "More is asked here than the bot answers in a minute; try again in 60 s."
        assert found.value.sentence_in("en-GB") == str(found.value) == english
        with speaking("de"):
            german = str(found.value)
        assert german == found.value.sentence_in("de-AT") != english

    asyncio.run(crowd())


def test_what_fails_inside_leaves_too() -> None:
    async def crowd() -> None:
        door = Door(Capacity(waiting=1))
        with pytest.raises(ZeroDivisionError):
            async with door.let_in(ADA):
                raise ZeroDivisionError
        await door.enter(ADA)

    asyncio.run(crowd())


def test_zero_leaves_a_thing_open() -> None:
    async def crowd() -> None:
        door = Door(OPEN)
        for _ in range(5_000):
            await door.enter(ADA)
        assert door.inside == 5_000

    asyncio.run(crowd())


def test_nobody_gets_message_after_message_that_there_is_no_room() -> None:
    clock = Clock()
    door = Door(now=clock)
    assert [door.tells(ADA), door.tells(ADA), door.tells(BO)] == [True, False, True]
    clock.now += 11
    assert door.tells(ADA)


def test_those_who_were_forgotten_may_ask_again() -> None:
    async def crowd() -> None:
        allowances = OwnAllowances(now=Clock(), most=2)
        assert [await allowances.take(name, per_minute=1) for name in "aab"] == [0.0, 60.0, 0.0]
        assert await allowances.take("c", per_minute=1) == 0.0
        assert await allowances.take("a", per_minute=1) == 0.0

    asyncio.run(crowd())


def test_very_many_at_once_are_a_rush_until_it_settles() -> None:
    clock = Clock()
    rush = Rush(now=clock)
    assert [rush.heard() for _ in range(CROWD)] == [False] * (CROWD - 1) + [True]
    assert rush.holds_up_work
    clock.now += 2 * SETTLING
    assert not rush.holds_up_work
    clock.now += 1
    assert not rush.heard()


def test_a_rush_that_does_not_end_holds_up_work_for_some_seconds_only() -> None:
    clock = Clock()
    rush = Rush(now=clock)
    for _ in range(round((LONGEST + 1) * 1_000)):
        clock.now += 0.001
        rush.heard()
    assert not rush.holds_up_work


def test_people_who_ask_one_after_the_other_are_no_rush() -> None:
    clock = Clock()
    rush = Rush(now=clock)
    heard = []
    for _ in range(10 * CROWD):
        clock.now += 0.02
        heard.append(rush.heard())
    assert not any(heard)


def test_what_was_put_off_is_done_in_order_once_the_rush_is_over(caplog: pytest.LogCaptureFixture) -> None:
    async def crowd() -> list[str]:
        clock = Clock()
        rush, done = Rush(now=clock), list[str]()
        later = Later(rush)
        for _ in range(CROWD):
            rush.heard()
        for name in ("first", "second"):
            later.add(lambda name=name: done.append(name))  # type: ignore[misc]
        later.add(lambda: done[99])
        later.add(lambda: done.append("last"))
        await asyncio.sleep(0.05)
        assert done == []
        clock.now += 1
        while len(done) < 3:
            await asyncio.sleep(0.001)
        return done

    assert asyncio.run(crowd()) == ["first", "second", "last"]
    assert "could not be begun" in caplog.text
