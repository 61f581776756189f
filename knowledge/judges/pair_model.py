"""Judges stance with any classifier of text pairs in ONNX, such as one made for natural language inference."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from knowledge.inference import TextModel, softmax
from knowledge.judges.contract import LABELS, JudgeFailed, Pair, Probabilities
from knowledge.judges.labels import Columns, columns
from knowledge.judges.pair_settings import TOKENIZER, Order, read_config, read_settings

REMEMBERED: Final = 64
"""Readings that are kept: whoever asked for counters often asks for the other side soon after."""

MOST_TOKENS: Final = 256
"""A claim and a quote are shorter; a longer pair is cut by the tokenizer."""

_BESIDES: Final = 2
"""Places of a text that some kinds of model keep for themselves."""


class PairModel:
    """A pair classifier from a folder with its graph, tokenizer and config."""

    def __init__(
        self, model: TextModel, *, meaning: Columns, order: Order = "quote-claim", temperature: float = 1.0
    ) -> None:
        self._model = model
        self._meaning = meaning
        self._quote_first = order == "quote-claim"
        self._temperature = temperature
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)

    @staticmethod
    def load(folder: Path) -> "PairModel":
        """Load a model that was added. Raises `JudgeFailed` where a file is missing or damaged."""
        try:
            kept = read_settings(folder)
            config = read_config(folder)
            model = TextModel(
                folder / kept.graph,
                folder / TOKENIZER,
                max_tokens=_max_tokens(config),
                padding=int(config.get("pad_token_id") or 0),
            )
            meaning = columns(kept.labels)
        except Exception as error:
            # The runtime and the tokenizer raise whatever they like over a broken file.
            raise JudgeFailed(f"its files cannot be loaded ({type(error).__name__})") from error
        return PairModel(model, meaning=meaning, order=kept.order, temperature=kept.temperature)

    def probabilities(self, pairs: Sequence[Pair], /) -> Probabilities:
        """Return P(counters), P(supports), P(neither) of each (claim, quote), shape (n, 3). Raises `JudgeFailed`."""
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        try:
            return self._remembered(tuple(pairs))
        except Exception as error:
            # As above: a graph may fail on what no check of its file shows.
            raise JudgeFailed(f"it could not read the quotes ({type(error).__name__})") from error

    def _read(self, pairs: tuple[Pair, ...]) -> Probabilities:
        texts = [(quote, claim) if self._quote_first else (claim, quote) for claim, quote in pairs]
        scores = self._model.run(texts, batch=16)
        found = softmax(scores, temperature=self._temperature)
        if not np.isfinite(found).all():
            raise ValueError("numbers that are none")
        meaning = (self._meaning.counters, self._meaning.supports, self._meaning.neither)
        rows = np.stack([found[:, list(numbers)].sum(axis=1) for numbers in meaning], axis=1)
        rows.flags.writeable = False
        return rows


def _max_tokens(config: Mapping[str, Any]) -> int:
    places = config.get("max_position_embeddings")
    return (
        min(MOST_TOKENS, places - _BESIDES) if isinstance(places, int) and places > _BESIDES else MOST_TOKENS
    )
