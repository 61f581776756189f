"""What takes a while to work out, kept for some minutes: what argues against a quote and for it, and maps.

A quote's page is there at once and shows what is kept; what is not, its own page works out. Once nobody has asked for
anything for a moment, both sides of the quote that was opened last are worked out beforehand.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.host import Busy
from knowledge.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.reply import Reply
    from bot.workers import Workers
    from knowledge.maps.graph import ArgumentMap

Key: TypeAlias = tuple[str, int, str, str, str]
"""The workspace and its revision, what it is about, which side of it, the language."""
MOST: Final = 500
SECONDS: Final = 300.0
"""How long something is kept: a vote changes it, and moves no revision."""
QUIET: Final = 0.6
"""Seconds without a request after which something is worked out beforehand."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one server keeps."""

    sides: Recent[Key, Reply] = field(default_factory=partial(Recent, most=MOST))
    maps: Recent[Key, ArgumentMap] = field(default_factory=partial(Recent, most=MOST))


class Beforehand:
    """Works something out while nobody waits: one thing at a time, and only the last that was asked for."""

    def __init__(self, workers: Workers, *, quiet: float = QUIET) -> None:
        self._workers = workers
        self._quiet = quiet
        self._task: asyncio.Task[None] | None = None
        self._working = False

    def interrupt(self) -> None:
        """Somebody asks for something, so that what has not begun is left."""
        if self._task is not None and not self._working:
            self._task.cancel()
            self._task = None

    def soon(self, work: Callable[[], object]) -> None:
        """Do this when it stays quiet."""
        if not self._working:
            self.interrupt()
            self._task = asyncio.ensure_future(self._after_a_while(work))

    async def finish(self) -> None:
        """Leave what has not begun, and wait for what has."""
        self.interrupt()
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task

    async def _after_a_while(self, work: Callable[[], object]) -> None:
        await asyncio.sleep(self._quiet)
        self._working = True
        try:
            await self._workers.answer(work)
        except Busy:
            return
        except Exception:
            logger.exception("working out the sides of a quote")
        finally:
            self._working = False
