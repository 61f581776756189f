"""What was computed from a whole database, kept until the database changes."""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

T = TypeVar("T")

MOST: Final = 10_000


class Remembered:
    """Values that hold for one revision of a database.

    Threads may use it at once: the worst that can happen is that a value is computed twice.
    """

    def __init__(self) -> None:
        self._held: tuple[int, dict[Hashable, Any]] = (-1, {})

    def once(self, revision: int, name: Hashable, compute: Callable[[], T]) -> T:
        """Give the value of that name, computed if this revision has not needed it yet."""
        of, values = self._held
        if of != revision or len(values) >= MOST:
            values = {}
            self._held = (revision, values)
        if name not in values:
            values[name] = compute()
        value: T = values[name]
        return value
