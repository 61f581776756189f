"""How many threads a piece of work has: one, since many pieces are worked on at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import MutableMapping

LINEAR_ALGEBRA: Final = "OPENBLAS_NUM_THREADS"
TOKENIZER: Final = "TOKENIZERS_PARALLELISM"
_SET_BY_AN_OPERATOR: Final = (LINEAR_ALGEBRA, "OMP_NUM_THREADS")


def one_thread_each(environment: MutableMapping[str, str]) -> None:
    """Give linear algebra and the tokenizer one thread, where nothing else was set. To be called before they are loaded.

    Threads wait by running in circles: with several, a quarter of the processor went there and not into answers.
    With one, sums are also added up in the same order on every machine, however many cores it has.
    """
    environment.setdefault(TOKENIZER, "false")
    if not any(environment.get(name) for name in _SET_BY_AN_OPERATOR):
        environment[LINEAR_ALGEBRA] = "1"
