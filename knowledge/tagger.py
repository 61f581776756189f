"""Finds who is cited for what with a small trained model, as spans of a text."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.inference import MODELS
from knowledge.understanding.spans import Pieces, Tagged, Window, best_tags, pieces_of, tagged_by, windows

BATCH: Final = 8


class SpanTagger:
    """Tags source, cue and content of attributions (PolNeAR, Newell et al. 2018). Threads may share it."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._queue = ThreadPoolExecutor(min(os.cpu_count() or 1, 8), thread_name_prefix="tagger")
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @staticmethod
    @cache
    def load() -> "SpanTagger":
        """Load the tagger that ships with the program, once a process."""
        return SpanTagger(MODELS / "spans.onnx", MODELS / "tokenizer.json")

    def tag(self, text: str) -> tuple[Tagged, ...]:
        """The attributions of a text, in the order of their cues; a line is a paragraph."""
        pieces = pieces_of(text, self._tokenizer)
        order = sorted(windows(pieces), key=lambda window: window.end - window.start)
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        running = [self._queue.submit(self._tagged, pieces, batch) for batch in reversed(batches)]
        found = [one for future in running for one in future.result()]
        return tuple(sorted(found, key=lambda one: one.cue[0].start))

    def _tagged(self, pieces: Pieces, batch: Sequence[Window]) -> list[Tagged]:
        cues, scores, tags = self._session.run(None, _arrays(pieces, batch))
        return list(_read(pieces, batch, cues, scores, tags))


def _arrays(pieces: Pieces, batch: Sequence[Window]) -> dict[str, NDArray[np.int64]]:
    shape = (len(batch), max(window.end - window.start for window in batch))
    arrays = {
        name: np.zeros(shape, dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    for row, window in enumerate(batch):
        inside, size = slice(window.start, window.end), window.end - window.start
        arrays["input_ids"][row, :size] = pieces.ids[inside]
        arrays["attention_mask"][row, :size] = 1
        arrays["token_type_ids"][row, :size] = pieces.shapes[inside]
    return arrays


def _read(
    pieces: Pieces, batch: Sequence[Window], cues: NDArray[np.int64], scores: NDArray[np.float32], tags: Any
) -> Iterator[Tagged]:
    """The attributions whose cue begins where each window is to find them."""
    mine = [
        number
        for number, (row, place) in enumerate(cues)
        # The graph's first cue is none: it keeps the graph from running on nothing.
        if number and batch[row].first <= batch[row].start + place < batch[row].last
    ]
    if not mine:
        return
    for number, best in zip(mine, best_tags(tags[mine]), strict=True):
        window = batch[cues[number][0]]
        spans = pieces.spans[window.start : window.end]
        tagged = tagged_by(best[: len(spans)].tolist(), spans, score=float(scores[number]))
        if tagged.cue:
            yield tagged
