"""A pair model of a few dozen numbers, as an exporter would write it: it looks for denials in what it reads first."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

INFERENCE = ("contradiction", "entailment", "neutral")
WEIGHTS = {"not": ("counters", 4.0), "never": ("counters", 4.0), "safe": ("supports", 2.0)}
STANDS_FOR = {
    "contradiction": "counters",
    "REFUTES": "counters",
    "undermines": "counters",
    "entailment": "supports",
    "SUPPORTS": "supports",
    "supports": "supports",
}
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *WEIGHTS, "the", "ferry", "is", "in", "winter")


def written(
    folder: Path,
    *,
    labels: Sequence[str] = INFERENCE,
    told: Sequence[str] | None = None,
    graph: str = "model.onnx",
    token_types: bool = True,
    padding: int = 0,
) -> Path:
    """Write a model into a folder; `told` are the labels that its config names, where they are others."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / graph).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(_graph(labels, token_types=token_types, padding=padding), folder / graph)
    _tokenizer(padding).save(str(folder / "tokenizer.json"))
    config = {
        "id2label": {str(i): name for i, name in enumerate(told or labels)},
        "pad_token_id": padding,
        "max_position_embeddings": 64,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def _vocabulary(padding: int) -> dict[str, int]:
    order = list(WORDS)
    order.insert(padding, order.pop(0))
    return {word: number for number, word in enumerate(order)}


def _tokenizer(padding: int) -> Tokenizer:
    vocabulary = _vocabulary(padding)
    made = Tokenizer(models.WordLevel(vocabulary, "[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(mark, vocabulary[mark]) for mark in ("[CLS]", "[SEP]")],
    )
    return made


def _counted(*, token_types: bool) -> list[onnx.NodeProto]:
    """The tokens that count: those of the first text, or else all that are no padding."""
    if token_types:
        return [
            helper.make_node("Sub", ["one", "token_type_ids"], ["first"]),
            helper.make_node("Mul", ["first", "attention_mask"], ["counted"]),
        ]
    return [
        helper.make_node("Equal", ["input_ids", "padding"], ["padded"]),
        helper.make_node("Not", ["padded"], ["first"]),
        helper.make_node("Cast", ["first"], ["counted"], to=TensorProto.INT64),
    ]


def _graph(labels: Sequence[str], *, token_types: bool, padding: int) -> onnx.ModelProto:
    vocabulary = _vocabulary(padding)
    table = np.zeros((len(vocabulary), len(labels)), dtype=np.float32)
    for word, (stance, weight) in WEIGHTS.items():
        for column, label in enumerate(labels):
            if STANDS_FOR.get(label) == stance:
                table[vocabulary[word], column] = weight
    # Whatever fills up short texts with another number than the padding's counts, where no token types say so.
    table[vocabulary["[UNK]"], 0] = 0.0 if token_types else -0.5
    bias = np.array([0.0 if label in STANDS_FOR else 1.0 for label in labels], dtype=np.float32)
    constants = {
        "table": table,
        "bias": bias,
        "two": np.array([2]),
        "one": np.array(1),
        "axis": np.array([1]),
        "padding": np.array(padding),
    }
    steps = [
        helper.make_node("Gather", ["table", "input_ids"], ["weights"], axis=0),
        *_counted(token_types=token_types),
        helper.make_node("Cast", ["counted"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["numbers", "two"], ["wide"]),
        helper.make_node("Mul", ["weights", "wide"], ["seen"]),
        helper.make_node("ReduceSum", ["seen", "axis"], ["sum"], keepdims=0),
        helper.make_node("Add", ["sum", "bias"], ["logits"]),
    ]
    inputs = ["input_ids", *(["attention_mask", "token_type_ids"] if token_types else [])]
    made = helper.make_graph(
        steps,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "labels"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
