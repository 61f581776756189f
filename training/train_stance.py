"""Fine-tune the pair classifier behind `/counter` and `/support`: inference first, then debates.

    python training/train_stance.py inference --data ../shared/data --base BASE --out build/inference
    python training/train_stance.py debate    --data ../shared/data --base build/inference --out build/debate
    python training/train_stance.py again     --data ../shared/data --base build/debate --out build/again --seed 41
    python training/train_stance.py repeated  --data ../shared/data --base build/again --out build/repeated --seed 57
    python training/train_stance.py flipped   --data ../shared/data --base build/repeated --out build/flipped --seed 71
    python training/train_stance.py more      --data ../shared/data --base build/flipped --out build/stance --seed 91

The first step teaches what follows from what, the second what argues against what (Phang et al. 2018,
"Sentence Encoders on STILTs"), the third the same once more, whether or not a text ends with a full stop,
the last two which way a claim points.
Beside the last weights each step keeps the running mean of its weights (Polyak and Juditsky 1992) and saves
whichever does better on the development sets that the step is for. Without dropout and
with plain attention two cores read about 7,500 tokens a second in bfloat16, three times as many as with the
defaults.
"""

import argparse
import copy
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import torch
from debate_pairs import debate_mix, flipped_mix, more_flipped_mix, punctuated_mix, repeated_mix, stance_pairs
from pairs import LABELS, Pair, inference_pairs, multinli_pairs, pairs, rows
from splits import MEASURED
from transformers import AutoModelForSequenceClassification, AutoTokenizer

MAX_TOKENS: Final = 96
EPOCHS: Final = {"inference": 2, "debate": 2, "again": 1, "repeated": 1, "flipped": 1, "more": 2}
RATES: Final = {
    "inference": 1.5e-4,
    "debate": 8e-5,
    "again": 6e-5,
    "repeated": 4e-5,
    "flipped": 6e-5,
    "more": 6e-5,
}


def batches(lengths: list[int], size: int, chance: random.Random) -> list[list[int]]:
    """Group examples of like length, so that little is padding; the order of batches is random."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + chance.random() * 4)
    grouped = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(grouped)
    return grouped


def scores(model: Any, tokenizer: Any, examples: list[Pair]) -> torch.Tensor:
    """Scores of the three labels before the softmax, shape (n, 3)."""
    model.eval()
    found = torch.zeros(len(examples), len(LABELS))
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].claim) + len(examples[i].text))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for i in range(0, len(order), 64):
            chosen = order[i : i + 64]
            encoded = tokenizer(
                [examples[k].claim for k in chosen],
                [examples[k].text for k in chosen],
                truncation=True,
                max_length=MAX_TOKENS,
                padding=True,
                return_tensors="pt",
            )
            found[chosen] = model(**encoded).logits.float()
    model.train()
    return found


def accuracy(model: Any, tokenizer: Any, examples: list[Pair], *, classes: int) -> float:
    """Share of examples whose label gets the highest score among the first `classes` labels."""
    best = scores(model, tokenizer, examples)[:, :classes].argmax(-1)
    return float((best == torch.tensor([p.label for p in examples])).float().mean())


def measured(model: Any, tokenizer: Any, data: Path) -> dict[str, float]:
    """Accuracy on each development set: two classes for debates, three for inference."""
    found = {
        name: accuracy(model, tokenizer, stance_pairs(data, "dev", only=(name,)), classes=2)
        for name in MEASURED
    }
    found["cad-nli"] = accuracy(model, tokenizer, pairs(rows(data / "cad-nli.jsonl", "dev")), classes=3)
    found["multinli"] = accuracy(model, tokenizer, multinli_pairs(data), classes=3)
    return found


def train(
    model: Any,
    tokenizer: Any,
    epochs: Sequence[Callable[[], list[Pair]]],
    *,
    rate: float,
    size: int = 64,
    seed: int = 13,
    keep: float = 0.998,
    after: Callable[[int, Any], None],
) -> Any:
    """AdamW with a linear warm-up over the first 5% of steps, then a linear decay; the running mean of weights.

    Each epoch is drawn anew when its turn comes; all are taken to be about as long as the first.
    """
    mean = copy.deepcopy(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, fused=True)
    started, running, step, total = time.monotonic(), math.log(len(LABELS)), 0, 0
    for number, draw in enumerate(epochs):
        plan = list(prepared(tokenizer, draw(), size, random.Random(seed + number)))
        total = total or len(plan) * len(epochs)
        model.train()
        for batch, target in plan:
            portion = min((step + 1) / (0.05 * total), max(0.02, (total - step) / (0.95 * total)))
            for group in optimizer.param_groups:
                group["lr"] = rate * portion
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(**batch).logits
            loss = torch.nn.functional.cross_entropy(logits.float(), target, label_smoothing=0.05)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if step % 4 == 0:
                follow(mean, model, min(keep, step / (step + 40)) ** 4)
            running = 0.98 * running + 0.02 * loss.item()
            if step % 100 == 0:
                took = time.monotonic() - started
                print(f"step {step}/{total} loss {running:.3f} {took / 60:.1f} min", flush=True)
            step += 1
        after(number, mean)
    return mean


def prepared(
    tokenizer: Any, examples: list[Pair], size: int, chance: random.Random
) -> Iterator[tuple[dict[str, torch.Tensor], torch.Tensor]]:
    """Yield padded batches with their labels."""
    encoded = tokenizer(
        [p.claim for p in examples], [p.text for p in examples], truncation=True, max_length=MAX_TOKENS
    )
    for chosen in batches([len(ids) for ids in encoded["input_ids"]], size, chance):
        batch = tokenizer.pad(
            {key: [encoded[key][i] for i in chosen] for key in encoded}, return_tensors="pt"
        )
        yield dict(batch), torch.tensor([examples[i].label for i in chosen])


def follow(mean: Any, model: Any, keep: float) -> None:
    """Move the running mean toward the model's weights."""
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - keep)


DRAWS: Final = {
    "inference": inference_pairs,
    "debate": debate_mix,
    "again": punctuated_mix,
    "repeated": repeated_mix,
    "flipped": flipped_mix,
    "more": more_flipped_mix,
}


def main() -> None:
    """Run one of the steps and save the better of the last weights and their running mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", choices=list(EPOCHS))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = AutoModelForSequenceClassification.from_pretrained(
        options.base,
        num_labels=len(LABELS),
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    count = options.epochs or EPOCHS[options.step]
    epochs = [partial(DRAWS[options.step], options.data, seed=options.seed + k) for k in range(count)]
    mean = train(
        model,
        tokenizer,
        epochs,
        rate=RATES[options.step],
        seed=options.seed,
        after=lambda number, one: one.save_pretrained(options.out / f"epoch-{number + 1}"),
    )
    judged = ("multinli", "cad-nli") if options.step == "inference" else MEASURED
    best = (-1.0, model)
    for name, one in (("last", model), ("mean", mean)):
        found = measured(one, tokenizer, options.data)
        print(name, {key: round(value, 3) for key, value in found.items()}, flush=True)
        best = max(best, (sum(found[key] for key in judged), one), key=lambda pair: pair[0])
        one.save_pretrained(options.out / name)
    best[1].save_pretrained(options.out)
    tokenizer.save_pretrained(options.out)


if __name__ == "__main__":
    main()
