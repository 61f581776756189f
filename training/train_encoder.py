"""Fine-tune the encoder so that an argument lands near what answers it, and topics stay where they were.

    python training/train_encoder.py arguments --data ../shared/data --base BASE --out build/arguments
    python training/train_encoder.py opinions  --data ../shared/data --base BASE --out build/opinions
    python training/train_encoder.py average   --base build/arguments --and build/opinions --out build/encoder

The lower half of the layers stays as it is. The upper half, and one matrix for whoever asks what answers a text,
learn from debates (in-batch negatives, Karpukhin et al. 2020), while a further loss keeps every text near its old
vector. Two mixes of the same sets are averaged (Wortsman et al. 2022, "Model soups"). On one core each mix takes
10 to 15 minutes.
"""

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from debate_blocks import LEFT_OUT, Block, argument_blocks, claim_blocks, opinion_blocks
from transformers import AutoModel, AutoTokenizer
from upper_layers import UpperLayers

WIDTH: Final = 384
TEMPERATURE: Final = 0.05
BATCH: Final = {"arguments": 4, "opinions": 24, "titles": 24, "abstracts": 24, "claims": 12}
"""Blocks in a batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How often each kind of block is seen, and what the losses weigh beside the first, the answer itself."""

    rounds: dict[str, float]
    topic: float
    """The texts of a debate before others, without the matrix."""
    opposing: float = 0.3
    """Any text of the other side before any of the same side."""
    old: float = 1.0
    """Nearness to the old vector."""
    rate: float = 1e-4


RECIPES: Final = {
    "arguments": Recipe(rounds={"arguments": 2, "opinions": 2, "claims": 0.5}, topic=0.3),
    "opinions": Recipe(
        rounds={"arguments": 1.5, "opinions": 3, "titles": 1, "abstracts": 1, "claims": 0.3}, topic=0.5
    ),
}


class TowardAnswers:
    """Moves a text's vector to where its answers are; begins by moving nothing."""

    def __init__(self) -> None:
        self.matrix = torch.nn.Parameter(torch.zeros(WIDTH, WIDTH))
        self.bias = torch.nn.Parameter(torch.zeros(WIDTH))

    def __call__(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return unit vectors."""
        return torch.nn.functional.normalize(vectors + vectors @ self.matrix + self.bias, dim=1)


def read_blocks(data: Path, chance: random.Random) -> dict[str, list[Block]]:
    """Every kind of block, by name."""
    return {
        "arguments": argument_blocks(data),
        "opinions": opinion_blocks(data, asked_with="perspective"),
        "titles": opinion_blocks(data, asked_with="title"),
        "abstracts": opinion_blocks(data, asked_with="text"),
        "claims": claim_blocks(data / "debatepedia.jsonl", chance)
        + claim_blocks(data / "perspectrum.jsonl", chance),
    }


def planned(blocks: dict[str, list[Block]], recipe: Recipe, chance: random.Random) -> list[list[Block]]:
    """Batches of one kind each, in random order; a round of 0.5 is half of the blocks."""
    plan = []
    for kind, rounds in recipe.rounds.items():
        wanted = int(len(blocks[kind]) * rounds)
        order: list[Block] = []
        while len(order) < wanted:
            order += chance.sample(blocks[kind], len(blocks[kind]))
        plan += [order[i : min(i + BATCH[kind], wanted)] for i in range(0, wanted, BATCH[kind])]
    chance.shuffle(plan)
    return plan


def contrast(nearness: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Cross entropy of the right documents among all that are not left out, over questions that have one."""
    scores = (nearness / TEMPERATURE).masked_fill(right == LEFT_OUT, -1e4)
    best = scores.masked_fill(right != 1, -1e4)
    asked = (right == 1).any(1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(best, 1))[asked].mean()


def merged(parts: list[Any], *, between: int) -> torch.Tensor:
    """One table for a batch, `between` where question and document are of different debates."""
    table = np.full((sum(len(p) for p in parts), sum(p.shape[1] for p in parts)), between)
    row = column = 0
    for part in parts:
        table[row : row + part.shape[0], column : column + part.shape[1]] = part
        row, column = row + part.shape[0], column + part.shape[1]
    return torch.from_numpy(table)


def loss_of(
    blocks: list[Block], layers: UpperLayers, toward_answers: TowardAnswers, recipe: Recipe
) -> torch.Tensor:
    """The four losses of one batch."""
    asked = [text for block in blocks for text in block.questions]
    texts = [text for block in blocks for text in block.documents]
    every = list(dict.fromkeys(asked + texts))
    place = {text: i for i, text in enumerate(every)}
    vectors = layers(every)
    questions, documents = vectors[[place[t] for t in asked]], vectors[[place[t] for t in texts]]
    nearness = toward_answers(questions) @ documents.T
    loss = contrast(nearness, merged([b.answers for b in blocks], between=0))
    opposing = merged([b.opposing for b in blocks], between=LEFT_OUT)
    loss = loss + recipe.opposing * contrast(nearness, opposing)
    same_debate = merged([np.where(b.answers == LEFT_OUT, LEFT_OUT, 1) for b in blocks], between=0)
    loss = loss + recipe.topic * contrast(questions @ documents.T, same_debate)
    return loss + recipe.old * (1 - (vectors * layers.old(every)).sum(1)).mean()


def train(
    layers: UpperLayers, toward_answers: TowardAnswers, plan: list[list[Block]], recipe: Recipe
) -> None:
    """AdamW over the plan with a warm-up over its first 6%, then a linear decay."""
    learning = list(layers.layers.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": learning, "lr": recipe.rate, "weight_decay": 0.01},
            {"params": [toward_answers.matrix, toward_answers.bias], "lr": 1e-3, "weight_decay": 0.0},
        ]
    )
    warm = max(1, int(0.06 * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, max(0.0, (len(plan) - k) / (len(plan) - warm)))
    )
    started = time.monotonic()
    layers.layers.train()
    for step, blocks in enumerate(plan):
        loss = loss_of(blocks, layers, toward_answers, recipe)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if step % 40 == 0:
            took = (time.monotonic() - started) / 60
            print(f"step {step}/{len(plan)} loss {loss.item():.3f} {took:.1f} min", flush=True)


