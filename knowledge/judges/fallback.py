"""Lets the shipped model judge whenever the chosen judge cannot, so that people get an answer all the same."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from knowledge.errors import CounterpointError
from knowledge.judges.contract import Judge, Pair, Probabilities, shipped

REST: Final = 60.0
"""Seconds for which a judge that failed is not asked, so that not everybody waits for the same failure."""
logger = logging.getLogger(__name__)


class WithFallback:
    """A judge that never fails. One reading is judged by one judge, so that its numbers can be compared."""

    def __init__(
        self,
        name: str,
        make: Callable[[], Judge],
        *,
        fallback: Callable[[], Judge] = shipped,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`make` is called when the judge is first needed, and again after it has raised a `CounterpointError`."""
        self._name = name
        self._make = make
        self._fallback = fallback
        self._clock = clock
        self._made: Judge | None = None
        self._making = threading.Lock()
        self._rests_until = -float("inf")

    def probabilities(self, pairs: Sequence[Pair], /) -> Probabilities:
        """Return what the judge says of each (claim, quote), shape (n, 3), or else what the shipped model says."""
        if self._clock() >= self._rests_until:
            try:
                return self._judge().probabilities(pairs)
            except CounterpointError as error:
                self._rests_until = self._clock() + REST
                logger.warning(
                    "%s gave no judgement, and the shipped model judges for %d seconds: %s",
                    *(self._name, REST, error),
                )
        return self._fallback().probabilities(pairs)

    def _judge(self) -> Judge:
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made
