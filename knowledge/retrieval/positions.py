"""Parts the claims on a topic into two positions: those that speak for it, and those against it.

What "for" means is put into plain claims about the topic ("Russia and China will stay together", "we should
support nuclear power"); the stance model says how each quote leans toward them.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.stance import StanceModel
from knowledge.understanding.gazetteer import ENTITIES
from knowledge.understanding.topics import Topic

BOND: Final = (
    "{names} are strong partners",
    "The relationship between {names} will last",
    "{names} will stay together",
    "The alliance of {names} is durable",
    "{names} need each other",
)
"""What to be for a topic of several countries or bodies means."""

PARTY: Final = ("{names} is in the right", "{names} is a force for good", "We should support {names}")
"""What to be for a topic of one country or body means."""

CAUSE: Final = (
    "{names} is a good thing",
    "We should support {names}",
    "{names} brings more benefits than harm",
    "{names} should be allowed",
    "We need {names}",
)
"""What to be for any other topic means."""

Leanings = NDArray[np.float64]
"""Shape (n,), -1 to 1: above 0 where a quote speaks for the topic, below where it speaks against it."""


def readings(topic: Topic) -> list[str]:
    """Plain claims that somebody who is for the topic would make."""
    names = [ENTITIES[name][0] for name in topic.entities]
    if len(names) > 1:
        return [form.format(names=" and ".join(names)) for form in BOND]
    if names:
        return [form.format(names=names[0]) for form in PARTY]
    words = topic.name.replace("-", " ")
    return [form.format(names=words) for form in CAUSE]


def leanings(topic: Topic, quotes: Sequence[str], model: StanceModel) -> Leanings:
    """How each quote leans: P(supports) - P(counters), the mean over the readings of the topic."""
    claims = readings(topic)
    rows = model.probabilities([(claim, quote) for claim in claims for quote in quotes])
    leaning = (rows[:, 1] - rows[:, 0]).astype(np.float64)
    return np.asarray(leaning.reshape(len(claims), len(quotes)).mean(axis=0))


def sides(leaning: Leanings) -> list[list[int]]:
    """The quotes for the topic and those against it, in the given order; a side without quotes is left out."""
    return [group for group in parted(leaning) if group]


def parted(leaning: Leanings) -> tuple[list[int], list[int]]:
    """The quotes for the topic and those against it, in the given order; either may be empty."""
    return np.flatnonzero(leaning > 0).tolist(), np.flatnonzero(leaning <= 0).tolist()


def representative(group: Sequence[int], leaning: Leanings, quality: NDArray[np.float64]) -> int:
    """The member that speaks for a side best: it leans clearly, and is a good claim itself."""
    chosen = list(group)
    return chosen[int(np.argmax(np.abs(leaning[chosen]) + quality[chosen]))]
