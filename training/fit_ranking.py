"""Fit the numbers that stand beside the stance model: its temperature, and how signals make a score.

    python training/fit_ranking.py --data ../shared/data --samples samples --gold benchmarks/samples-gold.json

The temperature is fitted on development pairs. The score is a logistic model over the stance probability and
the cosine, fitted on our own questions about the samples: every quote of the samples is a candidate for every
question. The thresholds were chosen from the scores of the same questions (docs/decisions).
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from debate_pairs import declarative
from pairs import Pair, pairs, rows
from sklearn.linear_model import LogisticRegression

from knowledge.encoder import Encoder
from knowledge.inference import MODELS, TextModel
from knowledge.ingest import understand
from knowledge.reading import read, squeeze

SETS = ("perspectrum", "debatepedia", "iam-stance", "argkp")
THRESHOLDS = {"least_score": 0.08, "least_cosine": 0.2, "least_best_cosine": 0.42}


def development(data: Path) -> list[Pair]:
    """Stance pairs of the development splits."""
    found: list[Pair] = []
    for name in SETS:
        kept = [r for r in rows(data / f"{name}.jsonl", "dev") if r.get("kind", "stance") == "stance"]
        found += pairs(kept)
    return [Pair(declarative(p.claim), p.text, p.label) for p in found]


def temperature(logits: Any, labels: Any) -> float:
    """The divisor of the scores that makes the labels likeliest."""

    def loss(divisor: float) -> float:
        chances = np.log(softmax(logits / divisor))
        return float(-chances[np.arange(len(labels)), labels].mean())

    return min((t / 20 for t in range(10, 80)), key=loss)


def softmax(scores: Any) -> Any:
    """Probabilities of scores, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def candidates(samples: Path) -> list[tuple[str, str]]:
    """Every quote of the samples with its file's name."""
    return [
        (path.name, claim.quote)
        for path in sorted(samples.glob("*/*.md"))
        for claim in understand(read(path.read_bytes(), name=path.name))
    ]


def signals(
    question: dict[str, Any], quotes: list[tuple[str, str]], vectors: Any, model: TextModel, divisor: float
) -> tuple[Any, Any]:
    """For each quote the two signals, and whether it answers the question."""
    column = 0 if question["command"] == "counter" else 1
    stance = softmax(model.run([(question["query"], text) for _, text in quotes]) / divisor)[:, column]
    cosines = vectors @ Encoder.load().encode([question["query"]])[0]
    wanted = [(g["source"], squeeze(g["contains"])) for g in question["relevant"]]
    right = [any(name == file and words in squeeze(text) for file, words in wanted) for name, text in quotes]
    return np.stack([stance, cosines], axis=1), np.array(right)


def main() -> None:
    """Fit, print, write `stance.json` and `ranking.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args()
    model = TextModel(options.models / "stance.onnx", options.models / "tokenizer.json", max_tokens=80)
    inference = pairs(r for r in rows(options.data / "nli-mix.jsonl", "dev"))[:3000]
    labelled = development(options.data)[:3000] + inference
    logits = model.run([(p.claim, p.text) for p in labelled])
    divisor = temperature(logits, np.array([p.label for p in labelled]))
    questions = [q for q in json.loads(options.gold.read_text())["queries"] if q["command"] != "views"]
    quotes = candidates(options.samples)
    vectors = Encoder.load().encode([text for _, text in quotes])
    found = [signals(question, quotes, vectors, model, divisor) for question in questions]
    right = np.concatenate([labels for _, labels in found])
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit(np.concatenate([made for made, _ in found]), right)
    wanted, cosine = fitted.coef_[0]
    weights = {"bias": fitted.intercept_[0], "wanted": wanted, "cosine": cosine}
    ranking = {"weights": {name: round(float(value), 3) for name, value in weights.items()}, **THRESHOLDS}
    print(
        f"temperature {divisor}, {len(right)} candidates, {right.sum()} right\n{json.dumps(ranking, indent=1)}"
    )
    (options.models / "stance.json").write_text(json.dumps({"temperature": divisor}) + "\n")
    (options.models / "ranking.json").write_text(json.dumps(ranking, indent=1) + "\n")


if __name__ == "__main__":
    main()
