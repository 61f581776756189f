"""Fine-tune the pair classifier behind `/counter` and `/support`: inference first, then debates.

    python training/train_stance.py inference --data ../shared/data --base BASE --out build/inference
    python training/train_stance.py debate    --data ../shared/data --base build/inference --out build/debate
    python training/train_stance.py opinion   --data ../shared/data --base build/debate --out build/opinion
    python training/average.py --out build/average build/debate build/opinion
    python training/train_stance.py negation  --data ../shared/data --base build/average --out build/stance

The first step teaches what follows from what, the second what argues against what, the third how op-eds
answer each other, the fourth what a plain denial is (Phang et al. 2018, "Sentence Encoders on STILTs"). On two
cores with bfloat16 they take 40, 12, 15 and 7 minutes.
"""

import argparse
import math
import random
import time
from pathlib import Path

import torch
from debate_pairs import debate_pairs
from negation_pairs import last_pairs
from opinion_pairs import mixed_pairs
from pairs import LABELS, Pair, inference_pairs, pairs, rows
from transformers import AutoModelForSequenceClassification, AutoTokenizer

MAX_TOKENS = 80


def batches(lengths: list[int], size: int, chance: random.Random) -> list[list[int]]:
    """Group examples of like length, so that little is padding; the order of batches is random."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + chance.random() * 4)
    grouped = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(grouped)
    return grouped


def accuracy(model: torch.nn.Module, tokenizer: object, examples: list[Pair], *, classes: int) -> float:
    """Share of examples whose label gets the highest score among the first `classes` labels."""
    model.eval()
    right = 0
    order = sorted(examples, key=lambda p: len(p.claim) + len(p.text))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for i in range(0, len(order), 64):
            chunk = order[i : i + 64]
            encoded = tokenizer(  # type: ignore[operator]
                [p.claim for p in chunk],
                [p.text for p in chunk],
                truncation=True,
                max_length=MAX_TOKENS,
                padding=True,
                return_tensors="pt",
            )
            best = model(**encoded).logits[:, :classes].argmax(-1)
            right += int((best == torch.tensor([p.label for p in chunk])).sum())
    model.train()
    return right / max(len(examples), 1)


def train(
    model: torch.nn.Module,
    tokenizer: object,
    examples: list[Pair],
    *,
    rate: float,
    size: int = 64,
    seed: int = 13,
) -> None:
    """One epoch of AdamW with a linear warm-up over the first 6% of steps, then a linear decay."""
    chance = random.Random(seed)
    encoded = tokenizer(  # type: ignore[operator]
        [p.claim for p in examples], [p.text for p in examples], truncation=True, max_length=MAX_TOKENS
    )
    plan = batches([len(ids) for ids in encoded["input_ids"]], size, chance)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    warm = max(1, int(0.06 * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, max(0.0, (len(plan) - k) / (len(plan) - warm)))
    )
    started, running = time.monotonic(), math.log(len(LABELS))
    model.train()
    for step, chosen in enumerate(plan):
        batch = tokenizer.pad(  # type: ignore[attr-defined]
            {key: [encoded[key][i] for i in chosen] for key in encoded}, return_tensors="pt"
        )
        target = torch.tensor([examples[i].label for i in chosen])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(**batch).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), target, label_smoothing=0.05)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        running = 0.98 * running + 0.02 * loss.item()
        if step % 100 == 0:
            took = time.monotonic() - started
            print(f"step {step}/{len(plan)} loss {running:.3f} {took / 60:.1f} min", flush=True)


def main() -> None:
    """Run one of the two steps and save the model and its tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", choices=["inference", "debate", "opinion", "negation"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=130_000)
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = AutoModelForSequenceClassification.from_pretrained(options.base, num_labels=len(LABELS))
    if options.step == "inference":
        examples, rate = inference_pairs(options.data, limit=options.limit, seed=options.seed), 7e-5
    elif options.step == "debate":
        examples, rate = debate_pairs(options.data, seed=options.seed), 5e-5
    elif options.step == "opinion":
        examples, rate = mixed_pairs(options.data), 3e-5
    else:
        examples, rate = last_pairs(options.data), 4e-5
    print(f"{len(examples)} pairs", flush=True)
    train(model, tokenizer, examples, rate=rate, seed=options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(options.out)
    tokenizer.save_pretrained(options.out)
    inference = pairs(rows(options.data / "nli-mix.jsonl", "dev"))
    print(f"nli-mix dev, three classes: {accuracy(model, tokenizer, inference, classes=3):.3f}")
    for name in ("perspectrum", "debatepedia", "iam-stance", "argkp"):
        dev = pairs(rows(options.data / f"{name}.jsonl", "dev"))
        print(f"{name} dev, two classes: {accuracy(model, tokenizer, dev, classes=2):.3f}", flush=True)


if __name__ == "__main__":
    main()
