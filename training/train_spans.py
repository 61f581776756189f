"""Train the tagger of attributions: source, cue and content spans (PolNeAR, Newell et al. 2018).

    python training/train_spans.py --data ../shared/data --base BASE --out build/spans

The upper layers and the heads are trained (`span_model.py`); what the lower layers make of the texts is computed once.
A few training texts are held out, and an epoch's F1 on them is printed.
"""

import argparse
import copy
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import torch
from span_model import SpanTagger, base, id_map
from span_sets import Example, Text, draw, measured, texts_of
from tokenizers import Tokenizer
from torch import nn

KEPT: Final = 16000
HELD: Final = 24
COUNTED: Final = {"polnear.train": 4, "arguana.train.corpus": 1, "multioped.corpus": 2, "perspectrum": 1}
"""The sets whose word pieces are counted, and how often each counts."""


def kept_pieces(data: Path, tokenizer: Tokenizer) -> list[int]:
    """The most frequent word pieces of the training texts, the special ones first."""
    count: Counter[int] = Counter()
    for name, weight in COUNTED.items():
        with (data / f"{name}.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        texts = [" ".join(v for k, v in row.items() if isinstance(v, str) and k != "_id") for row in rows]
        for encoded in tokenizer.encode_batch(texts, add_special_tokens=False):
            for piece in encoded.ids:
                count[piece] += weight
    vocabulary = tokenizer.get_vocab()
    special = [vocabulary[name] for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")]
    frequent = [piece for piece, _ in count.most_common() if piece not in special]
    return special + frequent[: KEPT - len(special)]


def batches(drawn: list[Example], size: int, chance: random.Random) -> Iterator[dict[str, torch.Tensor]]:
    """Windows of like length together, in random order."""
    order = sorted(range(len(drawn)), key=lambda i: len(drawn[i].shapes) + chance.random() * 8)
    plan = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(plan)
    for chosen in plan:
        yield batch_of([drawn[i] for i in chosen])


def batch_of(chosen: list[Example]) -> dict[str, torch.Tensor]:
    """Pad windows to one length; a row of `tags` is one cue, -100 at padding."""
    length = max(len(one.shapes) for one in chosen)
    states = torch.zeros(len(chosen), length, chosen[0].states.shape[1])
    mask, shapes = (torch.zeros(len(chosen), length, dtype=torch.long) for _ in range(2))
    begins = torch.zeros(len(chosen), length)
    row, place, tags = [], [], [np.zeros((0, length), dtype=np.int64)]
    for number, one in enumerate(chosen):
        size = len(one.shapes)
        states[number, :size] = one.states.float()
        mask[number, :size] = 1
        shapes[number, :size] = torch.from_numpy(one.shapes)
        for at, labels in one.cues:
            begins[number, at] = 1
            row.append(number)
            place.append(at)
            tags.append(np.pad(labels, (0, length - size), constant_values=-100)[None])
    return {
        "states": states,
        "mask": mask,
        "shapes": shapes,
        "begins": begins,
        "row": torch.tensor(row, dtype=torch.long),
        "place": torch.tensor(place, dtype=torch.long),
        "tags": torch.from_numpy(np.concatenate(tags)),
    }


def loss_of(model: SpanTagger, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Cross entropy, a cue: of where cues begin, and an eighth of that of the tags."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, begins = model.read(batch["states"], batch["mask"], batch["shapes"])
        tags = model.tag(hidden, batch["mask"], batch["row"], batch["place"])
    cues = max(1, len(batch["row"]))
    first = nn.functional.binary_cross_entropy_with_logits(begins.float(), batch["begins"], reduction="none")
    second = nn.functional.cross_entropy(tags.float().flatten(0, 1), batch["tags"].flatten(), reduction="sum")
    return (first * batch["mask"]).sum() / cues + second / (8 * cues)


def train(model: SpanTagger, texts: list[Text], options: argparse.Namespace) -> SpanTagger:
    """AdamW with warm-up and linear decay; gives the running mean of the weights."""
    for part in (model.embeddings, model.lower):
        part.requires_grad_(requires_grad=False)
    mean = copy.deepcopy(model)
    upper = list(model.upper.parameters())
    heads = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("upper.")]
    pairs = zip(mean.parameters(), model.parameters(), strict=True)
    followers, followed = zip(*((one, p) for one, p in pairs if p.requires_grad), strict=True)
    groups = [{"params": upper, "top": options.rate}, {"params": heads, "top": 5 * options.rate}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01, fused=True)
    chance, started, step, done = random.Random(options.seed), time.monotonic(), 0, 0.0
    total = options.epochs * len(draw(texts[HELD:], chance)) // options.size
    while done < 1.0:
        for batch in batches(draw(texts[HELD:], chance), options.size, chance):
            minutes = (time.monotonic() - started) / 60
            done = minutes / options.minutes if options.minutes else step / total
            if done >= 1.0:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min((step + 1) / 150, max(0.02, 1.0 - done))
            loss = loss_of(model, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(upper + heads, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if step % 4 == 0:
                with torch.no_grad():
                    torch._foreach_lerp_(followers, followed, 1 - min(0.995, step / (step + 30)) ** 4)
            if step % 50 == 0:
                print(f"step {step}/{total} loss {loss.item():.3f} {minutes:.1f} min", flush=True)
            step += 1
        print({name: round(value, 3) for name, value in measured(mean, texts[:HELD]).items()}, flush=True)
        torch.save(mean.state_dict(), options.out / "mean.pt")
    return mean


def main() -> None:
    """Train, and save the weights with the list of word pieces kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--minutes", type=float, help="train so long instead")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--size", type=int, default=8)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--limit", type=int, help="so many texts only")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept = kept_pieces(options.data, tokenizer)
    (options.out / "pieces.json").write_text(json.dumps(kept))
    model = SpanTagger(base(options.base, kept=kept))
    new = id_map(kept, tokenizer.get_vocab_size())
    file = options.data / "polnear.train.jsonl"
    texts = list(texts_of(file, tokenizer, model, new, limit=options.limit))
    print(f"{len(texts)} texts read", flush=True)
    train(model, texts, options)


if __name__ == "__main__":
    main()
