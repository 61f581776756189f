"""What was found out not long ago: kept with its time, at most so much of it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """What is known by a name. Threads may share it.

    How old it may be, whoever looks says: one may trust for an hour what another wants anew after minutes.
    """

    def __init__(self, *, most: int, now: Callable[[], float] = time.monotonic) -> None:
        """`most`: how much is kept; what was kept for longest makes room."""
        self._most = most
        self._now = now
        self._known: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: K, *, within: float = float("inf")) -> V | None:
        """What was kept by that name in the last seconds."""
        with self._lock:
            found = self._known.get(name)
            return found[1] if found and self._now() - found[0] <= within else None

    def keep(self, name: K, value: V) -> None:
        """Keep something from now on."""
        with self._lock:
            self._known[name] = (self._now(), value)
            self._known.move_to_end(name)
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def forget(self, name: K) -> None:
        """Keep it no longer."""
        with self._lock:
            self._known.pop(name, None)
