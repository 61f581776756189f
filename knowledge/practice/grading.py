"""What somebody's answer to a claim is worth: which way it argues, which known counters it meets, how it went."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from knowledge.judges.contract import Judge
from knowledge.practice.schedule import Rating
from knowledge.retrieval.points import same_point, turned
from knowledge.storage.store import Vectors
from knowledge.types import Scored
from knowledge.understanding.declaratives import declarative
from knowledge.understanding.messages import claims_in

Verdict: TypeAlias = Literal["counters", "supports", "unclear", "aside"]
"""Which way an answer argues: against the claim, for it, hard to say, or about something else."""

ABOUT: Final = 0.2
"""Least cosine of an answer to the claim, or to one of its counters, for it to be about the same."""

NEITHER: Final = 0.5
"""P(neither) from which on an answer that meets nothing is about something else."""

AGAINST: Final = 0.0
FOR: Final = -1.0
"""Log odds of countering against supporting, of the claim and on average of its counters together: above the first the
answer argues against the claim, below the second for it. Nobody should be told wrongly that they argue for a claim: on
ArgKP's development topics that happens to 8% of those who argue against it, and 78% of those who argue for it hear so."""

MET: Final = 1.4
"""How much more than the others a counter must be backed by an answer and near to it for the answer to meet it.

With `NEAREST` on ArgKP's development topics, 3,458 pairs of an argument and a key point of its side: precision 0.62,
recall 0.68, F1 0.65; by the cosine alone 0.22, 0.63 and 0.33. See docs/decisions/0019."""

NEAREST: Final = 0.7
"""Cosine from which on the counter that is nearest to an answer is met, whatever the judge makes of the two: of two
sentences that both deny something it finds now and then that they deny each other."""

REPEATED: Final = 0.85
"""Cosine to the claim from which on an answer that is nearer to it than to any counter says the claim again."""

NEAR: Final = 8.0
"""How much the cosine weighs beside the log odds that an answer supports a counter."""

USUAL: Final = 3.9
"""What backing and nearness give on average; counts as one counter more, so that a single one can be met or missed."""

MOST_PARTS: Final = 6
"""Sentences of an answer that are read one by one."""

ODDS: Final = 0.001
"""Added to probabilities, so that log odds stay finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What came of an answer."""

    verdict: Verdict
    met: tuple[int, ...] = ()
    """Places of the counters whose point the answer makes, in their order."""


def grade(
    claim: str,
    answer: str,
    counters: Sequence[Scored],
    vectors: Vectors,
    *,
    claim_vector: Vectors,
    judge: Judge,
) -> Grade:
    """Read an answer to a claim beside the claim's known counters.

    `vectors` are the counters', shape (n, 384), `claim_vector` the claim's, shape (384,).
    """
    parts = parts_of(answer)
    encoded = Encoder.load().encode(parts)
    nearness = encoded @ vectors.T
    if max(float((encoded @ claim_vector).max()), float(nearness.max(initial=-1.0))) < ABOUT:
        return Grade(verdict="aside")
    again = float(encoded[0] @ claim_vector)
    if again >= max(REPEATED, float(nearness[0].max(initial=-1.0))) and not turned(parts[0], claim):
        return Grade(verdict="supports")
    quotes = [one.stored.claim.quote for one in counters]
    # as it stands, and without what stands beside the assertion: the judge reads either better now and then
    wordings = list(dict.fromkeys((claim, declarative(claim))))
    against = judge.probabilities([(words, part) for part in parts for words in wordings])
    against = against.reshape(len(parts), len(wordings), 3).mean(axis=1)
    backing = judge.probabilities([(quote, part) for part in parts for quote in quotes])
    backing = backing.reshape(len(parts), len(quotes), 3)
    sureness = [one.score for one in counters]
    # what argues best is what was meant as the answer
    lean = max(
        _lean(row) + _lean_by_counters(rows, sureness) for row, rows in zip(against, backing, strict=True)
    )
    same = _same(parts, quotes, nearness)
    met = same | (_met(nearness, backing) if lean >= FOR else set())
    if met:
        return Grade(verdict="counters", met=tuple(sorted(met)))
    if float(against[:, 2].min()) > NEITHER:
        return Grade(verdict="aside")
    return Grade(verdict="counters" if lean > AGAINST else "supports" if lean < FOR else "unclear")


def parts_of(answer: str) -> list[str]:
    """An answer as a whole, and where it has several sentences each of them: each may make a point of its own."""
    whole = " ".join(answer.split())
    sentences = claims_in(answer)[:MOST_PARTS]
    return list(dict.fromkeys((whole, *sentences))) if len(sentences) > 1 else [whole]


def rated(grade: Grade, groups: Sequence[int]) -> Rating:
    """How an answer went, for the time until its claim comes back.

    `groups` says for each counter, the strongest first, which point it makes: 0 for the strongest point. `again` where
    the answer does not argue against the claim, `hard` where it meets a weaker counter or none that is known, `good`
    where it meets the strongest or two others, `easy` where it meets the strongest and another, or all there are.
    """
    if grade.verdict != "counters":
        return "again"
    points = {groups[place] for place in grade.met}
    strongest, everything = 0 in points, len(points) == len(set(groups))
    if strongest and (len(points) > 1 or everything):
        return "easy"
    return "good" if strongest or len(points) > 1 else "hard"


def grouped(quotes: Sequence[str], vectors: Vectors) -> list[int]:
    """Number the points that quotes make, in their order: quotes of the same point have the same number."""
    first: list[int] = []
    numbers: list[int] = []
    for place, quote in enumerate(quotes):
        cosines = vectors[first] @ vectors[place] if first else np.zeros(0, dtype=np.float32)
        same = [
            number
            for number, other in enumerate(first)
            if same_point(float(cosines[number]), quotes[other], quote)
        ]
        if not same:
            first.append(place)
        numbers.append(same[0] if same else len(first) - 1)
    return numbers


def _met(nearness: Vectors, backing: NDArray[np.float32]) -> set[int]:
    """The counters that any part of an answer backs and is near to, far more than the others.

    An answer backs all counters of a claim a little, for they stand on its side: what it backs on average is taken off
    (contextual calibration, Zhao et al. 2021).
    """
    weight = np.log((backing[..., 1] + ODDS) / (1 - backing[..., 1] + ODDS)) + NEAR * nearness
    usual = (weight.sum(axis=1, keepdims=True) + USUAL) / (backing.shape[1] + 1)
    made = (weight - usual >= MET) & (backing[..., 1] > backing[..., 0])
    return set(np.flatnonzero(made.any(axis=0)).tolist())


def _same(parts: Sequence[str], quotes: Sequence[str], nearness: Vectors) -> set[int]:
    """The counters that an answer says again in other words, or comes nearest to."""
    nearest = nearness.argmax(axis=1)
    return {
        place
        for place, quote in enumerate(quotes)
        for at, part in enumerate(parts)
        if same_point(float(nearness[at, place]), part, quote)
        or (place == nearest[at] and nearness[at, place] >= NEAREST and not turned(part, quote))
    }


def _lean(row: NDArray[np.float32]) -> float:
    return math.log((float(row[0]) + ODDS) / (float(row[1]) + ODDS))


def _lean_by_counters(rows: NDArray[np.float32], sureness: Sequence[float]) -> float:
    """How an answer leans to a claim, by how it stands to the claim's counters, the surer ones above all."""
    return float(np.average([-_lean(row) for row in rows], weights=sureness)) if len(rows) else 0.0
