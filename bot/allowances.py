"""How often somebody may ask: so many times a minute, all of them at once if they like."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_KNOWN: Final = 20_000
"""People and workspaces that are remembered; whoever is forgotten has asked nothing for longest."""
MINUTE: Final = 60.0


class Allowances(Protocol):
    """Counts what people ask for. Processes that serve the same people may share one."""

    async def take(self, name: str, *, per_minute: int) -> float:
        """Use one of somebody's turns: 0 where there was one, else in how many seconds there will be.

        It is awaited before an acknowledgement, so it has some milliseconds and not more.
        """


class OwnAllowances:
    """The allowances of one process: buckets that fill evenly, each full at first."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic, most: int = MOST_KNOWN) -> None:
        self._now = now
        self._most = most
        self._full_at: OrderedDict[str, float] = OrderedDict()
        """When each bucket will be full again, unless something is taken meanwhile."""

    async def take(self, name: str, *, per_minute: int) -> float:
        """Use one of somebody's turns: 0 where there was one, else in how many seconds there will be."""
        now, turn = self._now(), MINUTE / per_minute
        full_at = max(self._full_at.get(name, now), now) + turn
        if full_at - now > MINUTE:
            return full_at - now - MINUTE
        self._full_at[name] = full_at
        self._full_at.move_to_end(name)
        if len(self._full_at) > self._most:
            self._full_at.popitem(last=False)
        return 0.0
