"""Sending over a network that fails now and then, and what Discord's refusals mean."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot import in_flight, questions

logger = logging.getLogger(__name__)
T = TypeVar("T")

PAUSES = (0.5, 1.0, 2.0)
"""Seconds before another try where the connection broke; the library itself waits out what Discord answers."""
LIBRARYS_PAUSE = 0.9
"""After no less the library has tried again by itself, because Discord had answered with an error of its own."""
UNAVAILABLE = 503
"""The one such error after which the library does not post a message again."""
BROKEN: tuple[type[Exception], ...] = (aiohttp.ClientError, OSError, TimeoutError)
UNDELIVERABLE: tuple[type[Exception], ...] = (*BROKEN, discord.DiscordServerError, discord.RateLimited)
NOT_TAKEN: tuple[type[Exception], ...] = (*UNDELIVERABLE, discord.HTTPException)

UNKNOWN_INTERACTION, ALREADY_ANSWERED = 10062, 40060
UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, DEAD_TOKEN = 10015, 10008, 50027


async def persistently(send: Callable[[], Awaitable[T]], *, passing: tuple[int, ...] = ()) -> T:
    """Send, and send again where the connection broke. Raises what the last try raises.

    `passing`: what else passes, of the statuses that the library does not try again after.
    """
    for pause in PAUSES:
        try:
            return await send()
        except BROKEN:
            await asyncio.sleep(pause)
        except discord.DiscordServerError as error:
            if error.status not in passing:
                raise
            await asyncio.sleep(pause)
    return await send()


async def acknowledged(
    interaction: discord.Interaction, send: Callable[[], Awaitable[object]], *, again: bool = False
) -> bool:
    """Send the first answer to an interaction; False where somebody else has, or where it is too late.

    `again`: whether it was tried before, without hearing what became of it.
    """
    # what is not ours, another process answers
    return await in_flight.is_ours() and await _acknowledged(interaction, send, again=again)


async def _acknowledged(
    interaction: discord.Interaction, send: Callable[[], Awaitable[object]], *, again: bool
) -> bool:
    began = time.monotonic()
    for pause in (*PAUSES, None):
        try:
            await send()
        except BROKEN:
            if pause is None:
                raise
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            tried_before = again or pause != PAUSES[0] or time.monotonic() - began >= LIBRARYS_PAUSE
            if error.code == ALREADY_ANSWERED and tried_before:
                # our own try before this one did arrive
                questions.acknowledged()
                return True
            if error.code not in (UNKNOWN_INTERACTION, ALREADY_ANSWERED):
                raise
            logger.warning("interaction %s was not ours to answer any more (%s)", interaction.id, error.code)
            return False
        else:
            questions.acknowledged()
            return True
    return False


def is_too_late(error: discord.HTTPException) -> bool:
    """Whether an interaction can no longer be answered through its token."""
    return error.code in (DEAD_TOKEN, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION)
