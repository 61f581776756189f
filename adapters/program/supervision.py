"""Keeps one platform served: what may pass is tried again after a pause, what cannot is said."""

from __future__ import annotations

import asyncio
import errno
import logging
import random
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from adapters.program import texts
from bot.host import CannotStart
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adapters.program.health import Health
    from adapters.program.platforms import Platform
    from bot.host import Host

FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 300.0
STEADY: Final = 600.0
"""Seconds after which a connection counts as having held, so that the pauses start anew."""
MOST_FAULTS: Final = 3
"""Faults of our own in a row, each before it was ever ready, after which it is given up."""
SERVERS_FAULT, TOO_MANY = 500, 429
"""HTTP's statuses of a service that cannot answer now."""
UNREACHABLE: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Why a platform is served no more, though it will be tried again."""

    sentence: str
    hopeless: bool = False
    """Whether it was never ready, and the network was not the reason."""


async def keep_serving(
    platform: Platform,
    settings: Any,
    host: Host,
    *,
    stop: asyncio.Event,
    say: Callable[[str], None],
    health: Health | None = None,
) -> None:
    """Serve a platform until `stop`, again and again.

    Raises:
        CannotStart: it cannot be served, and trying again would not help.
    """
    loop = asyncio.get_running_loop()
    waits, faults = pauses(), 0
    while not stop.is_set():
        began = loop.time()
        ending = await _served(platform, settings, host, stop=stop, say=say, health=health)
        if stop.is_set():
            return
        faults = faults + 1 if ending.hopeless else 0
        if faults >= MOST_FAULTS:
            raise CannotStart(ending.sentence)
        if loop.time() - began > STEADY:
            waits = pauses()
        wait = next(waits)
        logger.warning("%s", texts.again(ending.sentence, wait))
        await paused(stop, wait)


async def _served(
    platform: Platform,
    settings: Any,
    host: Host,
    *,
    stop: asyncio.Event,
    say: Callable[[str], None],
    health: Health | None = None,
) -> Ending:
    """Serve once. Raises `CannotStart` where trying again would not help."""
    was_ready = False

    def ready(line: str) -> None:
        nonlocal was_ready
        was_ready = True
        if health is not None:
            health.up(platform.name)
        say(line)

    try:
        await platform.serve(settings, host, stop=stop, ready=ready)
    except Exception as error:
        if may_pass(error):
            return Ending(sentence=_sentence(platform, error))
        if isinstance(error, CannotStart):
            raise
        # A fault of our own: what ran may run again, what never did hardly will.
        logger.exception("%s", platform.name)
        return Ending(sentence=texts.unexpected(platform.name, error), hopeless=not was_ready)
    finally:
        if health is not None:
            health.down(platform.name)
    return Ending(sentence=texts.ended(platform.name), hopeless=not was_ready)


def _sentence(platform: Platform, error: Exception) -> str:
    return str(error) if isinstance(error, CounterpointError) else texts.unreachable(platform.name, error)


def may_pass(error: BaseException) -> bool:
    """Whether an error may be gone in a while: the platform says so, or the network is behind it."""
    return (isinstance(error, CannotStart) and error.passing) or of_the_network(error)


def of_the_network(error: BaseException) -> bool:
    """Whether the network or the service is behind an error for now, so that it may pass."""
    return any(_passes(link) for link in _behind(error))


def _passes(error: BaseException) -> bool:
    from aiohttp import ClientConnectionError

    if isinstance(error, ConnectionError | TimeoutError | socket.gaierror | ClientConnectionError):
        return True
    if isinstance(error, OSError):
        return error.errno in UNREACHABLE
    # The libraries of the platforms each have errors of their own; all carry HTTP's status under this name.
    status = getattr(error, "status", None)
    return isinstance(status, int) and (status >= SERVERS_FAULT or status == TOO_MANY)


def _behind(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, each once."""
    seen: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in seen:
        yield link
        seen.append(link)
        link = link.__cause__ or link.__context__


def pauses() -> Iterator[float]:
    """Seconds to wait before each new try: twice as long each time, and never the same for all."""
    wait = FIRST_PAUSE
    while True:
        yield wait * random.uniform(0.8, 1.2)  # noqa: S311
        wait = min(wait * 2, LONGEST_PAUSE)


async def paused(stop: asyncio.Event, seconds: float) -> None:
    """Wait, unless it is time to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
