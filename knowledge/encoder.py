"""Turns texts into vectors whose cosine says how near they are in meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.inference import MODELS, TextModel

DIMENSIONS: Final = 384


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A learned linear move of vectors: where the answers to a text lie, seen from the text itself."""

    matrix: NDArray[np.float32]
    """Shape (384, 384); zeros move nothing."""
    bias: NDArray[np.float32]
    """Shape (384,)."""

    @staticmethod
    def read(path: Path) -> "Projection":
        """Read a projection that was trained with an encoder."""
        with np.load(path) as stored:
            return Projection(
                matrix=stored["matrix"].astype(np.float32), bias=stored["bias"].astype(np.float32)
            )

    def __call__(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Move unit vectors, shape (..., 384), to unit vectors."""
        moved = vectors + vectors @ self.matrix + self.bias
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), dtype=np.float32)


class Encoder:
    """all-MiniLM-L6-v2, fine-tuned on debates, as int8 ONNX (Reimers and Gurevych 2019, "Sentence-BERT")."""

    def __init__(self, model: TextModel, answers: Projection) -> None:
        self._model = model
        self._answers = answers

    @staticmethod
    @cache
    def load() -> "Encoder":
        """Load the encoder that ships with the program, once a process."""
        model = TextModel(MODELS / "encoder.onnx", MODELS / "tokenizer.json", max_tokens=128)
        return Encoder(model, Projection.read(MODELS / "encoder-answers.npz"))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (n, 384): what the text is about."""
        return self._model.run(texts) if texts else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def toward_answers(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Move the vectors of claims, shape (..., 384), to where the texts that answer them lie.

        Only the one who asks is moved: what is found has the vectors of `encode`.
        """
        return self._answers(vectors)
