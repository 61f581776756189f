"""What is done about payloads of Slack before the framework sees them."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adapters.slack.blocks import FORM
from adapters.slack.early import Early, Json, asker_of, can_wait
from bot.door import Capacity, Door
from bot.fair_queue import Who
from bot.in_flight import FLIGHT, Flights
from tests.bot.remembered import Remembered

COMMAND = {"command": "/counter", "team_id": "T1", "user_id": "U1"}
MENTION = {"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention", "user": "U1"}}
PRESS = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "actions": [{"action_id": "next"}],
}


def taken(
    *came: dict[str, Any], capacity: Capacity | None = None
) -> tuple[list[Json | None], list[int], Door]:
    """Take payloads; what each is acknowledged with, which reached the framework, and the door."""
    reached: list[int] = []
    door = Door(capacity)

    async def run() -> list[Json | None]:
        people = SimpleNamespace(locale=lambda _team, _user: "en")
        desk = SimpleNamespace(host=SimpleNamespace(door=door), people=people, session=None)
        early = Early(cast(Any, desk))

        async def dispatch(at: int) -> None:
            reached.append(at)

        said = [await early.take(one, lambda at=at: dispatch(at)) for at, one in enumerate(came)]  # type: ignore[misc]
        assert reached == [], "the framework was asked before the acknowledgement"
        await asyncio.sleep(0.05)
        return said

    return asyncio.run(run()), reached, door


def test_a_command_is_acknowledged_with_nothing_and_handed_on_afterwards() -> None:
    said, reached, door = taken(COMMAND)
    assert said == [{}]
    assert reached == [0]
    assert door.inside == 0, "what the framework made nothing of keeps its place"


def test_a_command_that_finds_no_room_hears_so_alone_in_the_acknowledgement() -> None:
    said, reached, _ = taken(COMMAND, COMMAND, capacity=Capacity(waiting=1))
    assert said[0] == {}
    assert said[1] is not None
    assert said[1]["response_type"] == "ephemeral"
    assert "busy" in said[1]["text"]
    assert reached == [0]


def test_a_mention_that_finds_no_room_is_told_through_the_framework_and_not_again_and_again() -> None:
    said, reached, _ = taken(COMMAND, MENTION, MENTION, capacity=Capacity(waiting=1))
    assert said == [{}, {}, {}]
    assert reached == [0, 1]


def test_a_failure_of_the_framework_frees_the_place(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> int:
        door = Door()
        desk = SimpleNamespace(host=SimpleNamespace(door=door))

        async def dispatch() -> None:
            raise RuntimeError("invented")

        await Early(cast(Any, desk)).take(COMMAND, dispatch)
        await asyncio.sleep(0.05)
        return door.inside

    assert asyncio.run(run()) == 0
    assert "could not be begun" in caplog.text


@pytest.mark.parametrize("payload", [COMMAND, MENTION, PRESS, {"type": "message_action"}])
def test_what_needs_no_answer_in_the_acknowledgement_can_wait(payload: dict[str, Any]) -> None:
    assert can_wait(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {**PRESS, "actions": [{"action_id": f"{FORM}:x"}]},
        {"type": "view_submission"},
        {"type": "block_suggestion"},
        {"type": "event_callback", "event": {"type": "app_home_opened", "user": "U1"}},
        {"type": "event_callback", "event": {"type": "message", "bot_id": "B1"}},
        {},
    ],
)
def test_what_opens_a_form_or_is_answered_at_once_cannot(payload: dict[str, Any]) -> None:
    assert not can_wait(payload)
    assert taken(payload)[0] == [None]


def test_who_asks_is_read_from_every_kind_of_payload() -> None:
    assert {asker_of(one) for one in (COMMAND, MENTION, PRESS)} == {Who("slack-T1", "U1")}
    assert asker_of({"enterprise_id": "E1", "user_id": "U1"}) == Who("slack-E1", "U1")
    assert asker_of({"team_id": "T1"}) is None


def test_in_a_rush_only_who_finds_room_is_kept() -> None:
    kept = Remembered()

    async def run() -> list[Json | None]:
        people = SimpleNamespace(locale=lambda _team, _user: "en")
        door = Door(Capacity(waiting=1))
        desk = SimpleNamespace(host=SimpleNamespace(door=door), people=people, session=None)
        flights = Flights(kept, platform="slack")
        early = Early(cast(Any, desk), lambda held: flights.begin(held["trigger_id"], "{}"))

        async def dispatch() -> None:
            assert FLIGHT.get() is not None

        said = [await early.take({**COMMAND, "trigger_id": name}, dispatch) for name in "ab"]
        await asyncio.sleep(0.05)
        # delivered again: acknowledged, and no more
        again = await early.take({**COMMAND, "trigger_id": "a"}, dispatch)
        assert door.inside == 0
        return [*said, again]

    first, second, again = asyncio.run(run())
    assert (first, again) == ({}, {})
    assert second is not None
    assert "busy" in second["text"]
    assert kept.seen == {"slack:a"}
