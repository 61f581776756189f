"""Pauses between connections: where Slack ends each at once, as when too many are open, it is not hammered at."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

AT_ONCE: Final = 2
"""So many new connections in a row need no pause: one is asked for some times a day, and a line may break."""
LONGEST: Final = 30.0
LASTING: Final = 60.0
"""Seconds after which a connection is one that lasted, and counting begins anew."""


class Pacing:
    """Counts connections that did not last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._latest = float("-inf")
        self._in_a_row = 0

    def pause(self) -> float:
        """How many seconds to wait before the next connection, which counts from now on."""
        now = self._clock()
        self._in_a_row = self._in_a_row + 1 if now - self._latest < LASTING else 0
        wait = min(LONGEST, 2.0 ** (self._in_a_row - AT_ONCE)) if self._in_a_row >= AT_ONCE else 0.0
        self._latest = now + wait
        return wait

    def paced(self, ask: Callable[[], Awaitable[str]]) -> Callable[[], Awaitable[str]]:
        """The same way of asking for an address, with the pauses before it."""

        async def wait_and_ask() -> str:
            await asyncio.sleep(self.pause())
            return await ask()

        return wait_and_ask
