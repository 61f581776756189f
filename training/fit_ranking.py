"""Fit the numbers that stand beside the stance model: its temperature, how signals make a score, when to be silent.

    python training/fit_ranking.py --data ../shared/data --samples samples --gold benchmarks/samples-gold.json

The temperature is fitted on development pairs. The score is a logistic model over what the core's two models say of
a candidate, fitted on questions that no model was trained on: half of the claims of three development sets and our own
questions about the samples, each set with the same weight. The other half of the development claims measures it.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from debate_pairs import stance_pairs
from pairs import Pair, multinli_pairs
from ranking_sets import CLAIM_SETS, Question, QuestionSet, claim_set, own_questions
from sklearn.linear_model import LogisticRegression
from splits import MEASURED

from benchmarks.calibration import equal_width, reliability
from benchmarks.measures import ndcg
from benchmarks.product import Stored, library_of
from knowledge.inference import MODELS, TextModel, softmax
from knowledge.retrieval.answers import judged
from knowledge.retrieval.ranking import DOUBT, signals_of
from knowledge.stance import MAX_TOKENS
from knowledge.types import Stance

SIGNALS = ("lean", "near")
ESSAYS = 0.7
"""Weight of our own questions when scores are made to keep their word: what people add are essays, not lists of claims."""
SHOWN = 10
"""Answers of a question whose scores people see."""
PRECISION = 0.95
"""Share of silences that must be right."""

STANCES: tuple[Stance, Stance] = ("counters", "supports")


def development(data: Path) -> list[Pair]:
    """Pairs of the development splits, two thirds of them with a stance."""
    found = [pair for name in MEASURED for pair in stance_pairs(data, "dev", only=(name,))]
    return found + multinli_pairs(data)


def temperature(logits: Any, labels: Any) -> float:
    """The divisor of the scores that makes the labels likeliest."""

    def loss(divisor: float) -> float:
        chances = np.log(softmax(logits, temperature=divisor))
        return float(-chances[np.arange(len(labels)), labels].mean())

    return min((t / 20 for t in range(10, 80)), key=loss)


class Asked:
    """One question with one stance: its candidates' signals, and which of them are right or wrong."""

    def __init__(self, stored: Stored, question: Question, stance: Stance) -> None:
        read = judged(stored.workspace.store, question.claim)
        right, wrong = question.counters, question.supports
        if stance == "supports":
            right, wrong = wrong, right
        quotes = [one.stored.claim.quote for one in read]
        self.signals = np.array([[one[name] for name in SIGNALS] for one in signals_of(read, stance)])
        self.right = np.array([quote in right for quote in quotes], dtype=bool)
        self.wrong = np.array([quote in wrong for quote in quotes], dtype=bool)
        self.total = len(right)

    def measured(self, weights: Any) -> tuple[float, float]:
        """ndcg@10, and the share of wrong ones among the first five, of what leans toward the stance."""
        leaning = np.flatnonzero(self.signals[:, 0] > -DOUBT)
        order = leaning[np.argsort(-(self.signals[leaning] @ weights), kind="stable")]
        gains = [float(self.right[k]) for k in order]
        return ndcg(gains, [1.0] * self.total), float(self.wrong[order[:5]].sum()) / 5

    def best(self, scale: "Scale", *, answered: bool) -> float:
        """The score of the best answer; without `answered`, as if nothing right were in the library."""
        shown = (self.signals[:, 0] > -DOUBT) & (answered | ~self.right)
        return float(scale.scores(self.signals[shown]).max()) if shown.any() else 0.0

    def first(self, scale: "Scale") -> tuple[Any, Any]:
        """The scores of the answers that are shown, and which of them are right."""
        leaning = np.flatnonzero(self.signals[:, 0] > -DOUBT)
        scores = scale.scores(self.signals[leaning])
        order = np.argsort(-scores, kind="stable")[:SHOWN]
        return scores[order], self.right[leaning][order]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Weights of the signals, and the constant, of the logistic model that gives the score."""

    weights: Any
    bias: float

    def scores(self, signals: Any) -> Any:
        """Probabilities, one a row of signals."""
        return 1 / (1 + np.exp(-(signals @ self.weights + self.bias)))


def asked(chosen: QuestionSet) -> Iterator[Asked]:
    """Ask every question of a set for each stance that has answers."""
    with library_of(chosen.texts) as stored:
        for question in chosen.questions:
            for stance in STANCES:
                right = question.counters if stance == "counters" else question.supports
                if right and question.stance in (None, stance):
                    found = Asked(stored, question, stance)
                    if len(found.signals):
                        yield found


def fit(sets: dict[str, list[Asked]]) -> Scale:
    """The score's weights, every set counting the same."""
    rows = [(one, 1 / sum(len(other.right) for other in found)) for found in sets.values() for one in found]
    signals = np.concatenate([one.signals for one, _ in rows])
    right = np.concatenate([one.right for one, _ in rows])
    weights = np.concatenate([np.full(len(one.right), share) for one, share in rows])
    fitted = LogisticRegression(C=100, max_iter=5000).fit(
        signals, right, sample_weight=weights / weights.mean()
    )
    return Scale(weights=fitted.coef_[0], bias=float(fitted.intercept_[0]))


