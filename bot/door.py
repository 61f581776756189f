"""Who is let in: as many as can be served in a while, of no workspace too many, and nobody too often.

Whoever comes is acknowledged first, by the adapter; then either served or told at once when to come again.
"""

from __future__ import annotations

import math
import time
from collections import Counter, OrderedDict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import load_texts
from bot.allowances import Allowances, OwnAllowances
from bot.host import Busy
from bot.rush import Rush

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.fair_queue import Who

NEWEST: Final = 0.05
"""How much the last one who left weighs in how long one takes."""
FIRST_GUESS: Final = 0.1
"""Seconds that one takes, before anything was measured."""
LONGEST_WAIT: Final = 900
"""Nobody is told to come back after longer."""
TOLD_AGAIN: Final = 10.0
"""Seconds in which nobody is told a second time, where telling costs a message of its own."""
MOST_TOLD: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many may be inside, and how often somebody may come; 0 where that is left open."""

    waiting: int = 2_000
    """In all: those who wait and those who are served."""
    waiting_of_one: int = 500
    """Of one workspace."""
    person_per_minute: int = 240
    workspace_per_minute: int = 2_400


class Door:
    """Lets people in and counts them. One object serves every platform of a process, from one event loop."""

    def __init__(
        self,
        capacity: Capacity | None = None,
        *,
        allowances: Allowances | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._capacity = capacity or Capacity()
        self._allowances = allowances or OwnAllowances(now=now)
        self._now = now
        self.rush = Rush(now=now)
        self._inside: Counter[str] = Counter()
        self._all = 0
        self._usual = FIRST_GUESS
        """Seconds between two who leave while others wait."""
        self._left: float | None = None
        self._told: OrderedDict[Who, float] = OrderedDict()

    @property
    def inside(self) -> int:
        """How many there are who wait or are served."""
        return self._all

    async def enter(self, who: Who) -> None:
        """Let somebody in, who must `leave` again. Raises `Busy` where there is no room, or they come too often."""
        if busy := await self.turned_away(who):
            raise busy

    async def turned_away(self, who: Who) -> Busy | None:
        """Let somebody in, as `enter` does; give what `enter` raises: in a rush that costs a tenth of it."""
        if busy := self.full(who) or await self._too_often(who) or self.full(who):
            return busy
        self._all += 1
        self._inside[who.workspace] += 1
        return None

    def full(self, who: Who) -> Busy | None:
        """What somebody is told while there is no room for them; None where there is some."""
        capacity, here = self._capacity, self._inside[who.workspace]
        if capacity.waiting and self._all >= capacity.waiting:
            return Busy(self._seconds(self._all))
        if capacity.waiting_of_one and here >= capacity.waiting_of_one:
            return Busy(self._seconds(self._ahead_of(here)))
        return None

    def leave(self, who: Who) -> None:
        """Note that somebody has been served."""
        now = self._now()
        if self._left is not None:
            self._usual += NEWEST * (now - self._left - self._usual)
        self._all -= 1
        self._left = now if self._all else None
        self._inside[who.workspace] -= 1
        if not self._inside[who.workspace]:
            del self._inside[who.workspace]

    @asynccontextmanager
    async def let_in(self, who: Who) -> AsyncIterator[None]:
        """Have somebody inside for as long as the block takes. Raises `Busy`."""
        await self.enter(who)
        try:
            yield
        finally:
            self.leave(who)

    def tells(self, who: Who) -> bool:
        """Whether to send somebody a message that there is no room: not again and again."""
        now = self._now()
        if now - self._told.get(who, float("-inf")) < TOLD_AGAIN:
            return False
        self._told[who] = now
        self._told.move_to_end(who)
        if len(self._told) > MOST_TOLD:
            self._told.popitem(last=False)
        return True

    async def _too_often(self, who: Who) -> Busy | None:
        one, all_here = self._capacity.person_per_minute, self._capacity.workspace_per_minute
        take = self._allowances.take
        if one and (wait := await take(f"person:{who.workspace}:{who.person}", per_minute=one)) > 0:
            return Busy(math.ceil(wait), say=load_texts.too_often)
        if all_here and (wait := await take(f"workspace:{who.workspace}", per_minute=all_here)) > 0:
            return Busy(math.ceil(wait), say=load_texts.too_many_here)
        return None

    def _ahead_of(self, most: int) -> int:
        """How many will be served before the last one of a workspace with so many: of every workspace equally many."""
        return sum(min(count, most) for count in self._inside.values())

    def _seconds(self, ahead: int) -> int:
        return min(LONGEST_WAIT, max(1, math.ceil(ahead * self._usual)))
