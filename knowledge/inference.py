"""Runs a small text model: a tokenizer and an ONNX graph, in batches of like length."""

import json
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

MODELS: Final = Path(str(files("knowledge") / "models"))

Text = str | tuple[str, str]
"""One text, or two that a model reads together."""


class TextModel:
    """A tokenizer with an ONNX graph whose output is one row of numbers a text."""

    def __init__(self, graph: Path, tokenizer: Path, *, max_tokens: int, threads: int | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or min(os.cpu_count() or 1, 4)
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # threads that wait by spinning take the core that the next step needs
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=max_tokens)

    @property
    def width(self) -> int:
        """Numbers in a row of the output."""
        return int(self._session.get_outputs()[0].shape[-1])

    def run(self, texts: Sequence[Text], *, batch: int = 32) -> NDArray[np.float32]:
        """Return one row of the graph's output a text, in the order of `texts`; shape (n, width)."""
        encoded: list[Encoding] = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        rows = np.zeros((len(encoded), self.width), dtype=np.float32)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            rows[chosen] = self._session.run(None, _arrays([encoded[i] for i in chosen]))[0]
        return rows


def _arrays(batch: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    shape = (len(batch), max(len(one.ids) for one in batch))
    arrays = {
        name: np.zeros(shape, dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    for row, one in enumerate(batch):
        length = len(one.ids)
        arrays["input_ids"][row, :length] = one.ids
        arrays["attention_mask"][row, :length] = 1
        arrays["token_type_ids"][row, :length] = one.type_ids
    return arrays


@cache
def settings(name: str) -> dict[str, Any]:
    """Read the numbers fitted with a model, which stand beside it: `stance.json`."""
    read: dict[str, Any] = json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))
    return read