def calibrated(scale: Scale, sets: dict[str, list[Asked]]) -> Scale:
    """The same order, with scores that keep their word for the answers that are shown (Platt 1999).

    The weights are fitted on all candidates, of which most are far off and easy; the shown ones are the hard ones.
    """
    odds, right, weights = [], [], []
    for name, found in sets.items():
        shown = [one.first(scale) for one in found]
        scores = np.concatenate([each for each, _ in shown])
        odds.append(np.log(scores / (1 - scores)))
        right.append(np.concatenate([each for _, each in shown]))
        share = ESSAYS if name == "samples" else (1 - ESSAYS) / (len(sets) - 1)
        weights.append(np.full(len(scores), share / len(scores)))
    fitted = LogisticRegression(C=1e6, max_iter=5000).fit(
        np.concatenate(odds)[:, None], np.concatenate(right), sample_weight=np.concatenate(weights)
    )
    slope, constant = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    return Scale(weights=slope * scale.weights, bias=slope * scale.bias + constant)


def silence(found: list[Asked], scale: Scale) -> tuple[float, float, float]:
    """The highest least score of a best answer at which at least 95% of silences are right, with precision and recall.

    Each question is asked twice, as it is and with its right answers taken away.
    """
    with_answers = np.array([one.best(scale, answered=True) for one in found if one.right.any()])
    without = np.array([one.best(scale, answered=False) for one in found])
    chosen = (0.0, 1.0, 0.0)
    for least in np.arange(0.01, 0.6, 0.01):
        right, wrong = int((without < least).sum()), int((with_answers < least).sum())
        if right and right / (right + wrong) >= PRECISION:
            chosen = (float(least), right / (right + wrong), right / len(without))
    return chosen


def report(name: str, found: list[Asked], scale: Scale) -> str:
    """One line: how well a set's questions are answered, and how far the scores are from the share of right ones."""
    measured = np.array([one.measured(scale.weights) for one in found])
    shown = [one.first(scale) for one in found]
    scores = [float(score) for each, _ in shown for score in each]
    right = [bool(one) for _, each in shown for one in each]
    bins = reliability(scores, right, equal_width(scores))
    error = sum(one.count * abs(one.confidence - one.right) for one in bins) / max(1, len(scores))
    return (
        f"{name:24s} {len(found):4d} questions, ndcg@10 {measured[:, 0].mean():.3f}, wrong@5 {measured[:, 1].mean():.3f}, "
        f"score {np.mean(scores):.3f}, right {np.mean(right):.3f}, ECE {error:.3f}"
    )


def main() -> None:
    """Fit, print, write `stance.json` and `ranking.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    options = parser.parse_args()
    model = TextModel(MODELS / "stance.onnx", MODELS / "tokenizer.json", max_tokens=MAX_TOKENS)
    labelled = development(options.data)
    logits = model.run([(p.claim, p.text) for p in labelled], batch=16)
    divisor = temperature(logits, np.array([p.label for p in labelled]))
    (MODELS / "stance.json").write_text(json.dumps({"temperature": divisor}) + "\n")
    print(f"temperature {divisor}", flush=True)

    sets = {f"{name} A": list(asked(claim_set(options.data, name, part=0))) for name in CLAIM_SETS}
    sets["samples"] = list(asked(own_questions(options.samples, options.gold)))
    raw = fit(sets)
    scale = calibrated(raw, sets)
    least, precision, recall = silence([one for found in sets.values() for one in found], scale)
    print(f"silence below {least:.2f}: precision {precision:.3f}, recall {recall:.3f}", flush=True)
    for name in CLAIM_SETS:
        sets[f"{name} B"] = list(asked(claim_set(options.data, name, part=1)))
    for name, found in sets.items():
        print(report(name, found, raw), flush=True)
        print(report(f"{name}, calibrated", found, scale), flush=True)
    named = {"bias": scale.bias, **dict(zip(SIGNALS, map(float, scale.weights), strict=True))}
    ranking = json.loads((MODELS / "ranking.json").read_text())
    ranking["least_best_score"] = round(least, 3)
    ranking["weights"] = {name: round(value, 3) for name, value in named.items()}
    (MODELS / "ranking.json").write_text(json.dumps(ranking, indent=1) + "\n")
    print(json.dumps(ranking, indent=1))


if __name__ == "__main__":
    main()
