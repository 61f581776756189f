"""When a shard may identify itself, where several processes of the bot start at once."""

from __future__ import annotations

import asyncio
import math
import time
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.host import Host

EVERY: Final = 5.5
"""Seconds between two shards; Discord lets one identify in five, unless it lets a large bot do more at once."""


async def identifying(
    host: Host,
    *,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Wait until it is this process's turn. Each turn is taken once, by a name that is kept for all processes."""
    turn = math.ceil(now() / EVERY)
    installation = host.library.installation
    while not await host.workers.quickly(partial(installation.first_time, f"identify:{turn}")):
        turn += 1
    await sleep(max(0.0, turn * EVERY - now()))
