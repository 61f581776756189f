"""Judges what a quote says about a claim, by reading the two together."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.inference import MODELS, TextModel, settings, softmax
from knowledge.judges.contract import LABELS, Pair

__all__ = ["LABELS", "Pair", "StanceModel"]

MAX_TOKENS: Final = 96
"""Word pieces of a claim with a quote; what is longer is cut."""

REMEMBERED: Final = 256
"""Readings that are kept: whoever asked for counters often asks for the other side, or again, soon after."""


class StanceModel:
    """A pair classifier, fine-tuned on inference and debates (see `models/stance.md`)."""

    def __init__(self, model: TextModel, *, temperature: float) -> None:
        self._model = model
        self._temperature = temperature
        # Whole readings, not pairs: in 8 bits a pair's numbers depend a little on those that are read with it.
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    @staticmethod
    @cache
    def load() -> "StanceModel":
        """Load the stance model that ships with the program, once a process."""
        model = TextModel(MODELS / "stance.onnx", MODELS / "tokenizer.json", max_tokens=MAX_TOKENS)
        return StanceModel(model, temperature=settings("stance")["temperature"])

    def probabilities(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """Return P(counters), P(supports), P(neither) of each (claim, quote), shape (n, 3); not to be written to.

        Calibrated by temperature (Guo et al. 2017, "On Calibration of Modern Neural Networks").
        """
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        return self._remembered(tuple(pairs))

    def _read(self, pairs: tuple[Pair, ...]) -> NDArray[np.float32]:
        rows = softmax(self._model.run(pairs, batch=16), temperature=self._temperature)
        rows.flags.writeable = False
        return rows
