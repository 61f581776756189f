"""Stopping in peace: no new work is taken, what is in work may finish, and what does not in time is handed back."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.host import Restarting

T = TypeVar("T")


class Work:
    """What is being done for people, all of it in one event loop."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Task[Any]] = set()
        self._handed_back: set[asyncio.Task[Any]] = set()
        self._closed = False

    def close(self) -> None:
        """Take no new work."""
        self._closed = True

    def hand_back(self) -> int:
        """Let those who wait be told that the program is being restarted; gives how many there are."""
        self.close()
        for task in self._waiting:
            self._handed_back.add(task)
            task.cancel()
        return len(self._waiting)

    async def waited_for(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for a piece of work. Raises `Restarting`."""
        task = asyncio.current_task()
        if self._closed or task is None:
            work.close()
            raise Restarting
        self._waiting.add(task)
        try:
            return await work
        except asyncio.CancelledError:
            if task in self._handed_back and task.uncancel() == 0:
                raise Restarting from None
            raise
        finally:
            self._waiting.discard(task)
            self._handed_back.discard(task)
