"""The threads that do the bot's work, so that a platform's event loop never waits.

Answers have one lane; what must be there at once (suggestions, forms, settings) has another, so that nobody's typing
waits for somebody else's question; adding sources has a third, so that nobody's question waits for a book. In every
lane workspaces take turns, and so do the people of each.
"""

import asyncio
import contextvars
import math
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from bot.fair_queue import NOBODY, FairQueue, Who
from bot.host import Busy, Restarting
from bot.stopping import Work

T = TypeVar("T")
_NEWEST = 0.1
"""How much the last piece of work weighs in how long one takes."""
_LOOK_AGAIN = 0.03
"""Seconds between two looks at whether work may go on."""


class Workers:
    """Three lanes of threads. One object serves every platform of a process, from one event loop."""

    def __init__(
        self,
        *,
        answering: int | None = None,
        quick: int = 2,
        adding: int = 2,
        most_answering: int = 2_000,
        most_quick: int = 1_000,
        most_adding: int = 100,
        held_up: Callable[[], bool] = lambda: False,
    ) -> None:
        """How many threads each lane has, for answers by default as many as there are cores; and how much may wait.

        `held_up`: whether answers have to wait for something more urgent, such as acknowledging other questions.
        """
        cores = max(2, os.cpu_count() or 2)
        self._answers = _Lane("answer", threads=answering or cores, most=most_answering, held_up=held_up)
        self._quick = _Lane("quick", threads=quick, most=most_quick)
        self._adding = _Lane("add", threads=adding, most=most_adding, held_up=held_up)
        self.in_work = Work()
        """What people wait for."""
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, work: Callable[[], T], *, who: Who = NOBODY) -> T:
        """Do what may take a while. Raises `Busy`."""
        return await self.in_work.waited_for(self._answers.do(work, who))

    async def quickly(self, work: Callable[[], T], *, who: Who = NOBODY) -> T:
        """Do what somebody waits for while typing. Raises `Busy`."""
        return await self._quick.do(work, who)

    async def add(self, workspace_id: str, work: Callable[[], T]) -> T:
        """Add sources, one piece of work of a workspace after the other. Raises `Busy`."""
        turn = self._turns.setdefault(workspace_id, asyncio.Lock())
        begun = threading.Event()

        def begin() -> T:
            begun.set()
            return work()

        try:
            return await self.in_work.waited_for(self._adding.do(begin, Who(workspace_id, ""), turn=turn))
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


@dataclass(slots=True, eq=False)
class _Piece:
    """A piece of work, and whoever waits for it."""

    work: Callable[[], Any]
    who: Who
    done: asyncio.Future[Any]
    context: contextvars.Context = field(default_factory=contextvars.copy_context)
    """The number of the question goes with it into the thread."""
    begun: bool = field(default=False)


class _Lane:
    """Threads, and a queue before them that is fair and has an end."""

    def __init__(
        self, name: str, *, threads: int, most: int, held_up: Callable[[], bool] = lambda: False
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self.name = name
        self._threads = threads
        self.most = most
        self._held_up = held_up
        self._looking: asyncio.TimerHandle | None = None
        self._queue: FairQueue[_Piece] = FairQueue()
        self._at_work = 0
        self._taken = 0
        """What is waited for, at work or in the queue; counted in the event loop alone."""
        self._usual = 1.0
        """How many seconds a piece of work takes."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        return max(0, self._taken - self._threads)

    async def do(self, work: Callable[[], T], who: Who, *, turn: asyncio.Lock | None = None) -> T:
        waiting = self._taken - self._threads
        if waiting >= self.most:
            raise Busy(max(1, math.ceil(waiting * self._usual / self._threads)))
        self._taken += 1
        try:
            if turn is None:
                return await self._run(work, who)
            async with turn:
                return await self._run(work, who)
        finally:
            self._taken -= 1

    async def _run(self, work: Callable[[], T], who: Who) -> T:
        self._loop = asyncio.get_running_loop()
        if self._closed:
            raise asyncio.CancelledError
        piece = _Piece(work=work, who=who, done=self._loop.create_future())
        self._queue.put(who, piece)
        self._begin()
        try:
            result: T = await piece.done
        finally:
            if not piece.begun:
                self._queue.drop(who, piece)
        return result

    def _begin(self) -> None:
        """Give the threads that are free something to do."""
        while len(self._queue) and self._at_work < self._threads and not self._closed:
            if self._held_up():
                self._look_later()
                return
            piece = self._queue.take()
            piece.begun = True
            self._at_work += 1
            self._pool.submit(piece.context.run, self._do, piece)

    def _look_later(self) -> None:
        if self._looking is None and self._loop is not None:
            self._looking = self._loop.call_later(_LOOK_AGAIN, self._look)

    def _look(self) -> None:
        self._looking = None
        self._begin()

    def _do(self, piece: _Piece) -> None:
        """Do a piece of work, in a thread."""
        begun = time.monotonic()
        result: Any = None
        error: BaseException | None = None
        try:
            result = piece.work()
        except BaseException as raised:  # noqa: BLE001 - whoever waits for it gets it
            error = raised
        seconds = time.monotonic() - begun
        loop = piece.done.get_loop()
        with suppress(RuntimeError):
            # where the loop has ended meanwhile, nobody waits any more
            loop.call_soon_threadsafe(self._ended, piece, result, error, seconds)

    def _ended(self, piece: _Piece, result: Any, error: BaseException | None, seconds: float) -> None:
        self._at_work -= 1
        self._usual += _NEWEST * (seconds - self._usual)
        self._begin()
        if piece.done.done():
            return
        if error is None:
            piece.done.set_result(result)
        else:
            piece.done.set_exception(error)

    def close(self) -> None:
        self._closed = True
        if self._loop is not None and not self._loop.is_closed():
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._drop_all)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _drop_all(self) -> None:
        """Let nobody wait for what will not be done."""
        while len(self._queue):
            self._queue.take().done.cancel()
