"""The contract of counting how often people ask, in one place for all processes that serve them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Somebody who wants some of their turns."""

    name: str
    turns: int
    per_minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """How many turns there were, and in how many seconds there is one more."""

    turns: int
    wait: float


class Turns(Protocol):
    """Buckets that fill evenly, each full at first. For one thread."""

    def take(self, wanted: Sequence[Wanted]) -> list[Granted]:
        """Use turns, as many as there are. Each name comes once. Raises `DatabaseError`."""

    def close(self) -> None:
        """Close the connection; the next use opens one."""
