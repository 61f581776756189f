"""Judges stance with a large language model: asked only about quotes already found, and only for labels.

It never sees who asks, where, or any other text of a source; it can neither write nor change a quote. What it
answers is remembered; what it may cost a month is bounded.
"""

import logging
import math
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

import numpy as np

from knowledge.errors import DatabaseError
from knowledge.judges.contract import LABELS, JudgeFailed, Pair, Probabilities
from knowledge.judges.dialect import most_tokens
from knowledge.judges.endpoint import Answered, Asking, Endpoint, NotBilled, Passing, attempts
from knowledge.judges.ledger import UNIT, Ledger, Reservation
from knowledge.judges.verdicts import VERSION, Verdict

QUOTES: Final = 10
"""Quotes in one request."""

AT_ONCE: Final = 8
"""Requests under way at most."""

SUREST: Final = 0.98
"""Most that a judgement counts for: models say that they are certain more often than they are right."""

MILLION: Final = 1_000_000
logger = logging.getLogger(__name__)
Batch: TypeAlias = tuple[str, list[str]]
"""A claim, and quotes to be judged against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a model costs, in the operator's currency, per million tokens."""

    prompt: Decimal
    answer: Decimal
    cap: Decimal
    """Most that is spent in a calendar month (UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModelSettings:
    """What the operator says about a language model."""

    endpoint: Endpoint
    prices: Prices | None = None
    """None where it costs nothing."""
    timeout: float = 20.0
    """Seconds that a reading may take, attempts included."""
    temperature: float = 1.0
    """Above 1 trusts the confidences less, below 1 more (Guo et al. 2017)."""


class LanguageModel:
    """A judge behind an endpoint."""

    def __init__(self, settings: LanguageModelSettings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger
        self._asking = Asking(settings.endpoint)
        self._name = f"{VERSION} {settings.endpoint.address} {settings.endpoint.model}"
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="judge")

    def probabilities(self, pairs: Sequence[Pair], /) -> Probabilities:
        """Return P(counters), P(supports), P(neither) of each (claim, quote), shape (n, 3).

        Raises:
            JudgeFailed: it could not judge all of them in time and within the month's cap.
        """
        found = self._remembered(pairs)
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in found]
        if missing:
            found |= self._asked(list(_batches(missing)))
        return _rows([found[pair] for pair in pairs], temperature=self._settings.temperature)

    def close(self) -> None:
        """Let go of the line and the ledger; what is still under way is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._asking.close()
        self._ledger.close()

    def _asked(self, batches: Sequence[Batch]) -> dict[Pair, Verdict]:
        ends = time.monotonic() + self._settings.timeout
        running = [self._threads.submit(self._judged, batch, ends) for batch in batches]
        done, late = wait(running, timeout=self._settings.timeout, return_when=FIRST_EXCEPTION)
        for one in late:
            # What is under way goes on, and is remembered for the next who asks.
            one.cancel()
        failures = [error for error in map(Future.exception, done) if error]
        if failures:
            raise failures[0]
        if late:
            raise JudgeFailed(f"{self._settings.endpoint.host} took too long to answer")
        return {pair: verdict for one in running for pair, verdict in one.result().items()}

    def _judged(self, batch: Batch, ends: float) -> dict[Pair, Verdict]:
        for attempt in attempts(ends):
            with attempt:
                answered = self._paid(batch, ends)
        claim, quotes = batch
        found = {(claim, quote): one for quote, one in zip(quotes, answered.verdicts, strict=True)}
        self._remember(found)
        return found

    def _paid(self, batch: Batch, ends: float) -> Answered:
        """Ask once, with the most that it may cost set aside before."""
        claim, quotes = batch
        prices = self._settings.prices
        if prices is None:
            return self._asking.once(claim, quotes, ends=ends)
        most = self._asking.most_bytes(claim, quotes), most_tokens(len(quotes))
        reserved = self._ledger.reserve(cost(prices, *most), cap=math.floor(prices.cap * UNIT))
        if reserved is None:
            raise JudgeFailed(f"the month's cap of {prices.cap} is reached")
        try:
            answered = self._asking.once(claim, quotes, ends=ends)
        except NotBilled:
            self._ledger.settle(reserved, 0)
            raise
        except Passing as error:
            # Where the model may have run, what was set aside counts as spent.
            if not error.billed:
                self._ledger.settle(reserved, 0)
            raise
        self._settle(reserved, prices, answered)
        return answered

    def _settle(self, reserved: Reservation, prices: Prices, answered: Answered) -> None:
        if answered.prompt_tokens is not None and answered.answer_tokens is not None:
            spent = cost(prices, answered.prompt_tokens, answered.answer_tokens)
            try:
                self._ledger.settle(reserved, spent)
            except DatabaseError as error:
                logger.warning("what a request cost was not written down: %s", error)

    def _remembered(self, pairs: Sequence[Pair]) -> dict[Pair, Verdict]:
        try:
            return self._ledger.remembered(self._name, list(dict.fromkeys(pairs)))
        except DatabaseError as error:
            logger.warning("earlier judgements cannot be read: %s", error)
            return {}

    def _remember(self, found: dict[Pair, Verdict]) -> None:
        try:
            self._ledger.remember(self._name, found)
        except DatabaseError as error:
            logger.warning("judgements cannot be kept: %s", error)


def cost(prices: Prices, prompt_tokens: int, answer_tokens: int) -> int:
    """What so many tokens cost, in parts of `UNIT`, rounded up."""
    return math.ceil((prices.prompt * prompt_tokens + prices.answer * answer_tokens) * UNIT / MILLION)


def _batches(pairs: Sequence[Pair]) -> Iterator[Batch]:
    """The quotes of each claim, so many at a time."""
    by_claim: dict[str, list[str]] = {}
    for claim, quote in pairs:
        by_claim.setdefault(claim, []).append(quote)
    for claim, quotes in by_claim.items():
        for start in range(0, len(quotes), QUOTES):
            yield claim, quotes[start : start + QUOTES]


def _rows(found: Sequence[Verdict], *, temperature: float) -> Probabilities:
    """The confidence goes to the stance, and what is left to the other two in equal parts."""
    rows = np.zeros((len(found), len(LABELS)), dtype=np.float32)
    for row, one in zip(rows, found, strict=True):
        sure = min(max(one.confidence, 1 / len(LABELS)), SUREST)
        row[:] = (1 - sure) / (len(LABELS) - 1)
        row[LABELS.index(one.stance)] = sure
    powers = rows ** (1 / temperature)
    calibrated = np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
    calibrated.flags.writeable = False
    return calibrated
