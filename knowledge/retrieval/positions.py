"""Parts the claims on a topic into two positions: those that speak for it, and those against it.

What "for" and "against" mean is put into plain claims about the topic ("Russia and China will stay together", "We
should oppose nuclear power"); the stance model says how each quote leans toward them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.judges.contract import Judge
from knowledge.understanding.gazetteer import ENTITIES
from knowledge.understanding.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What to be for a topic means, and what to be against it: plain claims that somebody would make."""

    backing: tuple[str, ...]
    opposing: tuple[str, ...]


BOND: Final = Readings(
    backing=(
        "{names} are strong partners",
        "The relationship between {names} will last",
        "{names} will stay together",
        "{names} need each other",
    ),
    opposing=(
        "{names} will break apart",
        "The relationship between {names} is weak",
        "The partnership of {names} will not last",
        "{names} do not trust each other",
    ),
)
"""Of several countries or bodies."""

PARTY: Final = Readings(
    backing=("{names} is in the right", "{names} is a force for good", "We should support {names}"),
    opposing=("{names} is in the wrong", "{names} is a threat", "We should oppose {names}"),
)
"""Of one country or body."""

CAUSE: Final = Readings(
    backing=("We should support {names}", "{names} should be allowed", "We need {names}"),
    opposing=("We should oppose {names}", "{names} should be banned"),
)
"""Of any other topic."""

PREJUDICE: Final = 0.5
"""How much of a claim's mean leaning counts as the model's prejudice about it; on 97 debate topics 0 parts 0.790 and
0.819 of the quotes rightly (training, development topics), 0.5 parts 0.802 and 0.833, 1 parts 0.800 and 0.822."""

Leanings = NDArray[np.float64]
"""Shape (n,), -1 to 1: above 0 where a quote speaks for the topic, below where it speaks against it."""


def readings(topic: Topic) -> Readings:
    """Plain claims about a topic that its two sides would make."""
    names = [ENTITIES[name][0] for name in topic.entities] or [topic.name.replace("-", " ")]
    forms = CAUSE if not topic.entities else BOND if len(names) > 1 else PARTY
    words = " and ".join(names)
    return Readings(
        backing=tuple(form.format(names=words) for form in forms.backing),
        opposing=tuple(form.format(names=words) for form in forms.opposing),
    )


def leanings(topic: Topic, quotes: Sequence[str], model: Judge) -> Leanings:
    """How each quote leans: the mean of P(supports) - P(counters) over the claims for the topic, less those against it.

    Part of what the model says of all quotes alike is taken off each claim (contextual calibration, Zhao et al. 2021).
    """
    read = readings(topic)
    claims = (*read.backing, *read.opposing)
    rows = model.probabilities([(claim, quote) for claim in claims for quote in quotes])
    leaning = (rows[:, 1] - rows[:, 0]).astype(np.float64).reshape(len(claims), len(quotes))
    leaning -= PREJUDICE * leaning.mean(axis=1, keepdims=True)
    toward = np.repeat([1, -1], [len(read.backing), len(read.opposing)])
    return np.asarray(toward @ leaning / len(claims))


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
