"""The contract of keeping questions while they are answered, so that another process answers what one cannot any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

LIFE: Final = timedelta(minutes=15)
"""After which a question is given up: nobody waits any more."""


class Stage(Enum):
    """How far a question is."""

    BEGUN = "begun"
    DELIVERING = "delivering"
    """The answer is on its way; whether it arrives, only this process will know."""
    DONE = "done"
    TAKEN_BACK = "taken back"
    """It was not acknowledged after all, and counts as never delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A question that comes to a stage."""

    delivery: str
    stage: Stage
    content: str = ""
    """What the platform sent; kept encrypted when the question is begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A question that a process which is gone left behind."""

    delivery: str
    content: str
    in_doubt: bool
    """Whether its answer may have arrived."""


class InFlight(Protocol):
    """The questions that are being answered. Safe over threads and processes. All methods may raise `DatabaseError`."""

    def take(self, steps: Sequence[Step]) -> list[bool]:
        """Note stages, all or none.

        Of each that is begun, whether its delivery was not seen before; of the others, whether it is still this
        process's: one that was taken for gone has lost it to another, which answers it.
        """

    def left(self, platform: str) -> list[Left]:
        """Take over what processes had begun of a platform that are gone, the oldest first.

        Deliveries begin with the platform's name.
        """
