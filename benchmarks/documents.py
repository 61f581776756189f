"""Answers over real documents: the public gold over five of them, our own questions over the samples."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from benchmarks.asking import Answered, graded, the_documents, the_samples
from benchmarks.figures import Bars, Dots
from benchmarks.gold import Grade, Question
from benchmarks.product import NAME
from benchmarks.report import Cell, Finding, Order, Section, Table
from benchmarks.resampling import Interval, difference, interval, verdict

Grades: TypeAlias = Mapping[str, Sequence[Grade]]
Compared: TypeAlias = tuple[str, str, Interval, str]
"""A measure, another way, how much more Counterpoint has of it, and what that means."""

MEASURES: Final[dict[str, Callable[[Grade], float | None]]] = {
    "ndcg@10": lambda one: one.ndcg,
    "wrong@5": lambda one: one.wrong,
    "silent": lambda one: one.silent,
}
LESS_IS_BETTER: Final = "wrong@5"
FEW: Final = (
    "Few questions: their bootstrap intervals are, if anything, too narrow. The gold names the quotes that its "
    "makers found; a good answer that they missed counts as none."
)


def measure(order: Order) -> list[Section]:
    """Score the documents and the samples, Counterpoint beside simpler ways over the same quotes."""
    return [
        _section(the_documents(order), named=False, slug="documents"),
        _section(the_samples(), named=True, slug="samples"),
    ]


def _section(answered: Answered, *, named: bool, slug: str) -> Section:
    grades, missing = graded(answered)
    peers = [way for way in grades if way != NAME]
    compared = [_compared(grades, peer, name) for name in ("ndcg@10", LESS_IS_BETTER) for peer in peers]
    return Section(
        title=f"Do the first answers argue against what was said? {answered.name.capitalize()}",
        about=(
            f"{len(answered.questions)} claims to counter or support over {len(answered.stored)} quotes, asked through "
            "the command line; every other way ranks the same quotes. `ndcg@10` grades the first ten answers, "
            "`wrong@5` is the share of the first five that argue the other way (lower is better), `silent` the share of "
            f"questions without an answer in the sources that got none. {missing}"
        ).strip(),
        findings=tuple(_findings(answered.name, grades, compared)),
        tables=(
            _means(answered, grades),
            Table(
                title=f"{answered.name.capitalize()}: {NAME} less each other way, question by question",
                columns=("measure", "against", "difference", "so it is"),
                rows=tuple(compared),
            ),
            _by_question(answered, grades, named=named),
            _library(answered),
        ),
        figures=_figures(answered, grades, slug),
        limits=FEW,
    )


def _findings(of: str, grades: Grades, compared: Sequence[Compared]) -> Iterator[Finding]:
    """Say how Counterpoint stands to the best other way in each measure."""
    for name in ("ndcg@10", LESS_IS_BETTER):
        more = name != LESS_IS_BETTER
        rows = [row for row in compared if row[0] == name]
        _, way, gained, _ = min(rows, key=lambda row: row[2].mean if more else -row[2].mean)
        yield Finding(
            what=f"{of}, {name}",
            ours=_mean(_values(grades[NAME], name)),
            against=f"the best other way, {way}",
            gained=gained,
            more_is_better=more,
        )


def _values(grades: Sequence[Grade], name: str) -> list[float]:
    return [value for value in map(MEASURES[name], grades) if value is not None]


def _mean(values: Sequence[float]) -> Interval | None:
    return interval(values) if values else None


def _means(answered: Answered, grades: Grades) -> Table:
    return Table(
        title=f"{answered.name.capitalize()}: the same quotes, ranked by each way",
        columns=("ranked by", *MEASURES),
        rows=tuple((way, *(_mean(_values(each, name)) for name in MEASURES)) for way, each in grades.items()),
        note=", ".join(f"{name}: {len(_values(grades[NAME], name))} questions" for name in MEASURES),
    )


def _compared(grades: Grades, peer: str, name: str) -> Compared:
    gained = difference(_values(grades[NAME], name), _values(grades[peer], name))
    return name, peer, gained, verdict(gained, more_is_better=name != LESS_IS_BETTER)


def _by_question(answered: Answered, grades: Grades, *, named: bool) -> Table:
    rows = []
    for place, question in enumerate(answered.questions):
        each = [grades[way][place] for way in grades]
        rows.append((_name(question, named=named), len(question.right), *map(_cell, each), each[-1].wrong))
    return Table(
        title=f"{answered.name.capitalize()}: ndcg@10 of each question",
        columns=("question", "gold answers", *grades, f"wrong@5 of {NAME}"),
        rows=tuple(rows),
    )


def _name(question: Question, *, named: bool) -> str:
    words = f" “{question.query}”" if named else ""
    return f"Q{question.number} {question.command}{words}"


def _cell(one: Grade) -> Cell:
    """What a way made of a question: its score, or for one without an answer whether it kept silent."""
    if one.silent is None:
        return one.ndcg
    return "silent" if one.silent else "answered"


def _library(answered: Answered) -> Table:
    found = answered.attested
    pairs = [one.pairs for one in answered.views if one.pairs is not None]
    rows: list[tuple[Cell, ...]] = [
        ("views r@20", _mean([one.recall for one in answered.views]), len(answered.views)),
        ("views pairs", _mean(pairs), len(pairs)),
        ("speakers", _mean(found.speakers), len(found.speakers)),
        ("roles", _mean(found.roles), len(found.roles)),
        ("metadata", _mean(found.metadata), len(found.metadata)),
        ("junk (must be 0)", found.junk, len(answered.stored)),
        ("unfaithful (must be 0)", found.unfaithful, len(answered.stored)),
    ]
    return Table(
        title=f"{answered.name.capitalize()}: positions, speakers and sources of {NAME}",
        columns=("measure", "value", "of"),
        rows=tuple(rows),
    )


def _figures(answered: Answered, grades: Grades, slug: str) -> tuple[Bars, Dots]:
    bars = tuple(
        (name, tuple((way, interval(_values(each, name))) for way, each in grades.items()))
        for name in ("ndcg@10", LESS_IS_BETTER)
    )
    rows = tuple(
        (
            f"Q{question.number} {question.command}",
            tuple((way, float(value)) for way in grades if (value := grades[way][place].ndcg) is not None),
        )
        for place, question in enumerate(answered.questions)
        if question.right
    )
    title = answered.name.capitalize()
    return (
        Bars(name=slug, title=f"{title}: ndcg@10 and wrong@5", groups=bars),
        Dots(name=f"{slug}-by-question", title=f"{title}: ndcg@10 of each question", rows=rows),
    )
