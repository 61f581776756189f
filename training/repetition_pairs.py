"""Pairs of a text with itself, in whole or in part or as somebody's words: support, whatever negations it holds.

Templates of denial teach that two texts of the same words disagree. Without these pairs a model of theirs took half of
all texts for counters of themselves.
"""

import random
from typing import Final

from negation_pairs import denied
from pairs import LABELS, Pair

COUNTERS, SUPPORTS, NEITHER = range(len(LABELS))
FRAMES: Final = (
    "{}",
    "{}",
    "{}",
    "As she put it, {}",
    "According to the report, {}",
    "He said that {}",
    "Indeed, {}",
    "{}, as everybody here knows",
    "{}, and that will not change",
    "{}, which is why people are worried",
)


def repetition_pairs(texts: list[str], chance: random.Random) -> list[Pair]:
    """From each text: itself in a frame, a part of it with the whole, and, where it can be denied, its denial."""
    made = []
    for text in texts:
        plain = text.strip().rstrip(".")
        made.append(Pair(text, chance.choice(FRAMES).format(plain), SUPPORTS))
        part = plain.split(",")[0]
        if 25 < len(part) < len(plain):
            made.append(Pair(part, text, SUPPORTS))
        other = denied(text, chance)
        if other and chance.random() < 0.6:
            made.append(Pair(text, other, COUNTERS))
            made.append(Pair(other, chance.choice(FRAMES).format(other.rstrip(".")), SUPPORTS))
    return made
