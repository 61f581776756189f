"""What a process that is gone had acknowledged and not answered, another answers."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bot.in_flight import FLIGHT
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.in_flight import Flight, Flights

EVERY: Final = 2.0
"""Seconds between two looks for what a process that is gone had acknowledged."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def taking_over(
    flights: Flights, again: Callable[[Flight, str], Awaitable[object]]
) -> AsyncIterator[None]:
    """Answer what processes left that are gone, as long as the block runs.

    `again` hands on what a platform had sent, as if it came now.
    """
    running: set[asyncio.Task[None]] = set()

    async def look() -> None:
        while True:
            try:
                for flight, content in await flights.left():
                    logger.info("answering a question that another process had acknowledged")
                    task = asyncio.ensure_future(_answered(again, flight, content))
                    running.add(task)
                    task.add_done_callback(running.discard)
            except CounterpointError as error:
                logger.warning("what other processes left could not be looked at: %s", error)
            await asyncio.sleep(EVERY)

    looking = asyncio.ensure_future(look())
    try:
        yield
    finally:
        looking.cancel()
        flights.close()


async def _answered(again: Callable[[Flight, str], Awaitable[object]], flight: Flight, content: str) -> None:
    FLIGHT.set(flight)
    try:
        await again(flight, content)
    except Exception:
        logger.exception("something that was acknowledged could not be begun")
