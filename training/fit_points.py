"""Fit when two quotes make the same point, on ArgKP's pairs of arguments and key points.

    python training/fit_points.py --data ../shared/data

A logistic model over the cosine and the words that two texts share; it merges where 95% of the training pairs that it
would merge are the same point. Writes `knowledge/models/points.json` and prints precision, recall, F1 and average
precision on the development topics beside the cosine alone, with 95% intervals by key point.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from pairs import rows
from sklearn.linear_model import LogisticRegression

from benchmarks.measures import average_precision
from knowledge.encoder import Encoder
from knowledge.inference import MODELS
from knowledge.retrieval.points import shared_words

PRECISION = 0.95
"""Least share of the merged training pairs that are the same point."""

FEWEST = 20
"""Merged pairs that this share is taken of at least."""


def signals(pairs: list[dict[str, Any]], encoder: Encoder) -> Any:
    """The cosine and the shared words of each pair, shape (n, 2)."""
    texts = sorted({row[side] for row in pairs for side in ("claim", "text")})
    vector = dict(zip(texts, encoder.encode(texts), strict=True))
    return np.array(
        [
            (float(vector[row["claim"]] @ vector[row["text"]]), shared_words(row["claim"], row["text"]))
            for row in pairs
        ]
    )


def threshold(scores: Any, truth: Any) -> float:
    """The lowest score from which on enough of the pairs are the same point; above all scores if there is none."""
    order = np.argsort(-scores)
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((share >= PRECISION) & (np.arange(len(order)) >= FEWEST))
    return float(scores[order[enough[-1]]]) if len(enough) else float(scores.max() + 1)


def merged(scores: Any, truth: Any, least: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of merging from a score on."""
    taken = scores >= least
    right = float((taken & truth).sum())
    return (
        right / max(1, taken.sum()),
        right / max(1, truth.sum()),
        2 * right / max(1, taken.sum() + truth.sum()),
    )


def interval(measure: Callable[[Any], float], groups: Any) -> tuple[float, float]:
    """The 95% bootstrap interval of a measure of chosen rows; whole groups are redrawn."""
    chance = np.random.default_rng(13)
    names = np.unique(groups)
    rows_of = [np.flatnonzero(groups == name) for name in names]
    drawn = [
        measure(np.concatenate([rows_of[i] for i in chance.integers(0, len(names), len(names))]))
        for _ in range(300)
    ]
    return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def report(name: str, scores: Any, truth: Any, groups: Any, least: float) -> None:
    """Print one line of measures."""

    def precision_on(chosen: Any) -> float:
        return average_precision(scores[chosen].tolist(), truth[chosen].tolist())

    low, high = interval(precision_on, groups)
    everything = precision_on(np.arange(len(truth)))
    precision, recall, f1 = merged(scores, truth, least)
    low_merged, high_merged = interval(lambda chosen: merged(scores[chosen], truth[chosen], least)[0], groups)
    print(
        f"{name}: average precision {everything:.3f} [{low:.3f}, {high:.3f}]; merged {int((scores >= least).sum())} of "
        f"{len(truth)}: precision {precision:.3f} [{low_merged:.3f}, {high_merged:.3f}], recall {recall:.3f}, F1 {f1:.3f}"
    )


def main() -> None:
    """Fit, report, write `points.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    encoder = Encoder.load()
    pairs = [row for row in rows(options.data / "argkp.jsonl") if row["kind"] == "key-point"]
    train = [row for row in pairs if row["split"] == "train"]
    dev = [row for row in pairs if row["split"] == "dev"]
    of_train, of_dev = signals(train, encoder), signals(dev, encoder)
    same, same_dev = (np.array([row["label"] == "same-point" for row in part]) for part in (train, dev))
    groups = np.array([row["claim"] for row in dev])
    model = LogisticRegression(C=100).fit(of_train, same)
    chances, chances_dev = (model.predict_proba(of_part)[:, 1] for of_part in (of_train, of_dev))
    least = threshold(chances, same)
    report("cosine", of_dev[:, 0], same_dev, groups, threshold(of_train[:, 0], same))
    report("all signals", chances_dev, same_dev, groups, least)
    cosine, words = model.coef_[0]
    fitted = {"bias": model.intercept_[0], "cosine": cosine, "words": words, "least": least}
    rounded = {name: round(float(value), 3) for name, value in fitted.items()}
    (MODELS / "points.json").write_text(json.dumps(rounded, indent=1) + "\n")
    print(rounded)


if __name__ == "__main__":
    main()
