"""Export a trained model to int8 ONNX, as the core loads it, and say what the quantisation costs.

    python training/export.py encoder --data ../shared/data --model build/encoder --out knowledge/models/encoder.onnx
    python training/export.py stance  --data ../shared/data --model build/stance --out knowledge/models/stance.onnx

Weights of matrices and embeddings become 8-bit integers per channel, activations are quantised as they
come (dynamic quantisation); on a processor with VNNI instructions this is two to three times as fast. Outliers of
activations are smoothed away before (`smoothing.py`), measured on training texts.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from pairs import rows
from smoothing import smooth
from transformers import AutoModel, AutoModelForSequenceClassification, AutoTokenizer

PROBES = (
    ("Cats make good pets.", "A dog is easier to train than a cat."),
    (
        "The tax should go.",
        "Without the tax, schools would close; nobody gains from that, least of all children.",
    ),
)
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Encoder(torch.nn.Module):
    """Mean of the token vectors, at unit length, as sentence-transformers pools all-MiniLM-L6-v2."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Return one unit vector a text."""
        hidden = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(pooled, dim=1)


class Stance(torch.nn.Module):
    """Scores of the three labels before the softmax, which the core applies with its temperature."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Return three scores a pair."""
        logits: torch.Tensor = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits
        return logits


def export(module: torch.nn.Module, probe: dict[str, torch.Tensor], path: Path) -> None:
    """Write the float model with free batch and length."""
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        module.eval(),
        tuple(probe[name] for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=["output"],
        dynamic_axes={**dict.fromkeys(INPUTS, free), "output": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def passages(data: Path, tokenizer: Any, *, pairs: bool) -> list[dict[str, torch.Tensor]]:
    """Batches of training texts, or of claims with texts, to see how large activations become."""
    found = list(rows(data / "perspectrum.jsonl", "train"))[:256]
    made = []
    for start in range(0, len(found), 32):
        chosen = found[start : start + 32]
        texts = [[row["claim"] for row in chosen], [row["text"] for row in chosen]]
        given = texts if pairs else texts[1:]
        made.append(
            dict(tokenizer(*given, padding=True, truncation=True, max_length=96, return_tensors="pt"))
        )
    return made


def main() -> None:
    """Export, quantise, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kind", choices=["encoder", "stance"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    wanted: dict[str, object] = {"attn_implementation": "eager"}
    if options.kind == "encoder":
        module: torch.nn.Module = Encoder(AutoModel.from_pretrained(options.model, **wanted))
    else:
        module = Stance(AutoModelForSequenceClassification.from_pretrained(options.model, **wanted))
    probe = tokenizer([a for a, _ in PROBES], [b for _, b in PROBES], padding=True, return_tensors="pt")
    with torch.no_grad():
        before = module.eval()(*(probe[name] for name in INPUTS)).numpy()
    smooth(module.model, passages(options.data, tokenizer, pairs=options.kind == "stance"))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder, "float.onnx"), Path(folder, "prepared.onnx")
        export(module, probe, plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared), str(options.out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
        )
    if options.kind == "encoder":
        shutil.copy(options.model / "answers.npz", options.out.with_name("encoder-answers.npz"))
    vocabulary = options.out.parent / "tokenizer.json"
    if not vocabulary.exists():
        shutil.copy(options.model / "tokenizer.json", vocabulary)
    session = onnxruntime.InferenceSession(str(options.out), providers=["CPUExecutionProvider"])
    after = session.run(None, {name: probe[name].numpy() for name in INPUTS})[0]
    print(
        f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, largest change {np.abs(before - after).max():.4f}"
    )


if __name__ == "__main__":
    main()
