"""What is done about interactions before the library unpacks them."""

import asyncio
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adapters.discord import early as module
from adapters.discord.codes import custom_id
from adapters.discord.early import COMMAND, COMPONENT, NOTHING_YET, PLACEHOLDER, SAYING, SUGGESTIONS, Early
from adapters.discord.seen import Seen
from bot.door import Capacity, Door
from bot.in_flight import Flights
from bot.rush import CROWD
from tests.bot.remembered import Remembered


class Wire:
    """Notes what is posted, and answers with these statuses, and with success after them."""

    def __init__(self, *statuses: int) -> None:
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self._statuses = list(statuses)

    def post(self, path: str, body: bytes, done: Callable[[int], None]) -> None:
        self.posted.append((path, json.loads(body)))
        status = self._statuses.pop(0) if self._statuses else 204
        asyncio.get_running_loop().call_soon(done, status)

    def close(self) -> None:
        """There is nothing to close."""


def interaction(number: int, kind: int = COMMAND) -> dict[str, Any]:
    user = {"member": {"user": {"id": "7"}}, "guild_id": "9"}
    return {"id": str(number), "token": f"t{number}", "type": kind, "locale": "en-US", "data": {}, **user}


def taken(
    wire: Wire,
    *came: dict[str, Any],
    rush: bool = True,
    capacity: Capacity | None = None,
    kept: Remembered | None = None,
) -> tuple[Early, list[int]]:
    """Take interactions, in a rush or not; what was unpacked in the end."""
    unpacked: list[int] = []

    async def run() -> Early:
        door, seen = Door(capacity), Seen()
        flights = Flights(kept, platform="discord") if kept else None
        door.rush._now = iter(range(10**6)).__next__ if not rush else lambda: 0.0
        early = Early(
            cast(Any, SimpleNamespace(door=door)),
            cast(Any, wire),
            lambda data: unpacked.append(int(data["id"])),
            lambda data: flights.begin(str(data["id"]), "{}") if flights else None,
        )
        for _ in range(CROWD):
            door.rush.heard()
        for data in came:
            early.take(data, is_new=seen.first_time)
        door.rush._now = lambda: 100.0
        await asyncio.sleep(0.05)
        return early

    return asyncio.run(run()), unpacked


def test_without_a_rush_everything_is_left_to_the_library() -> None:
    wire = Wire()
    assert taken(wire, interaction(1), interaction(2), rush=False)[1] == [1, 2]
    assert wire.posted == []


def test_in_a_rush_a_private_placeholder_comes_first_and_the_unpacking_after_it() -> None:
    wire = Wire()
    early, unpacked = taken(wire, interaction(1))
    assert wire.posted == [("/interactions/1/t1/callback", {"type": PLACEHOLDER, "data": {"flags": 64}})]
    assert unpacked == [1]
    given = early.given(1)
    assert given is not None
    assert given.acknowledged
    assert given.private


def test_a_press_leaves_the_message_as_it_is_unless_a_form_may_be_needed() -> None:
    turn, form, foreign = (interaction(at, COMPONENT) for at in (1, 2, 3))
    turn["data"], form["data"] = ({"custom_id": custom_id("x", form=opens)} for opens in (False, True))
    wire = Wire()
    early, unpacked = taken(wire, turn, form, foreign)
    assert wire.posted == [("/interactions/1/t1/callback", {"type": NOTHING_YET})]
    assert sorted(unpacked) == [1, 2, 3]
    given = early.given(1)
    assert given is not None
    assert given.private is None


def test_suggestions_are_never_acknowledged_with_a_placeholder() -> None:
    wire = Wire()
    assert taken(wire, interaction(1, SUGGESTIONS))[1] == [1]
    assert wire.posted == []


def test_the_same_interaction_twice_is_acknowledged_and_unpacked_once() -> None:
    wire = Wire()
    assert taken(wire, interaction(1), interaction(1))[1] == [1]
    assert len(wire.posted) == 1


def test_who_finds_no_room_hears_so_in_the_acknowledgement_and_is_not_unpacked() -> None:
    wire = Wire()
    early, unpacked = taken(wire, *map(interaction, (1, 2, 3)), capacity=Capacity(waiting=1))
    assert unpacked == [1]
    kinds = {path.split("/")[2]: told["type"] for path, told in wire.posted}
    assert kinds == {"1": PLACEHOLDER, "2": SAYING, "3": SAYING}
    busy = wire.posted[-1][1]["data"]
    assert "busy" in busy["content"]
    assert busy["flags"] == 64
    assert early.given(2) is None


def test_an_acknowledgement_that_is_not_taken_is_left_to_the_library() -> None:
    early, unpacked = taken(Wire(500), interaction(1))
    assert unpacked == [1]
    given = early.given(1)
    assert given is not None
    assert not given.acknowledged


def test_that_there_is_no_room_is_said_again_where_it_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0))
    full = Wire(204, 503, 503)
    taken(full, interaction(1), interaction(2), capacity=Capacity(person_per_minute=1))
    assert [path.split("/")[2] for path, _ in full.posted] == ["1", "2", "2", "2"]


def test_leaving_makes_room() -> None:
    early, _ = taken(Wire(), interaction(1))
    assert early._door.inside == 1
    early.leave(1)
    early.leave(1)
    assert early._door.inside == 0


def test_in_a_rush_only_who_finds_room_is_kept_and_before_the_acknowledgement() -> None:
    kept = Remembered()

    class Looking(Wire):
        def post(self, path: str, body: bytes, done: Callable[[int], None]) -> None:
            number = path.split("/")[2]
            room = json.loads(body)["type"] == PLACEHOLDER
            assert (f"discord:{number}" in kept.stages) is room
            super().post(path, body, done)

    wire = Looking()
    assert taken(wire, *map(interaction, (1, 2)), capacity=Capacity(waiting=1), kept=kept)[1] == [1]
    assert len(wire.posted) == 2


def test_in_a_rush_what_another_process_has_is_left_to_it() -> None:
    kept, wire = Remembered(), Wire()
    kept.seen.add("discord:1")
    early, unpacked = taken(wire, interaction(1), interaction(2), kept=kept)
    assert unpacked == [2]
    assert [path.split("/")[2] for path, _ in wire.posted] == ["2"]
    assert early._door.inside == 1
