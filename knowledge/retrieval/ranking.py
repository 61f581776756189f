"""Orders judged quotes, leaves out what does not argue, and keeps the first answers varied."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from knowledge.inference import settings
from knowledge.retrieval.claim_scores import background
from knowledge.retrieval.judgement import Judged
from knowledge.types import Scored, Stance

LEAST: Final = 0.001
"""Added to probabilities, so that log odds stay finite."""

NEAREST: Final = 20
"""Nearest quotes that show how the model leans about a claim, whatever it reads."""

PRIOR: Final = 0.7
"""How much of that is taken off; see docs/decisions/0013."""

DOUBT: Final = 0.3
"""Log odds by which a quote may lean the other way and still be an answer, a low one: the model is that unsure."""


def score(signals: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that a quote has the stance: a logistic model over the signals of `signals_of`."""
    odds = weights["bias"] + sum(weights[name] * value for name, value in signals.items())
    return 1 / (1 + math.exp(-odds))


def signals_of(judged: Sequence[Judged], stance: Stance) -> list[dict[str, float]]:
    """What the scores of quotes are made of, by name; `training/fit_ranking.py` fits a weight to each."""
    odds = leanings(judged)
    sign = 1 if stance == "counters" else -1
    return [
        {"lean": sign * lean, "near": (one.cosine + one.nearness) / 2}
        for one, lean in zip(judged, odds, strict=True)
    ]


def leanings(judged: Sequence[Judged]) -> list[float]:
    """Log odds of countering against supporting; above 0 a quote counts as a counter, below 0 as a support.

    The model holds some claims against nearly every text that it reads with them. What it says on average of the
    nearest quotes is a measure of that, and most of it is taken off (contextual calibration, Zhao et al. 2021).
    """
    odds = [math.log((one.counters + LEAST) / (one.supports + LEAST)) for one in judged]
    nearest = sorted(range(len(judged)), key=lambda i: -judged[i].nearness)[:NEAREST]
    prior = sum(odds[i] for i in nearest) / max(len(nearest), 1)
    return [one - PRIOR * prior for one in odds]


def spoken_of(cosines: Sequence[float]) -> bool:
    """Whether any quote is near enough to a claim for the sources to speak of it at all."""
    return max(cosines, default=0.0) >= float(settings("ranking")["least_best_cosine"])


def rank(judged: Sequence[Judged], stance: Stance, *, limit: int, doubt: float = DOUBT) -> list[Scored]:
    """Return the quotes that have the stance, the surest first; none when nothing is sure enough.

    Quotes that only set the scene come last, for when there is nothing else. Where not even the nearest
    quote is near the claim, the sources do not speak of it at all; where not even the best answer is sure
    enough, it is none. Without `doubt` no quote is an answer for both stances.
    """
    fitted = settings("ranking")
    if not spoken_of([one.cosine for one in judged]):
        return []
    scored = [
        Scored(stored=one.stored, score=score(signals, fitted["weights"]), stance=stance)
        for one, signals in zip(judged, signals_of(judged, stance), strict=True)
        if one.cosine >= fitted["least_cosine"] and signals["lean"] > -doubt
    ]
    if max((one.score for one in scored), default=0.0) < fitted["least_best_score"]:
        return []
    sure = [one for one in scored if one.score >= fitted["least_score"]]
    return _without_repeats(_background_last(sure))[:limit]


def _background_last(scored: Sequence[Scored]) -> list[Scored]:
    """Best first; what only sets the scene is no surer than the least of what argues."""
    arguing: list[Scored] = []
    scenery: list[Scored] = []
    for one in sorted(scored, key=lambda one: (-one.score, one.stored.key)):
        (scenery if background(one.stored.claim) else arguing).append(one)
    most = arguing[-1].score if arguing else 1.0
    lowered = [replace(one, score=min(one.score, most)) for one in scenery]
    return arguing + sorted(lowered, key=lambda one: (-one.score, one.stored.key))


def _without_repeats(scored: Sequence[Scored]) -> list[Scored]:
    """Leave out quotes whose words were seen already, as in a reprint or a pulled quote."""
    seen: set[str] = set()
    kept = []
    for one in scored:
        letters = "".join(filter(str.isalnum, one.stored.claim.quote.lower()))
        if letters not in seen:
            seen.add(letters)
            kept.append(one)
    return kept
