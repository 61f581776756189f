"""What another process had acknowledged in Discord is answered unless it is answered already."""

import asyncio
import json
from typing import Any, cast

import discord
import pytest

from adapters.discord.early import COMMAND, COMPONENT, Given
from adapters.discord.exchange import Exchange
from adapters.discord.kept import Kept
from adapters.discord.originals import LOADING, PRIVATE, Original, read
from adapters.discord.origins import Origin
from adapters.discord.sending import UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK
from adapters.discord.views import PROGRESS
from bot.in_flight import FLIGHT, Flight, Flights
from bot.reply import Note, Reply
from knowledge.storage.in_flight import Stage
from tests.adapters.discord.invented_interaction import Invented
from tests.bot.remembered import Remembered

PLACEHOLDER = {"id": "5", "flags": LOADING | PRIVATE, "components": []}
ANSWER = {"id": "5", "flags": PRIVATE, "components": [{"type": 17, "id": 1}]}
IN_WORK = {"id": "5", "flags": PRIVATE, "components": [{"type": 10, "id": PROGRESS}]}


def snowflake(*, seconds_ago: int = 0) -> int:
    return discord.utils.time_snowflake(discord.utils.utcnow()) - (seconds_ago * 1000 << 22)


def interaction(*, kind: int = COMMAND, seconds_ago: int = 0) -> dict[str, Any]:
    made = {
        "id": str(snowflake(seconds_ago=seconds_ago)),
        "application_id": "1",
        "token": "t",
        "type": kind,
        "user": {"id": "7"},
    }
    return {**made, "message": {"id": "9"}} if kind == COMPONENT else made


def refusal(code: int) -> discord.NotFound:
    response: Any = type("Response", (), {"status": 404, "reason": "invented"})()
    return discord.NotFound(response, {"code": code, "message": "invented"})


class Connection:
    """The part of a client that is asked for an interaction's first response, and handed what is to be answered."""

    def __init__(self, found: dict[str, Any] | Exception) -> None:
        self.found = found
        self.http = self
        self.again: list[tuple[Given, bool]] = []

    async def request(self, _route: object) -> dict[str, Any]:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    def get_guild(self, _number: int) -> None:
        return None

    def take_again(self, _data: object, given: Given, flight: Flight) -> None:
        self.again.append((given, flight.in_doubt))


def taken_over(
    found: dict[str, Any] | Exception, data: dict[str, Any], *, in_doubt: bool
) -> tuple[list[tuple[Given, bool]], Remembered]:
    kept, connection = Remembered(), Connection(found)

    async def run() -> None:
        flights = Flights(kept, platform="discord")
        flight = Flight(flights, f"discord:i{data['id']}", in_doubt=in_doubt)
        held = json.dumps({"interaction": data, "roles": ["Judges"]})
        await Kept(cast(Any, connection), kept)._again(flight, held)

    asyncio.run(run())
    return connection.again, kept


@pytest.mark.parametrize("in_doubt", [False, True])
@pytest.mark.parametrize("stands", [PLACEHOLDER, IN_WORK])
def test_where_a_placeholder_stands_the_answer_is_given_in_its_place(
    stands: dict[str, Any], *, in_doubt: bool
) -> None:
    ((given, still_in_doubt),), _ = taken_over(stands, interaction(), in_doubt=in_doubt)
    assert (given.acknowledged, given.private, still_in_doubt) == (True, True, False)
    assert given.roles == {"Judges"}
    assert not given.let_in


@pytest.mark.parametrize("in_doubt", [False, True])
def test_where_the_answer_stands_nothing_more_is_done(*, in_doubt: bool) -> None:
    asked = interaction()
    again, kept = taken_over(ANSWER, asked, in_doubt=in_doubt)
    assert again == []
    assert list(kept.stages) == [f"discord:i{asked['id']}"]


def test_where_a_form_was_opened_nothing_more_is_done() -> None:
    assert taken_over(refusal(UNKNOWN_MESSAGE), interaction(), in_doubt=False)[0] == []


def test_where_the_placeholder_is_gone_and_the_answer_was_on_its_way_it_stays_in_doubt() -> None:
    ((given, in_doubt),), _ = taken_over(refusal(UNKNOWN_MESSAGE), interaction(), in_doubt=True)
    assert (given.acknowledged, given.private, in_doubt) == (True, None, True)


def test_what_was_never_acknowledged_is_taken_as_new() -> None:
    ((given, _),), _ = taken_over(refusal(UNKNOWN_WEBHOOK), interaction(), in_doubt=False)
    assert not given.acknowledged


def test_a_press_that_left_its_message_as_it_is_has_no_placeholder() -> None:
    pressed = {"id": "9", "flags": PRIVATE, "components": []}
    ((given, in_doubt),), _ = taken_over(pressed, interaction(kind=COMPONENT), in_doubt=True)
    assert (given.acknowledged, given.private, in_doubt) == (True, None, True)


def test_what_is_older_than_discord_remembers_stays_in_doubt() -> None:
    ((_, in_doubt),), _ = taken_over(PLACEHOLDER, interaction(seconds_ago=300), in_doubt=True)
    assert in_doubt


def test_a_public_answer_is_read_as_one() -> None:
    seen = read({"id": "5", "flags": 0, "components": [{"type": 10, "id": 1}]}, pressed=None)
    assert seen == Original(is_acknowledged=True, private=False, is_answer=True)


@pytest.mark.parametrize(("pressed", "stage"), [(False, Stage.DELIVERING), (True, Stage.BEGUN)])
def test_it_is_noted_that_an_answer_is_on_its_way_unless_it_may_come_twice(
    *, pressed: bool, stage: Stage
) -> None:
    kept, invented = Remembered(), Invented()
    origin = Origin(workspace="discord-7", person="42", audience="member", channel="5", locale="en-US")
    reply = Reply(command="counter", data={}, pieces=(Note(text="So."),), private=True, placement="replace")

    async def run() -> None:
        FLIGHT.set(Flights(kept, platform="discord").begin("i1", "{}"))
        exchange = Exchange(invented.as_interaction(), origin)
        await (exchange.acknowledge_press() if pressed else exchange.acknowledge(private=True))
        await exchange.deliver(reply)

    asyncio.run(run())
    assert invented.steps == ["defer", "edit"]
    assert kept.stages == {"discord:i1": stage}


def test_what_another_process_has_begun_is_not_acknowledged_again() -> None:
    kept, invented = Remembered(), Invented()
    kept.seen.add("discord:i1")
    origin = Origin(workspace="discord-7", person="42", audience="member", channel="5", locale="en-US")

    async def run() -> bool:
        FLIGHT.set(Flights(kept, platform="discord").begin("i1", "{}"))
        return await Exchange(invented.as_interaction(), origin).acknowledge(private=True)

    assert not asyncio.run(run())
    assert invented.sent == []
