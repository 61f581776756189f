"""Whether the numbers that people see keep their word: the stance's probability and the score of an answer."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking import Answered, the_documents, the_samples
from benchmarks.calibration import (
    EQUAL_MASS,
    EQUAL_WIDTH,
    Bin,
    calibration_error,
    equal_mass,
    equal_width,
    reliability,
)
from benchmarks.figures import Reliability
from benchmarks.gold import LONGEST, holds
from benchmarks.product import NAME
from benchmarks.report import Cell, Finding, NotThereError, Order, Section, Table
from benchmarks.stances import FIRST, SETS, Judged, judged
from benchmarks.standing import posed

TITLE: Final = "Do the probabilities keep their word?"
ABOUT: Final = (
    "Expected calibration error: how far the confidence is from the share of right ones, over bins. The headline has "
    f"{EQUAL_WIDTH} bins of equal width (Guo et al. 2017), beside it {EQUAL_MASS} bins of equal mass. Of a stance the "
    "confidence is the probability of its likeliest label among those that the set has; of an answer it is the `score` "
    "that people see."
)
LIMITS: Final = (
    "A calibration error is never zero on finite data, and redrawn data is a little worse than the data itself, so the "
    "interval lies a little high. The gold of the five documents and of the samples names the answers that its makers "
    "looked for, so good answers that they did not list make the score look too sure."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """Things that were given with a confidence, and whether each was right."""

    name: str
    way: str
    confidences: tuple[float, ...]
    right: tuple[bool, ...]
    groups: tuple[str, ...]

    def bins(self) -> tuple[Bin, ...]:
        """Return the bins of equal width."""
        return reliability(self.confidences, self.right, equal_width(self.confidences))


def measure(order: Order) -> list[Section]:
    """Measure the calibration of stances on the development pairs and of scores on questions with known answers."""
    by_set = [judged(order, chosen) for chosen in SETS]
    stances = [
        pooled(by_set, way, classes)
        for classes in (2, 3)
        for way in (FIRST, NAME)
        if way in by_set[0].probabilities
    ]
    scores = _scores(order)
    return [
        Section(
            title=TITLE,
            about=ABOUT,
            findings=tuple(_found(one) for one in (*scores, *stances) if one.way == NAME),
            tables=(
                Table(
                    title="Calibration error (ECE)",
                    columns=(
                        "of",
                        "way",
                        "number",
                        "right",
                        "mean confidence",
                        f"{EQUAL_WIDTH} bins of equal width",
                        f"{EQUAL_MASS} of equal mass",
                    ),
                    rows=tuple(_row(one) for one in (*scores, *stances)),
                    note="An answer is right only if the gold or the set names it; what nobody marked counts as wrong",
                ),
            ),
            figures=(
                _figure("calibration-stance", "Stance: how often the likeliest label is right", stances),
                _figure("calibration-score", "Score of answers: how often they are right", scores),
            ),
            limits=LIMITS,
        )
    ]


def pooled(sets: Sequence[Judged], way: str, classes: int) -> Sure:
    """Put the pairs of all sets with so many labels together."""
    kept = [each for each in sets if each.chosen.classes == classes]
    labels = [label for each in kept for label in each.labels[way]]
    truth = [label for each in kept for label in each.truth]
    sure = np.concatenate([likeliest(each.probabilities[way][:, :classes]) for each in kept])
    return Sure(
        name=f"stance, {classes} labels",
        way=way,
        confidences=tuple(sure.tolist()),
        right=tuple(one == true for one, true in zip(labels, truth, strict=True)),
        groups=tuple(group for each in kept for group in each.groups),
    )


def likeliest(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probability of each row's likeliest label, as a share of the labels that are allowed."""
    allowed = probabilities.astype(np.float64)
    return np.asarray(allowed.max(axis=1) / np.maximum(allowed.sum(axis=1), 1e-9))


def _scores(order: Order) -> list[Sure]:
    given = [
        (one.claim, each)
        for one in posed(order)[NAME]
        if one.hand != "absent"
        for each in one.given
        if each.score is not None
    ]
    own = [(claim, each) for claim, each in given if each.own]
    found = [
        Sure(
            name=name,
            way=NAME,
            confidences=tuple(each.score or 0.0 for _, each in chosen),
            right=tuple(each.counters for _, each in chosen),
            groups=tuple(claim for claim, _ in chosen),
        )
        for name, chosen in (("score, debates", given), ("score, debates, own texts alone", own))
    ]
    found.append(of_gold(the_samples()))
    with suppress(NotThereError):
        found.append(of_gold(the_documents(order)))
    return [one for one in found if one.confidences]


def of_gold(answered: Answered) -> Sure:
    """Return the scores of the answers to the gold questions; right is what the gold names."""
    rows = [
        (str(question.number), quote.score, any(holds(quote, mark) for mark in question.right))
        for question, quotes in zip(answered.questions, answered.quotes, strict=True)
        for quote in quotes
        if quote.score is not None and len(quote.text) <= LONGEST
    ]
    return Sure(
        name=f"score, {answered.name}",
        way=NAME,
        confidences=tuple(score for _, score, _ in rows),
        right=tuple(right for _, _, right in rows),
        groups=tuple(number for number, _, _ in rows),
    )


def _row(one: Sure) -> tuple[Cell, ...]:
    width, mass = equal_width(one.confidences), equal_mass(one.confidences)
    return (
        one.name,
        one.way,
        len(one.right),
        float(np.mean(one.right)),
        float(np.mean(one.confidences)),
        calibration_error(one.confidences, one.right, width, one.groups),
        calibration_error(one.confidences, one.right, mass, one.groups),
    )


def _figure(name: str, title: str, rows: Sequence[Sure]) -> Reliability:
    labels = {row.name for row in rows}
    return Reliability(
        name=name,
        title=title,
        curves=tuple(
            (f"{row.name}, {row.way}" if len(labels) < len(rows) else row.name, row.bins()) for row in rows
        ),
    )


def _found(one: Sure) -> Finding:
    error = calibration_error(one.confidences, one.right, equal_width(one.confidences), one.groups)
    return Finding(what=f"calibration error (ECE), {one.name}", ours=error, more_is_better=False)
