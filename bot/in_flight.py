"""Questions that were acknowledged, kept until they are answered, so that no end of a process loses them.

What comes while the database is being written goes to it together the next time, so that a crowd costs a few
transactions.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from bot.host import Restarting
from knowledge.errors import CounterpointError
from knowledge.storage.in_flight import LIFE, Stage, Step

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from knowledge.storage.in_flight import InFlight, Left

PATIENCE: Final = 1.5
"""Seconds for keeping something, of the three in which platforms want the acknowledgement."""
HANDING_ON: Final = 1.0
"""Seconds in which a framework hands on what it has acknowledged."""

logger = logging.getLogger(__name__)


class Leaving(Exception):
    """A question is left to another process, and nothing is said about it here."""


class Flight:
    """One question from its acknowledgement to its answer, perhaps in several hands at once."""

    def __init__(
        self,
        flights: Flights,
        delivery: str,
        *,
        kept: asyncio.Future[bool] | None = None,
        in_doubt: bool = False,
    ) -> None:
        """A question whose platform names its delivery so.

        `kept`: whether it is new, once it is kept; None where another process had kept it. `in_doubt`: whether an
        answer to it may have arrived already, from a process that is gone.
        """
        self._flights = flights
        self.delivery = delivery
        self._kept = kept
        self.in_doubt = in_doubt
        self._hands = 0
        self._handed_on = asyncio.Event()
        """Whether somebody took it while another held it."""
        self._is_new = True
        self._ended = False
        self._since = time.monotonic()

    @property
    def taken_over(self) -> bool:
        """Whether another process had begun to answer it, and has perhaps told whoever asked to wait."""
        return self._kept is None

    async def is_ours(self, *, patience: float | None = PATIENCE) -> bool:
        """Wait until it is kept, and no longer than there is patience; False where it was delivered before."""
        if self._kept is None:
            return True
        if not self._kept.done():
            await asyncio.wait({self._kept}, timeout=patience)
        # what cannot be kept, or not so soon, is answered all the same
        return not self._kept.done() or self._kept.exception() is not None or self._kept.result()

    async def is_new(self) -> bool:
        """Whether nobody has begun to answer it; from now on somebody has."""
        was, self._is_new = self._is_new, False
        return was and await self.is_ours(patience=None)

    def hold(self) -> None:
        """Let it last until it is let go of as often."""
        if self._hands:
            self._handed_on.set()
        self._hands += 1

    async def let_go(self) -> None:
        """Note that a part of it is done; when nobody holds it any more, it is answered."""
        self._hands -= 1
        if not self._hands and await self.is_ours(patience=None):
            self._ended = True
            await self._flights.note(Step(delivery=self.delivery, stage=Stage.DONE))

    def let_go_soon(self) -> None:
        """Let go once somebody else holds it, or nobody comes: some things are acknowledged before they are handed on."""
        self._flights.start(self._let_go_soon())

    async def _let_go_soon(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._handed_on.wait(), HANDING_ON)
        await self.let_go()

    def leave_after(self, error: Exception) -> bool:
        """Leave it to another process, where this one is being stopped and has not begun to do it."""
        leaves = isinstance(error, Restarting) and not (error.goes_on or self.in_doubt)
        if leaves:
            self.hold()
        return leaves

    async def take_back(self) -> None:
        """Note that it was not acknowledged: when it comes again, it is new."""
        await self._flights.note(Step(delivery=self.delivery, stage=Stage.TAKEN_BACK))

    async def deliver(self) -> None:
        """Note that the answer is on its way: it must not be given again.

        Raises `Leaving` where another process has taken it over, which takes this one for gone, and answers it.
        """
        still_ours = await self._flights.note(Step(delivery=self.delivery, stage=Stage.DELIVERING))
        if not still_ours and self._is_kept():
            raise Leaving

    def _is_kept(self) -> bool:
        """Whether it stands among the questions in flight, as far as this process knows."""
        kept = self._kept is None or (
            self._kept.done() and not self._kept.exception() and self._kept.result()
        )
        # what takes longer than questions are kept is answered all the same
        return kept and not self._ended and time.monotonic() - self._since < LIFE.total_seconds()


FLIGHT: ContextVar[Flight | None] = ContextVar("FLIGHT", default=None)
"""The question that is being answered, where it is kept."""


@asynccontextmanager
async def held() -> AsyncIterator[None]:
    """Hold the question that is being answered here, if it is kept, until the block has done with it."""
    flight = FLIGHT.get()
    if flight is None:
        yield
        return
    flight.hold()
    try:
        yield
    except Exception:
        await flight.let_go()
        raise
    # what is merely broken off, as at the end of the process, is not done
    await flight.let_go()


async def is_ours() -> bool:
    """Whether nobody else has begun to answer the question that is being answered here, as far as is known in time."""
    flight = FLIGHT.get()
    return flight is None or await flight.is_ours()


async def delivering() -> None:
    """Note that the answer to the question that is being answered here is on its way, if it is kept.

    Raises `Leaving` as `Flight.deliver`.
    """
    if flight := FLIGHT.get():
        await flight.deliver()


class Flights:
    """All questions of a platform that this process answers. For one event loop."""

    def __init__(self, kept: InFlight, *, platform: str) -> None:
        self._kept = kept
        self._platform: Final = platform
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="in flight")
        self._waiting: list[tuple[Step, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()

    def begin(self, name: str, content: str) -> Flight:
        """Begin to keep a question; whether it is new shows when it is kept."""
        delivery = f"{self._platform}:{name}"
        kept = self._put(Step(delivery=delivery, stage=Stage.BEGUN, content=content))
        kept.add_done_callback(_warn)
        return Flight(self, delivery, kept=kept)

    async def note(self, step: Step) -> bool:
        """Note how far a question is; False where it is another process's. Where that fails, it is answered all the same."""
        try:
            return await self._put(step)
        except (CounterpointError, RuntimeError) as error:
            # the second where the process is at its end
            logger.warning("how far a question is could not be noted: %s", error)
            return True

    async def left(self) -> list[tuple[Flight, str]]:
        """Take over what processes left that are gone, with what the platform had sent. Raises `CounterpointError`."""
        loop = asyncio.get_running_loop()
        found: list[Left] = await loop.run_in_executor(self._thread, self._kept.left, self._platform)
        return [(Flight(self, one.delivery, in_doubt=one.in_doubt), one.content) for one in found]

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside what is done here."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def close(self) -> None:
        """Write nothing more."""
        self._thread.shutdown(wait=False)

    def _put(self, step: Step) -> asyncio.Future[bool]:
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((step, taken))
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write())
        return taken

    async def _write(self) -> None:
        """Write what waits, until nothing does."""
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                wanted, self._waiting = self._waiting, []
                steps = [step for step, _ in wanted]
                try:
                    found = await loop.run_in_executor(self._thread, self._kept.take, steps)
                except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
                    _tell_all(wanted, error)
                else:
                    for (_, taken), new in zip(wanted, found, strict=True):
                        if not taken.done():
                            taken.set_result(new)
        finally:
            self._writing = None


def _tell_all(wanted: list[tuple[Step, asyncio.Future[bool]]], error: Exception) -> None:
    for _, taken in wanted:
        if not taken.done():
            taken.set_exception(error)


def _warn(kept: asyncio.Future[bool]) -> None:
    if not kept.cancelled() and (error := kept.exception()):
        logger.warning("a question could not be kept, and is answered all the same: %s", error)
