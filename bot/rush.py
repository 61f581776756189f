"""Tells when so much comes at once that acknowledging it comes before everything else."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

CROWD: Final = 32
WITHIN: Final = 0.25
"""So many questions in so many seconds are a rush: more than a hundred a second."""
SETTLING: Final = 0.15
"""Seconds after the last question of a rush until it is over."""
LONGEST: Final = 6.0
"""Seconds after which work goes on, however many more come."""


class Rush:
    """Counts what comes in. Used from one event loop."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._heard: deque[float] = deque(maxlen=CROWD)
        self._began = self._last = float("-inf")

    def heard(self) -> bool:
        """Note that something came in; whether it is one of very many."""
        now = self._now()
        self._heard.append(now)
        if len(self._heard) < CROWD or now - self._heard[0] > WITHIN:
            return False
        if now - self._last > SETTLING:
            self._began = now
        self._last = now
        return True

    @property
    def goes_on(self) -> bool:
        """Whether there is one."""
        return self._now() - self._last < SETTLING

    @property
    def holds_up_work(self) -> bool:
        """Whether work has to wait, so that those who come now are acknowledged first."""
        return self.goes_on and self._now() - self._began < LONGEST
