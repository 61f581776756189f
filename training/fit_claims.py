"""Fit the claim score: a logistic model over a sentence's vector that says whether it claims something arguable.

    python training/fit_claims.py --data ../shared/data

Claims are IAM's (training topics, from encyclopaedia and web articles) and the openings of ArguAna's arguments; the
rest are sentences further on in those arguments, sentences of the news that report nobody's words (PolNeAR), and
plain facts of an encyclopaedia. The rules of `arguable` join with a weight that was chosen on half of IAM's
development topics and our questions about the samples. Writes `knowledge/models/claims.json` and prints the average
precision on IAM's development topics, in two halves and together.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pairs import rows
from sklearn.linear_model import LogisticRegression

from benchmarks.measures import average_precision
from knowledge.encoder import Encoder
from knowledge.inference import MODELS
from knowledge.retrieval.claim_scores import claim_scores
from knowledge.understanding.arguability import arguable
from knowledge.understanding.sentences import split

MOST = 4000
"""Sentences of each set."""

REGULARISATION = 0.3
"""Inverse strength, as scikit-learn counts it; 0.1 to 10 differ by 0.01."""

SHARES = (1.0, 0.3)
"""Weights of IAM's claims and of the openings of arguments."""

RULES = 0.5
"""Weight of the rules' log odds beside the fitted ones; 0 to 1 tried."""


def iam_claims(data: Path) -> Iterator[str]:
    """Claims for a topic."""
    for row in rows(data / "iam-stance.jsonl", "train"):
        yield row["text"]


def arguments(data: Path, *, opening: bool) -> Iterator[str]:
    """The first sentence of an argument, which says what it is for; or those after the second."""
    for row in rows(data / "arguana.train.corpus.jsonl"):
        found = [row["text"][span.start : span.end] for span in split(row["text"])]
        yield from found[:1] if opening else found[2:]


def news(data: Path) -> Iterator[str]:
    """Sentences of the news that report nobody's words, without the headline."""
    for row in rows(data / "polnear.train.jsonl", "train"):
        contents = [tuple(span) for found in row["attributions"] for span in found["content"]]
        for span in list(split(row["text"]))[1:]:
            covered = sum(max(0, min(span.end, end) - max(span.start, start)) for start, end in contents)
            if covered < 0.05 * (span.end - span.start):
                yield row["text"][span.start : span.end]


def plain_facts(data: Path) -> Iterator[str]:
    """Sentences of an encyclopaedia."""
    for row in rows(data / "nli-mix.jsonl", "train"):
        if row["src"] == "nyu_base_wiki":
            yield row["text"]
            yield row["claim"]


def drawn(texts: Iterable[str]) -> list[str]:
    """At most `MOST` different sentences of a readable length, the same in every run."""
    kept = sorted({text.strip() for text in texts if 15 < len(text.strip()) < 600})
    chosen = np.random.default_rng(7).permutation(len(kept))[:MOST]
    return [kept[i] for i in sorted(chosen)]


def fit(claims: list[Any], others: list[Any]) -> LogisticRegression:
    """Fit on vectors of several sets, shape (n, 384) each; both sides weigh the same."""
    vectors = np.concatenate([*claims, *others])
    truth = np.repeat([1, 0], [sum(map(len, claims)), sum(map(len, others))])
    weights = [np.full(len(one), share / len(one)) for one, share in zip(claims, SHARES, strict=True)]
    weights += [np.full(len(one), sum(SHARES) / len(others) / len(one)) for one in others]
    weight = np.concatenate(weights)
    model = LogisticRegression(C=REGULARISATION, max_iter=1000)
    return model.fit(vectors, truth, sample_weight=weight * len(weight) / weight.sum())


def report(data: Path, encoder: Encoder) -> None:
    """Print average precision by halves of the development topics, beside the rules."""
    dev = list(rows(data / "iam-claims.jsonl", "dev"))
    texts = [row["text"] for row in dev]
    ruled = np.array([arguable(text) for text in texts])
    learned = claim_scores(encoder.encode(texts), ruled)
    groups = sorted({row["group"] for row in dev})
    half = np.array([groups.index(row["group"]) % 2 for row in dev])
    truth = np.array([row["is_claim"] for row in dev])
    for name, scores in (("rules", ruled), ("learned", learned)):
        parts = (half == 0, half == 1, half >= 0)
        measured = [average_precision(scores[part].tolist(), truth[part].tolist()) for part in parts]
        print(name, *(f"{value:.3f}" for value in measured))


def main() -> None:
    """Fit, report, write `claims.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    encoder = Encoder.load()
    data = options.data
    claims = [encoder.encode(drawn(texts)) for texts in (iam_claims(data), arguments(data, opening=True))]
    unclaimed = (arguments(data, opening=False), news(data), plain_facts(data))
    model = fit(claims, [encoder.encode(drawn(texts)) for texts in unclaimed])
    weights = np.round(model.coef_[0].astype(float), 3)
    fitted = {"bias": round(float(model.intercept_[0]), 3), "rules": RULES, "weights": weights.tolist()}
    (MODELS / "claims.json").write_text(json.dumps(fitted) + "\n")
    report(data, encoder)


if __name__ == "__main__":
    main()
