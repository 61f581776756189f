"""What was acknowledged in a rush, and is looked at once the rush is over."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rush import Rush

LOOK_AGAIN: Final = 0.03
"""Seconds between two looks at whether the rush is over."""

logger = logging.getLogger(__name__)


class Later:
    """Does small things in order, one in each turn of the event loop, and none in a rush."""

    def __init__(self, rush: Rush) -> None:
        self._rush = rush
        self._waiting: deque[Callable[[], object]] = deque()
        self._doing: asyncio.Task[None] | None = None

    def add(self, thing: Callable[[], object]) -> None:
        """Do something in a while."""
        self._waiting.append(thing)
        if self._doing is None or self._doing.done():
            self._doing = asyncio.get_running_loop().create_task(self._do())

    async def _do(self) -> None:
        while self._waiting:
            if self._rush.holds_up_work:
                await asyncio.sleep(LOOK_AGAIN)
                continue
            thing = self._waiting.popleft()
            try:
                thing()
            except Exception:
                logger.exception("something that was acknowledged could not be begun")
            await asyncio.sleep(0)
