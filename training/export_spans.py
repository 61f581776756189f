"""Export the tagger of attributions to one small ONNX graph, as the core loads it.

    python training/export_spans.py --base BASE --model build/spans --out knowledge/models/spans.onnx

Matrices become 8-bit integers (dynamic quantisation, as in `export.py`). Vectors of word pieces become 4-bit integers
in blocks with a scale each, and only those of frequent pieces are kept: the graph begins with a table from the ids of
the shared tokenizer to its own, where every other piece is `[UNK]`.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from span_model import SpanTagger, base, id_map
from tokenizers import Tokenizer

from knowledge.understanding.spans import CORE, MARGIN

INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS: Final = ("cues", "scores", "tags")
BLOCK: Final = 64


class Graph(torch.nn.Module):
    """What the core runs: the cues of windows, how likely they are, and the tags of all pieces to each.

    The first cue given is none: it keeps the graph from running on nothing where a batch has no cue.
    """

    def __init__(self, model: SpanTagger, *, least: float) -> None:
        super().__init__()
        self.model = model
        self.least = least

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, shapes: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Return cues (n, 2) as window and place, scores (n,), tags (n, length, tags)."""
        hidden, begins = self.model.read(self.model.states(ids, mask), mask, shapes)
        likely = begins.sigmoid() * mask
        cues = torch.cat([torch.zeros(1, 2, dtype=torch.long), (likely > self.least).nonzero()])
        row, place = cues[:, 0], cues[:, 1]
        return cues, likely[row, place], self.model.tag(hidden, mask, row, place)


def packed(weights: np.ndarray) -> tuple[onnx.TensorProto, np.ndarray]:
    """4-bit integers of rows of numbers, and the scale of each block; shape (n, width) and (n, width / BLOCK)."""
    blocks = weights.reshape(len(weights), -1, BLOCK)
    top = np.abs(blocks).max(-1, keepdims=True)
    best, error = top / 7, np.full(top.shape, np.inf)
    for share in np.linspace(0.7, 1.0, 13):
        scale = share * top / 7
        off = ((np.clip(np.round(blocks / scale), -8, 7) * scale - blocks) ** 2).sum(-1, keepdims=True)
        best, error = np.where(off < error, scale, best), np.minimum(off, error)
    best = best.astype(np.float16).astype(np.float32)
    whole = np.clip(np.round(blocks / best), -8, 7).astype(np.int8).reshape(weights.shape)
    pairs = ((whole[:, 0::2] & 15) | ((whole[:, 1::2] & 15) << 4)).astype(np.uint8)
    data = onnx.TensorProto(
        data_type=TensorProto.INT4, dims=weights.shape, name="words.4bit", raw_data=pairs.tobytes()
    )
    return data, best.squeeze(-1)


def shrink(path: Path, new: np.ndarray, *, bits: int) -> None:
    """Put a table of ids before the vectors of word pieces, and store these in 4 bits."""
    model = onnx.load(path)
    graph = model.graph
    node = next(n for n in graph.node if n.op_type == "Gather" and n.input[1] == "input_ids")
    stored = next(one for one in graph.initializer if one.name == node.input[0])
    table = numpy_helper.from_array(new.astype(np.int32), "pieces")
    graph.initializer.append(table)
    looked_up = [helper.make_node("Gather", ["pieces", "input_ids"], ["kept_ids"], axis=0)]
    if bits == 4:
        data, scales = packed(numpy_helper.to_array(stored))
        graph.initializer.extend([data, numpy_helper.from_array(scales.astype(np.float16), "words.scales")])
        looked_up += [
            helper.make_node(
                "GatherBlockQuantized",
                ["words.4bit", "kept_ids", "words.scales"],
                ["words.half"],
                domain="com.microsoft",
                block_size=BLOCK,
                gather_axis=0,
                quantize_axis=1,
            ),
            helper.make_node("Cast", ["words.half"], [node.output[0]], to=TensorProto.FLOAT),
        ]
        graph.initializer.remove(stored)
    else:
        looked_up.append(helper.make_node("Gather", [stored.name, "kept_ids"], [node.output[0]], axis=0))
    place = list(graph.node).index(node)
    graph.node.remove(node)
    for number, one in enumerate(looked_up):
        graph.node.insert(place + number, one)
    if not any(one.domain == "com.microsoft" for one in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    for one in model.opset_import:
        one.version = 21 if one.domain in ("", "ai.onnx") else one.version
    model.ir_version = 10
    onnx.save(model, path)


def export(module: Graph, path: Path) -> None:
    """Write the float graph with free batch and length."""
    free = {0: "batch", 1: "length"}
    ids = torch.tensor([[5, 6, 7, 8, 9], [9, 8, 7, 0, 0]])
    torch.onnx.export(
        module.eval(),
        (ids, (ids > 0).long(), torch.zeros_like(ids)),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={
            **dict.fromkeys(INPUTS, free),
            "cues": {0: "n"},
            "scores": {0: "n"},
            "tags": {0: "n", 1: "length"},
        },
        opset_version=17,
        dynamo=False,
    )


def load(options: argparse.Namespace) -> tuple[SpanTagger, list[int]]:
    """The trained model with the vectors of the most frequent word pieces only."""
    every: list[int] = json.loads((options.model / "pieces.json").read_text())
    kept = every[: options.pieces]
    model = SpanTagger(base(options.base, kept=every))
    model.load_state_dict(torch.load(options.model / options.weights))
    words, places = model.embeddings.word_embeddings, model.embeddings.position_embeddings
    words.weight.data = words.weight.data[: len(kept)]
    places.weight.data = places.weight.data[: CORE + 2 * MARGIN]
    model.embeddings.position_ids = model.embeddings.position_ids[:, : CORE + 2 * MARGIN]
    model.embeddings.token_type_ids = model.embeddings.token_type_ids[:, : CORE + 2 * MARGIN]
    return model, kept


def main() -> None:
    """Export, quantise, shrink."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--weights", default="mean.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=13000)
    parser.add_argument("--least", type=float, default=0.4)
    parser.add_argument("--bits", type=int, choices=[4, 32], default=4)
    parser.add_argument("--matrices", type=int, choices=[8, 32], default=8)
    options = parser.parse_args()
    model, kept = load(options)
    total = Tokenizer.from_file(str(options.base / "tokenizer.json")).get_vocab_size()
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder, "float.onnx"), Path(folder, "prepared.onnx")
        export(Graph(model, least=options.least), plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        if options.matrices == 8:
            quantize_dynamic(
                str(prepared),
                str(options.out),
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul"],
            )
        else:
            options.out.write_bytes(prepared.read_bytes())
    shrink(options.out, id_map(kept, total), bits=options.bits)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, {len(kept)} word pieces")


if __name__ == "__main__":
    main()
