"""Questions that were acknowledged, kept until they are answered, so that no end of a process loses them.

What comes while the database is being written goes to it together the next time, so that a crowd costs a few
transactions.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from bot.host import Restarting
from knowledge.errors import CounterpointError
from knowledge.storage.in_flight import Stage, Step

if TYPE_CHECKING:
    from knowledge.storage.in_flight import InFlight, Left

logger = logging.getLogger(__name__)


class Flight:
    """One question from its acknowledgement to its answer, perhaps in several hands at once."""

    def __init__(self, flights: Flights, delivery: str, *, in_doubt: bool = False) -> None:
        """`in_doubt`: whether an answer to it may have arrived already, from a process that is gone."""
        self._flights = flights
        self.delivery = delivery
        self.in_doubt = in_doubt
        self._hands = 0
        self.handed_on = False
        """Whether somebody took it while another held it."""
        self._is_new = True

    def is_new(self) -> bool:
        """Whether nobody has begun to answer it; from now on somebody has."""
        was, self._is_new = self._is_new, False
        return was

    def hold(self) -> None:
        """Let it last until it is let go of as often."""
        self.handed_on = self._hands > 0 or self.handed_on
        self._hands += 1

    async def let_go(self) -> None:
        """Note that a part of it is done; when nobody holds it any more, it is answered."""
        self._hands -= 1
        if not self._hands:
            await self._flights.note(Step(delivery=self.delivery, stage=Stage.DONE))

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
        """Note that the answer is on its way: it must not be given again."""
        await self._flights.note(Step(delivery=self.delivery, stage=Stage.DELIVERING))


FLIGHT: ContextVar[Flight | None] = ContextVar("FLIGHT", default=None)
"""The question that is being answered, where it is kept."""


class Flights:
    """All questions of a platform that this process answers. For one event loop."""

    def __init__(self, kept: InFlight, *, platform: str) -> None:
        self._kept = kept
        self._platform: Final = platform
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="in flight")
        self._waiting: list[tuple[Step, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def begin(self, name: str, content: str) -> Flight | None:
        """Keep a question; None where it was delivered before. Raises `CounterpointError`: it is not kept."""
        delivery = f"{self._platform}:{name}"
        if await self._take(Step(delivery=delivery, stage=Stage.BEGUN, content=content)):
            return Flight(self, delivery)
        return None

    async def note(self, step: Step) -> None:
        """Note how far a question is; where that fails, it is answered all the same."""
        try:
            await self._take(step)
        except (CounterpointError, RuntimeError) as error:
            # the second where the process is at its end
            logger.warning("how far a question is could not be noted: %s", error)

    async def left(self) -> list[tuple[Flight, str]]:
        """Take over what processes left that are gone, with what the platform had sent. Raises `CounterpointError`."""
        loop = asyncio.get_running_loop()
        found: list[Left] = await loop.run_in_executor(self._thread, self._kept.left, self._platform)
        return [(Flight(self, one.delivery, in_doubt=one.in_doubt), one.content) for one in found]

    def close(self) -> None:
        """Write nothing more."""
        self._thread.shutdown(wait=False)

    async def _take(self, step: Step) -> bool:
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((step, taken))
        if self._writing is None:
            self._writing = asyncio.ensure_future(self._write())
        return await taken

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
