"""Runs a small text model: a tokenizer and an ONNX graph, in batches of like length."""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
    """A tokenizer with an ONNX graph whose output is one row of numbers a text. Threads may share it."""

    def __init__(
        self, graph: Path, tokenizer: Path, *, max_tokens: int, threads: int | None = None, padding: int = 0
    ) -> None:
        """`threads`: how many batches run at once, over all who ask; `padding`: the id that fills up short texts."""
        options = onnxruntime.SessionOptions()
        # Each batch has one thread: threads within a batch wait for each other, a third of their time when many ask.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._padding = padding
        # One queue: batches are worked off in the order in which people asked, not all at once and all late.
        self._queue = ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8), thread_name_prefix="model")
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=max_tokens)

    def run(self, texts: Sequence[Text], *, batch: int = 32) -> NDArray[np.float32]:
        """Return one row of the graph's output a text, in the order of `texts`; shape (n, width)."""
        encoded: list[Encoding] = self._tokenizer.encode_batch_fast(list(texts))
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        batches = [order[start : start + batch] for start in range(0, len(order), batch)]
        worked_off = list(self._worked_off(encoded, batches))
        rows = np.zeros((len(encoded), worked_off[0][1].shape[-1]), dtype=np.float32)
        for chosen, found in worked_off:
            rows[chosen] = found
        return rows

    def _worked_off(
        self, encoded: Sequence[Encoding], batches: Sequence[list[int]]
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Each batch with its rows; the longest texts first, so that no long batch is left for the end."""
        if len(batches) == 1:
            yield batches[0], self._rows([encoded[i] for i in batches[0]])
            return
        running = [
            (chosen, self._queue.submit(self._rows, [encoded[i] for i in chosen]))
            for chosen in reversed(batches)
        ]
        for chosen, future in running:
            yield chosen, future.result()

    def _rows(self, batch: Sequence[Encoding]) -> NDArray[np.float32]:
        # Some kinds of model have no token types.
        arrays = {name: one for name, one in _arrays(batch, self._padding).items() if name in self._inputs}
        rows: NDArray[np.float32] = self._session.run(None, arrays)[0]
        return rows


def _arrays(batch: Sequence[Encoding], padding: int) -> dict[str, NDArray[np.int64]]:
    shape = (len(batch), max(len(one.ids) for one in batch))
    arrays = {
        name: np.zeros(shape, dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    arrays["input_ids"][:] = padding
    for row, one in enumerate(batch):
        length = len(one.ids)
        arrays["input_ids"][row, :length] = one.ids
        arrays["attention_mask"][row, :length] = 1
        arrays["token_type_ids"][row, :length] = one.type_ids
    return arrays


def softmax(scores: NDArray[np.float32], *, temperature: float) -> NDArray[np.float32]:
    """Make probabilities of scores, shape (n, width), a row a text; the temperature divides the scores."""
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def settings(name: str) -> dict[str, Any]:
    """Read the numbers fitted with a model, which stand beside it: `stance.json`."""
    read: dict[str, Any] = json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))
    return read
