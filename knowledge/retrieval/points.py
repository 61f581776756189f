"""Which quotes make the same point, so that a point that many sources make is shown once, with their number.

Key point matching as in Bar-Haim et al. 2020, "From Arguments to Key Points"; fitted for few false merges, for a quote
that is merged wrongly is a quote that nobody sees.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz.fuzz import ratio

from knowledge.inference import settings
from knowledge.types import StoredClaim
from knowledge.understanding.words import content_words

STEM: Final = 5
"""Letters by which two words are taken for the same: `choose`, `choosing`."""

REPRINTED: Final = 92.0
"""Likeness of letters (rapidfuzz ratio, 0 to 100) from which on two quotes are the same words, printed twice."""

LEAST_COSINE: Final = 0.5
"""Below it two quotes are not compared; no pair so far apart reaches the threshold."""

TURNING: Final = re.compile(
    r"\b(?:not|no|never|none|nor|nothing|nobody|cannot|without|neither|hardly|against)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that turn a sentence round: quotes of which only one has one do not make the same point."""

JOINED: Final = re.compile(r"(\w+),? (?:and|or) (\w+)")
"""Words whose order means nothing: "safe and cheap"."""


def same_point(cosine: float, first: str, second: str) -> bool:
    """Whether two quotes make the same point, with at least the sureness that was chosen for few false merges."""
    least = float(settings("points")["least"])
    if cosine < LEAST_COSINE or turned(first, second) or likeness(cosine, first, second) < least:
        return False
    return not exchanged(first, second)


def exchanged(first: str, second: str) -> bool:
    """Whether two quotes exchange two of their common words across another one: "A needs B" and "B needs A"."""
    one, other = (list(dict.fromkeys(_stemmed(JOINED.sub(_sorted, text)))) for text in (first, second))
    places = [other.index(stem) for stem in one if stem in other]
    return any(places[i] > places[j] + 1 for i in range(len(places)) for j in range(i + 2, len(places)))


def likeness(cosine: float, first: str, second: str) -> float:
    """Return P(same point): a logistic model over nearness in meaning and shared words."""
    fitted = settings("points")
    odds = fitted["bias"] + fitted["cosine"] * cosine + fitted["words"] * shared_words(first, second)
    return float(1 / (1 + np.exp(-odds)))


def turned(first: str, second: str) -> bool:
    """Whether only one of two quotes has a word that turns it round."""
    return bool(TURNING.search(first)) != bool(TURNING.search(second))


def shared_words(first: str, second: str) -> float:
    """Return the share of the words of meaning of two texts that both have, 0 to 1 (Jaccard, over stems)."""
    one, other = _stems(first), _stems(second)
    return len(one & other) / max(1, len(one | other))


def independent_sources(quotes: Sequence[StoredClaim]) -> int:
    """Count the sources that make a point by themselves: a reprint, or a person cited twice, counts once."""
    kept: list[StoredClaim] = []
    for quote in quotes:
        if not any(_same_voice(quote, other) for other in kept):
            kept.append(quote)
    return len(kept)


def _same_voice(one: StoredClaim, other: StoredClaim) -> bool:
    speaker = one.claim.speaker.name
    return (
        one.source.id == other.source.id
        or (speaker is not None and speaker == other.claim.speaker.name)
        or ratio(one.claim.quote.lower(), other.claim.quote.lower()) >= REPRINTED
    )


def _sorted(joined: re.Match[str]) -> str:
    return " and ".join(sorted(joined.groups()))


def _stems(text: str) -> set[str]:
    return set(_stemmed(text))


def _stemmed(text: str) -> list[str]:
    return [word[:STEM] for word in content_words(text)]