def save(folder: Path, model: Any, tokenizer: Any, *, matrix: Any, bias: Any) -> None:
    """Write a model, its tokenizer, and the matrix beside it as `answers.npz`."""
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    np.savez(folder / "answers.npz", matrix=matrix.astype(np.float16), bias=bias.astype(np.float16))


def average(first: Path, second: Path, out: Path) -> None:
    """Save the mean of two trained models and of their matrices."""
    model, other = AutoModel.from_pretrained(first), AutoModel.from_pretrained(second)
    with torch.no_grad():
        for one, two in zip(model.parameters(), other.parameters(), strict=True):
            one.lerp_(two, 0.5)
    with np.load(first / "answers.npz") as a, np.load(second / "answers.npz") as b:
        mean = {name: (a[name].astype(np.float32) + b[name]) / 2 for name in ("matrix", "bias")}
    save(out, model, AutoTokenizer.from_pretrained(first), matrix=mean["matrix"], bias=mean["bias"])


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", choices=[*RECIPES, "average"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--and", dest="second", type=Path, help="the other model of an average")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Train one mix, or average two that are trained."""
    options = arguments()
    if options.step == "average":
        average(options.base, options.second, options.out)
        return
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    chance, recipe = random.Random(options.seed), RECIPES[options.step]
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = AutoModel.from_pretrained(options.base, add_pooling_layer=False)
    layers, toward_answers = UpperLayers(model, tokenizer), TowardAnswers()
    plan = planned(read_blocks(options.data, chance), recipe, chance)
    print(f"{len(plan)} batches", flush=True)
    train(layers, toward_answers, plan, recipe)
    layers.put_into(model)
    matrix, bias = (one.detach().numpy() for one in (toward_answers.matrix, toward_answers.bias))
    save(options.out, model, tokenizer, matrix=matrix, bias=bias)


if __name__ == "__main__":
    main()
