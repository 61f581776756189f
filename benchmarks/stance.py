"""How often the stance is right, per set and per class, beside simpler ways."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.figures import Bars
from benchmarks.product import NAME
from benchmarks.report import Cell, Finding, Order, Section, Table
from benchmarks.resampling import Interval, difference, f1, interval, resampled, verdict
from benchmarks.stances import FIRST, SETS, Judged, judged
from knowledge.stance import LABELS

TITLES: Final = {
    2: "Does the model tell counters from supports?",
    3: "Does the model know what is neither?",
}
ABOUTS: Final = {
    2: "Accuracy over claim-and-text pairs with two labels; `neither` may not be answered. Intervals "
    "are redrawn by claim; ArgKP has four and Debatepedia 25, too few for more than a hint.",
    3: "Accuracy over pairs with three labels: natural language inference, counterfactually changed pairs, and the tenth "
    "of MultiNLI that is kept out of training. Intervals are redrawn by claim.",
}


def measure(order: Order) -> list[Section]:
    """Measure two classes on the debating sets, and three where the sets hold `neither`."""
    return [_section(order, classes) for classes in (2, 3)]


def _section(order: Order, classes: int) -> Section:
    found = [judged(order, chosen) for chosen in SETS if chosen.classes == classes]
    ways = list(found[0].labels)
    compared = [_compared(each, way) for each in found for way in ways if way != NAME]
    return Section(
        title=TITLES[classes],
        about=ABOUTS[classes],
        findings=tuple(
            Finding(
                what=f"stance, {each.chosen.name}, accuracy",
                ours=_accuracy(each, NAME),
                against=against,
                gained=gained,
            )
            for each in found
            for name, against, gained, _ in compared
            if name == each.chosen.name and against == (FIRST if FIRST in ways else ways[0])
        ),
        tables=(
            Table(
                title=f"Stance, {classes} classes: accuracy on development sets",
                columns=("set", "pairs", *ways),
                rows=tuple(_row(each, ways) for each in found),
            ),
            Table(
                title=f"Stance, {classes} classes: {NAME} less each other way, pair by pair",
                columns=("set", "against", "difference", "so it is"),
                rows=tuple(compared),
            ),
            _classes_table(found, classes),
        ),
        figures=(
            Bars(
                name=f"stance-{classes}-classes",
                title=f"Stance, {classes} classes: accuracy on development sets",
                groups=tuple(
                    (each.chosen.name, tuple((way, _accuracy(each, way)) for way in ways)) for each in found
                ),
            ),
        ),
    )


def _right(each: Judged, way: str) -> list[float]:
    return [float(one == true) for one, true in zip(each.labels[way], each.truth, strict=True)]


def _accuracy(each: Judged, way: str) -> Interval:
    return interval(_right(each, way), each.groups)


def _row(each: Judged, ways: list[str]) -> tuple[Cell, ...]:
    return (each.chosen.name, len(each.truth), *(_accuracy(each, way) for way in ways))


def _compared(each: Judged, way: str) -> tuple[str, str, Interval, str]:
    gained = difference(_right(each, NAME), _right(each, way), each.groups)
    return each.chosen.name, way, gained, verdict(gained)


def _classes_table(found: list[Judged], classes: int) -> Table:
    """F1 and recall of each class, of the two models."""
    ways = [way for way in (FIRST, NAME) if way in found[0].labels]
    rows = [
        (each.chosen.name, LABELS[label], each.truth.count(label), *_of_class(each, label, ways))
        for each in found
        for label in range(classes)
    ]
    columns = [f"{what}, {way}" for way in ways for what in ("F1", "found")]
    return Table(
        title=f"Stance, {classes} classes: each class",
        columns=("set", "class", "pairs", *columns),
        rows=tuple(rows),
        note="found: the share of the pairs of that class that were given it (recall)",
    )


def _of_class(each: Judged, label: int, ways: Sequence[str]) -> list[Interval]:
    truth = np.asarray(each.truth) == label
    cells = []
    for way in ways:
        given = np.asarray(each.labels[way]) == label
        counts = np.stack([given & truth, given, truth], axis=1).astype(float)
        cells.append(resampled(counts, each.groups, f1))
        cells.append(
            resampled(counts[:, [0, 2]], each.groups, lambda sums: sums[:, 0] / np.maximum(sums[:, 1], 1))
        )
    return cells
