"""The models of the first version, as peers: the untuned encoder and the first stance model.

They come out of the repository's history, by the ids of their contents, and are kept under `build/`, which git
ignores. A checkout without history (a shallow clone) does not hold them.
"""

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import NotThereError
from knowledge.inference import TextModel

ROOT: Final = Path(__file__).parents[1]
KEPT: Final = ROOT / "build" / "first-version"
CONTENTS: Final = {
    "encoder.onnx": "bb12804691e097e03ba91d9b02c5a7a8dad11e48",
    "stance.onnx": "4833f2c773a0b5464b96109fe7529f967562e28e",
    "tokenizer.json": "cb202bfe2e3c98645018a6d12f182a434c9d3e02",
}
"""Git's ids of the first contents of `knowledge/models/`: all-MiniLM-L6-v2 as published, and the first pair model."""

TEMPERATURE: Final = 1.2
"""What the first stance model's outputs were divided by."""

ENCODER: Final = "untuned encoder"
STANCE: Final = "untuned encoder, first stance model"


class FirstEncoder:
    """all-MiniLM-L6-v2 as it is published, in 8 bits."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text."""
        return self._model.run(texts)


class FirstStanceModel:
    """The pair model of the first version."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return P(counters), P(supports), P(neither) of each (claim, text)."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        powers = np.exp(self._model.run(pairs, batch=16) / TEMPERATURE)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def first_encoder() -> FirstEncoder:
    """Load the encoder with nothing trained. Raises `NotThereError`."""
    return FirstEncoder(TextModel(_file("encoder.onnx"), _file("tokenizer.json"), max_tokens=128))


@cache
def first_stance_model() -> FirstStanceModel:
    """Load the stance model of the first version. Raises `NotThereError`."""
    return FirstStanceModel(TextModel(_file("stance.onnx"), _file("tokenizer.json"), max_tokens=80))


def _file(name: str) -> Path:
    """Return a model's path, taken out of the history when it is first asked for. Raises `NotThereError`."""
    kept = KEPT / f"{CONTENTS[name][:12]}-{name}"
    if not kept.exists():
        done = subprocess.run(
            ["git", "cat-file", "blob", CONTENTS[name]], cwd=ROOT, capture_output=True, check=False
        )
        if done.returncode:
            raise NotThereError(f"the first version's {name} (not in this checkout's history)")
        KEPT.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".part")
        unfinished.write_bytes(done.stdout)
        unfinished.replace(kept)
    return kept
