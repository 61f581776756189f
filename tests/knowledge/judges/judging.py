"""What the tests of judges share: a claim with quotes, a judge that always says the same, a ledger that is closed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import numpy as np

from knowledge.judges.contract import LABELS, Pair, Probabilities
from knowledge.judges.endpoint import Endpoint
from knowledge.judges.fallback import WithFallback
from knowledge.judges.language_model import LanguageModel, LanguageModelSettings, Prices
from knowledge.judges.ledger import Ledger

CLAIM = "The ferry to Skerry is safe in winter."
QUOTES = (
    "The ferry to Skerry is not safe in winter, said Ines Okafor.",
    "In all its years the ferry was safe, winter or summer.",
    "Herring is eaten with onions.",
)
PAIRS = [(CLAIM, quote) for quote in QUOTES]
STANCES = ["counters", "supports", "neither"]
FALLEN_BACK = ["neither", "neither", "neither"]
DEAR = Prices(prompt=Decimal(1), answer=Decimal(10), cap=Decimal(5))


class Undecided:
    """Stands for the shipped model, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def probabilities(self, pairs: Sequence[Pair], /) -> Probabilities:
        self.asked += 1
        return np.tile(np.array([[0.1, 0.1, 0.8]], dtype=np.float32), (len(pairs), 1))


def stances(rows: Probabilities) -> list[str]:
    return [LABELS[int(row.argmax())] for row in rows]


def settings(address: str, *, timeout: float = 10.0, prices: Prices | None = None) -> LanguageModelSettings:
    return LanguageModelSettings(
        endpoint=Endpoint(address=address, model="skerry-7b", key="canary-key"),
        timeout=timeout,
        prices=prices,
    )


@contextmanager
def language_model(
    folder: Path, address: str, *, timeout: float = 10.0, prices: Prices | None = None
) -> Iterator[LanguageModel]:
    judge = LanguageModel(settings(address, timeout=timeout, prices=prices), Ledger(folder / "ledger.db"))
    try:
        yield judge
    finally:
        judge.close()


@contextmanager
def spending(folder: Path) -> Iterator[Ledger]:
    ledger = Ledger(folder / "ledger.db")
    try:
        yield ledger
    finally:
        ledger.close()


def with_fallback(judge: LanguageModel) -> tuple[WithFallback, Undecided]:
    behind = Undecided()
    return WithFallback("the language model", lambda: judge, fallback=lambda: behind), behind
