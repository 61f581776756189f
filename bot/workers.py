"""The threads that do the bot's work, so that a platform's event loop never waits.

Answers have one lane; what must be there at once (suggestions, forms, settings) has another, so that nobody's typing
waits for somebody else's question; adding sources has a third, so that nobody's question waits for a book.
"""

import asyncio
import contextvars
import math
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.host import Busy, Restarting
from bot.stopping import Work

T = TypeVar("T")
_NEWEST = 0.1
"""How much the last piece of work weighs in how long one takes."""


class Workers:
    """Three lanes of threads. One object serves every platform of a process, from one event loop."""

    def __init__(
        self,
        *,
        answering: int | None = None,
        quick: int = 2,
        adding: int = 2,
        most_answering: int = 500,
        most_quick: int = 1_000,
        most_adding: int = 100,
    ) -> None:
        """How many threads each lane has, for answers by default as many as there are cores; and how much may wait."""
        cores = max(2, os.cpu_count() or 2)
        self._answers = _Lane("answer", threads=answering or cores, most=most_answering)
        self._quick = _Lane("quick", threads=quick, most=most_quick)
        self._adding = _Lane("add", threads=adding, most=most_adding)
        self.in_work = Work()
        """What people wait for."""
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, work: Callable[[], T]) -> T:
        """Do what may take a while. Raises `Busy`."""
        return await self.in_work.waited_for(self._answers.do(work))

    async def quickly(self, work: Callable[[], T]) -> T:
        """Do what somebody waits for while typing. Raises `Busy`."""
        return await self._quick.do(work)

    async def add(self, workspace_id: str, work: Callable[[], T]) -> T:
        """Add sources, one piece of work of a workspace after the other. Raises `Busy`."""
        turn = self._turns.setdefault(workspace_id, asyncio.Lock())
        begun = threading.Event()

        def begin() -> T:
            begun.set()
            return work()

        try:
            return await self.in_work.waited_for(self._adding.do(begin, turn=turn))
        except Restarting:
            # what was begun to be added was kept before anything else, and is gone on with
            raise Restarting(goes_on=begun.is_set()) from None

    @property
    def load(self) -> Mapping[str, tuple[int, int]]:
        """How much waits before each lane, and how much may."""
        return {lane.name: (lane.waiting, lane.most) for lane in (self._answers, self._quick, self._adding)}

    def close(self) -> None:
        """Finish what was begun, and drop what was not."""
        for lane in (self._answers, self._quick, self._adding):
            lane.close()


class _Lane:
    """Threads, and a queue before them that has an end."""

    def __init__(self, name: str, *, threads: int, most: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self.name = name
        self._threads = threads
        self.most = most
        self._taken = 0
        """What is waited for, at work or in the queue; counted in the event loop alone."""
        self._usual = 1.0
        """How many seconds a piece of work takes."""

    @property
    def waiting(self) -> int:
        return max(0, self._taken - self._threads)

    async def do(self, work: Callable[[], T], *, turn: asyncio.Lock | None = None) -> T:
        waiting = self._taken - self._threads
        if waiting >= self.most:
            raise Busy(max(1, math.ceil(waiting * self._usual / self._threads)))
        self._taken += 1
        try:
            if turn is None:
                return await self._run(work)
            async with turn:
                return await self._run(work)
        finally:
            self._taken -= 1

    async def _run(self, work: Callable[[], T]) -> T:
        def timed() -> T:
            begun = time.monotonic()
            try:
                return work()
            finally:
                self._usual += _NEWEST * (time.monotonic() - begun - self._usual)

        # the number of the question goes with it into the thread
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._pool, context.run, timed)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
