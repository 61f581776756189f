"""What comes over HTTP is kept from before its acknowledgement until it is answered, by whichever process does that.

Slack repeats no command that was acknowledged: without this, what a process had acknowledged would end with it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.early import can_wait
from bot.in_flight import FLIGHT
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping

    from slack_bolt.async_app import AsyncApp

    from bot.in_flight import Flight, Flights

EVERY: Final = 2.0
"""Seconds between two looks for what a process that is gone had acknowledged."""
PATIENCE: Final = 1.5
"""Seconds for keeping something, of the three in which Slack wants the acknowledgement."""

HANDING_ON: Final = 1.0
"""Seconds in which the framework hands on what it has acknowledged."""
LOOKING: Final = 0.01
_LETTING_GO: Final[set[asyncio.Task[None]]] = set()

logger = logging.getLogger(__name__)


class Keeping:
    """Keeps what Slack sends, and answers what others kept and did not answer. For one event loop."""

    def __init__(self, flights: Flights) -> None:
        self._flights = flights
        self._running: set[asyncio.Task[None]] = set()

    async def acknowledged(
        self, held: Mapping[str, Any], answer: Callable[[], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Keep a payload, then have it acknowledged; what was delivered before is acknowledged, and no more."""
        name = _name_of(held) if can_wait(held) else None
        if name is None:
            return await answer()
        beginning = asyncio.ensure_future(self._flights.begin(name, json.dumps(held)))
        await asyncio.wait({beginning}, timeout=PATIENCE)
        if beginning.done():
            return await _begun(beginning, answer)
        # the database is slow: whether it is new shows later, and Slack waits no longer
        self._start(_unheeded(_begun(beginning, answer)))
        return web.Response()

    @asynccontextmanager
    async def taking_over(self, app: AsyncApp) -> AsyncIterator[None]:
        """Answer what processes left that are gone, as long as the block runs."""
        looking = asyncio.ensure_future(self._take_over(app))
        try:
            yield
        finally:
            looking.cancel()
            self._flights.close()

    async def _take_over(self, app: AsyncApp) -> None:
        while True:
            try:
                for flight, content in await self._flights.left():
                    logger.info("answering a question that another process had acknowledged")
                    self._start(_unheeded(_again(app, flight, content)))
            except CounterpointError as error:
                logger.warning("what other processes left could not be looked at: %s", error)
            await asyncio.sleep(EVERY)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _begun(
    beginning: asyncio.Future[Flight | None], answer: Callable[[], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        flight = await beginning
    except CounterpointError as error:
        logger.warning("a question could not be kept, and is answered all the same: %s", error)
        return await answer()
    return web.Response() if flight is None else await _within(flight, answer)


async def _within(flight: Flight, answer: Callable[[], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
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
    if said.status >= web.HTTPBadRequest.status_code:
        await flight.take_back()
    elif flight.handed_on:
        await flight.let_go()
    else:
        # the framework acknowledges an event before it hands it on
        task = asyncio.ensure_future(_let_go_later(flight))
        _LETTING_GO.add(task)
        task.add_done_callback(_LETTING_GO.discard)
    return said


async def _let_go_later(flight: Flight) -> None:
    until = time.monotonic() + HANDING_ON
    while not flight.handed_on and time.monotonic() < until:
        await asyncio.sleep(LOOKING)
    await flight.let_go()


async def _again(app: AsyncApp, flight: Flight, content: str) -> web.StreamResponse:
    """Hand on what another process had acknowledged, as if it came now."""

    async def answer() -> web.StreamResponse:
        # nobody signs it any more, as over a socket
        await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=json.loads(content)))
        return web.Response()

    return await _within(flight, answer)


async def _unheeded(work: Coroutine[Any, Any, web.StreamResponse]) -> None:
    """Do what was acknowledged already."""
    try:
        await work
    except Exception:
        logger.exception("something that was acknowledged could not be begun")


def _name_of(held: Mapping[str, Any]) -> str | None:
    """By what a payload is known when it comes again."""
    name = held.get("event_id") if held.get("type") == "event_callback" else held.get("trigger_id")
    return str(name) if name else None
