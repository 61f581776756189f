"""Whether the bot is silent when, and only when, the sources hold no answer: precision and recall of silence."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking import Answered, the_documents, the_samples
from benchmarks.product import NAME
from benchmarks.report import Cell, Finding, NotThereError, Order, Section, Table
from benchmarks.resampling import Interval, Sums, resampled
from benchmarks.standing import Hand, Posed, posed

TITLE: Final = "Is it silent where the sources hold no answer, and only there?"
ABOUT: Final = (
    "Claims of the debating sets' development halves, each asked of a library of some hundred other claims' texts that "
    "holds all of its own texts, only those that support it, or none. Precision: of the silences, how many were right; "
    "recall: of the questions without an answer, how many got none; answered: of those with an answer, how many got one. "
    f"{NAME} at its shipped thresholds; the other way is silent where the stance is the first model's likeliest label of "
    "none of the 20 nearest texts. Intervals are redrawn by claim."
)
LIMITS: Final = (
    "Sets overlap: a claim whose texts are kept out of the library may be answered by another claim's, which counts here "
    "as a failure to be silent, so that recall is a lower figure. The gold files hold few questions without an answer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Questions, whether each got no answer, and whether the sources hold none."""

    silent: tuple[bool, ...]
    unanswerable: tuple[bool, ...]
    groups: tuple[str, ...]

    def precision(self) -> Interval | None:
        """Return the share of silences where there was nothing to say; None where it was never silent."""
        return self._share(self.silent)

    def recall(self) -> Interval | None:
        """Return the share of questions without an answer that got none."""
        return self._share(self.unanswerable)

    def answered(self) -> Interval | None:
        """Return the share of questions with an answer that got one."""
        told = np.logical_not(self.silent)
        answerable = np.logical_not(self.unanswerable)
        return _ratio(told & answerable, answerable, self.groups)

    def _share(self, over: Sequence[bool]) -> Interval | None:
        both = np.asarray(self.silent) & np.asarray(self.unanswerable)
        return _ratio(both, np.asarray(over), self.groups)


def _ratio(top: NDArray[np.bool_], bottom: NDArray[np.bool_], groups: Sequence[str]) -> Interval | None:
    if not bottom.any():
        return None
    return resampled(np.stack([top, bottom], axis=1).astype(float), groups, _over)


def _over(sums: Sums) -> Sums:
    """A redrawing without a single case counts as right, as it says nothing against."""
    return np.where(sums[:, 1] > 0, sums[:, 0] / np.maximum(sums[:, 1], 1), 1.0)


def measure(order: Order) -> list[Section]:
    """Measure silence at the shipped thresholds, on claims with known answers and on the gold questions."""
    ways = posed(order)
    rows: list[tuple[Cell, ...]] = []
    for way, asked in ways.items():
        rows.append(_row("off the topic", way, of_posed(asked, ("answered", "absent"))))
        rows.append(_row("only the other side", way, of_posed(asked, ("answered", "one side"))))
        rows.append(_row("both together", way, of_posed(asked, ("answered", "one side", "absent"))))
    golds = [the_samples()]
    with suppress(NotThereError):
        golds.insert(0, the_documents(order))
    rows += [_row(each.name, NAME, of_gold(each)) for each in golds]
    ours = of_posed(ways[NAME], ("answered", "one side", "absent"))
    return [
        Section(
            title=TITLE,
            about=ABOUT,
            findings=(
                Finding(what="silence, precision (95% is the aim)", ours=ours.precision()),
                Finding(what="silence, recall", ours=ours.recall()),
                Finding(what="questions with an answer that get one", ours=ours.answered()),
            ),
            tables=(
                Table(
                    title="Silence at the shipped thresholds",
                    columns=(
                        "questions without an answer are",
                        "way",
                        "questions",
                        "without an answer",
                        "precision",
                        "recall",
                        "answered",
                    ),
                    rows=tuple(rows),
                ),
            ),
            limits=LIMITS,
        )
    ]


def of_posed(asked: Sequence[Posed], hands: Sequence[Hand]) -> Silence:
    """Read silence off the claims that were asked in some hands."""
    kept = [one for one in asked if one.hand in hands]
    return Silence(
        silent=tuple(not one.given for one in kept),
        unanswerable=tuple(one.hand != "answered" for one in kept),
        groups=tuple(one.claim for one in kept),
    )


def of_gold(answered: Answered) -> Silence:
    """Read silence off the gold questions."""
    return Silence(
        silent=tuple(not quotes for quotes in answered.quotes),
        unanswerable=tuple(not question.right for question in answered.questions),
        groups=tuple(str(question.number) for question in answered.questions),
    )


def _row(what: str, way: str, silence: Silence) -> tuple[Cell, ...]:
    return (
        what,
        way,
        len(silence.silent),
        sum(silence.unanswerable),
        silence.precision(),
        silence.recall(),
        silence.answered(),
    )
