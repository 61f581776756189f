"""What Slack sends is kept from before its acknowledgement until it is answered, by whichever process does that.

Slack repeats no command that was acknowledged: without this, what a process had acknowledged would end with it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.early import can_wait
from adapters.slack.windows import FORM
from bot.in_flight import FLIGHT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_bolt.async_app import AsyncApp

    from bot.in_flight import Flight, Flights

REFUSED: Final = 400
"""The first of HTTP's statuses that acknowledge nothing."""


class Answered(Protocol):
    """What is said about a payload, over HTTP or over a socket."""

    @property
    def status(self) -> int:
        """As HTTP has it."""


Said = TypeVar("Said", bound=Answered)


async def acknowledged(
    flights: Flights | None,
    held: Mapping[str, Any],
    answer: Callable[[], Awaitable[Said]],
    nothing: Callable[[], Said],
) -> Said:
    """Keep a payload, then have it acknowledged; what was delivered before is acknowledged with nothing."""
    flight = begun(flights, held)
    if flight is None:
        return await answer()
    return await _within(flight, answer) if await flight.is_ours() else nothing()


def begun(flights: Flights | None, held: Mapping[str, Any]) -> Flight | None:
    """Begin to keep a payload; None where nothing is kept, or this is not."""
    name = name_of(held) if flights and (can_wait(held) or is_form(held)) else None
    return flights.begin(name, json.dumps(held)) if flights and name else None


async def again(app: AsyncApp, flight: Flight, content: str) -> None:
    """Hand on what another process had acknowledged, as if it came now."""

    async def answer() -> BoltResponse:
        # nobody signs it any more, as over a socket
        return await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=json.loads(content)))

    await _within(flight, answer)


def is_form(held: Mapping[str, Any]) -> bool:
    """Whether a form was sent: what follows needs no trigger."""
    return held.get("type") == "view_submission" and (held.get("view") or {}).get("callback_id") == FORM


def name_of(held: Mapping[str, Any]) -> str | None:
    """By what a payload is known when it comes again."""
    name = held.get("event_id") if held.get("type") == "event_callback" else held.get("trigger_id")
    return str(name) if name else None


async def _within(flight: Flight, answer: Callable[[], Awaitable[Said]]) -> Said:
    """Hold a question while it is handed on; where that fails, it counts as never delivered."""
    flight.hold()
    before = FLIGHT.set(flight)
    try:
        said = await answer()
    except Exception:
        await flight.take_back()
        raise
    finally:
        FLIGHT.reset(before)
    if said.status >= REFUSED:
        await flight.take_back()
    else:
        flight.let_go_soon()
    return said
