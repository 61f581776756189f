"""A question is kept from its acknowledgement until nobody works on it any more."""

import asyncio

import pytest

from bot.host import Restarting
from bot.in_flight import Flight, Flights, Leaving
from knowledge.errors import DatabaseError
from knowledge.storage.in_flight import Stage
from tests.bot.remembered import Remembered


async def begun(flights: Flights, name: str = "1") -> Flight:
    flight = flights.begin(name, "{}")
    assert await flight.is_ours()
    return flight


def test_it_is_done_when_the_last_hand_lets_go() -> None:
    async def answer() -> None:
        kept = Remembered()
        flight = await begun(Flights(kept, platform="slack"))
        flight.hold()
        flight.hold()
        await flight.let_go()
        await flight.deliver()
        assert kept.stages == {"slack:1": Stage.DELIVERING}
        await flight.let_go()
        assert kept.stages == {"slack:1": Stage.DONE}

    asyncio.run(answer())


def test_what_was_delivered_before_is_not_begun_again() -> None:
    async def answer() -> None:
        kept = Remembered()
        flights = Flights(kept, platform="slack")
        flight = await begun(flights)
        assert [await flight.is_new(), await flight.is_new()] == [True, False]
        again = flights.begin("1", "{}")
        assert not await again.is_ours()
        again.hold()
        await again.let_go()
        assert kept.stages == {"slack:1": Stage.BEGUN}

    asyncio.run(answer())


def test_a_crowd_costs_a_few_transactions() -> None:
    async def answer() -> None:
        kept = Remembered()
        flights = Flights(kept, platform="slack")
        found = [flights.begin(str(number), "{}") for number in range(500)]
        assert all([await flight.is_ours() for flight in found])
        assert kept.transactions < 5

    asyncio.run(answer())


def test_a_database_that_is_away_is_said_and_hinders_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    async def answer() -> None:
        kept = Remembered()
        flights = Flights(kept, platform="slack")
        flight = await begun(flights)
        kept.away = True
        assert await flights.begin("2", "{}").is_ours()
        flight.hold()
        await flight.deliver()
        await flight.let_go()
        assert kept.stages == {"slack:1": Stage.BEGUN}

    asyncio.run(answer())
    assert "could not be kept" in caplog.text


def test_a_process_that_is_stopped_leaves_what_it_has_not_begun_to_others() -> None:
    async def answer() -> None:
        kept = Remembered()
        flights = Flights(kept, platform="slack")
        flight = await begun(flights)
        flight.hold()
        assert not flight.leave_after(DatabaseError("away"))
        assert not flight.leave_after(Restarting(goes_on=True))
        assert flight.leave_after(Restarting())
        await flight.let_go()
        assert kept.stages == {"slack:1": Stage.BEGUN}

    asyncio.run(answer())


def test_what_is_in_doubt_is_not_left_again() -> None:
    async def answer() -> None:
        ((flight, content),) = await Flights(Remembered(), platform="slack").left()
        assert (flight.delivery, flight.in_doubt, content) == ("slack:9", True, "{}")
        assert not flight.leave_after(Restarting())

    asyncio.run(answer())


def test_what_another_process_has_taken_over_is_left_to_it() -> None:
    async def answer() -> None:
        kept = Remembered()
        flight = await begun(Flights(kept, platform="slack"))
        flight.hold()
        kept.lost = True
        with pytest.raises(Leaving):
            await flight.deliver()

    asyncio.run(answer())


def test_what_was_never_kept_or_has_ended_is_delivered_all_the_same() -> None:
    async def answer() -> None:
        kept = Remembered()
        flights = Flights(kept, platform="slack")
        kept.away = True
        unkept = flights.begin("1", "{}")
        assert await unkept.is_ours()
        kept.away = False
        ended = await begun(flights, "2")
        ended.hold()
        await ended.let_go()
        kept.lost = True
        await unkept.deliver()
        await ended.deliver()

    asyncio.run(answer())
