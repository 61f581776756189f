"""Turns texts into vectors whose cosine says how near they are in meaning."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.inference import MODELS, TextModel

DIMENSIONS: Final = 384


class Encoder:
    """all-MiniLM-L6-v2 as int8 ONNX (Reimers and Gurevych 2019, "Sentence-BERT")."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    @staticmethod
    @cache
    def load() -> "Encoder":
        """Load the encoder that ships with the program, once a process."""
        return Encoder(TextModel(MODELS / "encoder.onnx", MODELS / "tokenizer.json", max_tokens=128))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (n, 384)."""
        return self._model.run(texts) if texts else np.zeros((0, DIMENSIONS), dtype=np.float32)
