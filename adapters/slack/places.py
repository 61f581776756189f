"""Places that are kept from the acknowledgement in a rush until the framework has handed on what was acknowledged."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.fair_queue import Who


class Place:
    """A place inside that was kept for something which the framework has not yet handed on."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self._kept = True

    def give_up(self) -> bool:
        """Use the place for oneself, or give it up; False where somebody has before."""
        kept, self._kept = self._kept, False
        return kept


PLACE: ContextVar[Place | None] = ContextVar("PLACE", default=None)
"""The place of what is being dispatched."""
