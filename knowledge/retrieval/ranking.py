"""Orders judged quotes, leaves out what does not argue, and keeps the first answers varied."""

import math
from collections.abc import Mapping, Sequence

from knowledge.inference import settings
from knowledge.retrieval.judgement import Judged
from knowledge.types import Scored, Stance


def score(judged: Judged, stance: Stance, weights: Mapping[str, float]) -> float:
    """Probability that a quote has the stance: a logistic model over what the two models say of it."""
    wanted = judged.counters if stance == "counters" else judged.supports
    odds = weights["bias"] + weights["wanted"] * wanted + weights["cosine"] * judged.cosine
    return 1 / (1 + math.exp(-odds))


def spoken_of(cosines: Sequence[float]) -> bool:
    """Whether any quote is near enough to a claim for the sources to speak of it at all."""
    return max(cosines, default=0.0) >= float(settings("ranking")["least_best_cosine"])


def rank(judged: Sequence[Judged], stance: Stance, *, limit: int) -> list[Scored]:
    """Return the quotes that have the stance, the surest first; none when nothing is sure enough.

    Where not even the nearest quote is near the claim, the sources do not speak of it at all.
    """
    fitted = settings("ranking")
    if not spoken_of([one.cosine for one in judged]):
        return []
    scored = [
        Scored(stored=one.stored, score=score(one, stance, fitted["weights"]), stance=stance)
        for one in judged
        if one.cosine >= fitted["least_cosine"] and _leans(one, stance)
    ]
    scored.sort(key=lambda one: (-one.score, one.stored.key))
    return [one for one in _without_repeats(scored) if one.score >= fitted["least_score"]][:limit]


def _leans(one: Judged, stance: Stance) -> bool:
    """Whether a quote leans toward the stance, so that no quote is both for and against a claim."""
    return (one.counters > one.supports) == (stance == "counters")


def _without_repeats(scored: Sequence[Scored]) -> list[Scored]:
    """Leave out quotes whose words were seen already, as in a reprint or a pulled quote."""
    seen: set[str] = set()
    kept = []
    for one in scored:
        letters = "".join(c for c in one.stored.claim.quote.lower() if c.isalnum())
        if letters not in seen:
            seen.add(letters)
            kept.append(one)
    return kept
