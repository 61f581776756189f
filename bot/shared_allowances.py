"""How often somebody may ask, over all processes that serve the same people.

What is asked for while the database is being asked goes to it together the next time, so that a crowd costs a few
statements. Where the database is away or slow, each process counts for itself: nobody waits, and no question fails.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from bot.allowances import OwnAllowances
from knowledge.errors import CounterpointError
from knowledge.storage.turns import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.allowances import Allowances
    from knowledge.storage.turns import Granted, Turns

PATIENCE: Final = 0.25
"""Seconds to wait for the database."""
AWAY: Final = 5.0
"""Seconds in which it is not asked after it did not answer."""
LEAST: Final = 0.001
"""Seconds that whoever has no turn is told to wait at least."""

logger = logging.getLogger(__name__)


class SharedAllowances:
    """The allowances of all processes that use one database. For one event loop."""

    def __init__(
        self,
        turns: Turns,
        *,
        own: Allowances | None = None,
        patience: float = PATIENCE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`own`: what this process alone counts; whoever asks too often here alone costs the database nothing."""
        self._turns = turns
        self._own = own or OwnAllowances(now=now)
        self._patience = patience
        self._now = now
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="turns")
        self._waiting: list[tuple[str, int, asyncio.Future[float]]] = []
        self._asking: asyncio.Task[None] | None = None
        self._late: asyncio.Future[list[Granted]] | None = None
        self._away_until: float | None = None

    async def take(self, name: str, *, per_minute: int) -> float:
        """Use one of somebody's turns: 0 where there was one, else in how many seconds there will be."""
        if (wait := await self._own.take(name, per_minute=per_minute)) > 0:
            return wait
        if self._is_away():
            return 0.0
        answer: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting.append((name, per_minute, answer))
        if self._asking is None:
            self._asking = asyncio.ensure_future(self._ask())
        return await answer

    def close(self) -> None:
        """Let go of the database."""
        self._thread.submit(self._turns.close)
        self._thread.shutdown(wait=False)

    def _is_away(self) -> bool:
        late = self._late is not None and not self._late.done()
        return late or (self._away_until is not None and self._now() < self._away_until)

    async def _ask(self) -> None:
        """Ask for everybody who waits, until nobody does."""
        try:
            while self._waiting:
                asked, self._waiting = self._waiting, []
                self._tell(asked, await self._granted(asked))
        finally:
            self._asking = None

    async def _granted(
        self, asked: Sequence[tuple[str, int, asyncio.Future[float]]]
    ) -> dict[str, Granted] | None:
        wanted: defaultdict[tuple[str, int], int] = defaultdict(int)
        for name, per_minute, _ in asked:
            wanted[name, per_minute] += 1
        batch = [Wanted(name=name, turns=turns, per_minute=rate) for (name, rate), turns in wanted.items()]
        asking = asyncio.get_running_loop().run_in_executor(self._thread, self._turns.take, batch)
        # what takes too long goes on in its thread; nobody waits for it, and nobody else asks meanwhile
        await asyncio.wait({asking}, timeout=self._patience)
        if not asking.done():
            asking.add_done_callback(_heard)
            self._late = asking
            self._went("it takes too long")
            return None
        try:
            granted = asking.result()
        except CounterpointError as error:
            self._went(str(error))
            return None
        if self._away_until is not None:
            self._away_until = None
            logger.info("the database counts again how often people ask")
        return {one.name: grant for one, grant in zip(batch, granted, strict=True)}

    def _tell(
        self, asked: Sequence[tuple[str, int, asyncio.Future[float]]], granted: dict[str, Granted] | None
    ) -> None:
        given: defaultdict[str, int] = defaultdict(int)
        for name, _, answer in asked:
            given[name] += 1
            if not answer.done():
                here = granted[name] if granted else None
                has_turn = here is None or given[name] <= here.turns
                answer.set_result(0.0 if has_turn or here is None else max(LEAST, here.wait))

    def _went(self, why: str) -> None:
        if self._away_until is None:
            logger.warning(
                "each process counts for itself how often people ask, until the database does again: %s", why
            )
        self._away_until = self._now() + AWAY


def _heard(asking: asyncio.Future[list[Granted]]) -> None:
    """Take note of an error that nobody waits for any more."""
    if not asking.cancelled():
        asking.exception()
