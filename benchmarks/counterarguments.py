"""Finding the counterargument among thousands: Counterpoint beside simpler ways, on two collections."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

from rich.console import Console
from rich.progress import track

from benchmarks import first_version
from benchmarks.collection import DEPTH, Collection, Outcome, debates, op_eds, outcome
from benchmarks.figures import Bars
from benchmarks.peers import Ranker, by_likeness, by_meaning, by_stance, by_words
from benchmarks.product import NAME, library_of
from benchmarks.report import Finding, NotThereError, Order, Section, Table
from benchmarks.resampling import Interval, difference, interval, verdict

STANCE_DEPTH: Final = 20
MOST_BY_STANCE: Final = 200
"""Queries for the first version's stance model, which reads 20 long texts a query."""

MOST_BY_LIKENESS: Final = 300
"""Queries for rapidfuzz, which compares two texts of 200 words thousands of times a query."""

MEASURES: Final[dict[str, Callable[[Outcome], float]]] = {
    "ndcg@10": lambda one: one.ndcg,
    "recall@5": lambda one: one.recall,
    "same side @5": lambda one: one.same,
    "opposing @5": lambda one: one.opposing,
}
LESS_IS_BETTER: Final = ("same side @5",)
HEADLINES: Final = ("ndcg@10", "same side @5")


UNJUDGED: Final = f"{NAME}'s candidates, not judged"

Compared: TypeAlias = tuple[str, str, int, Interval, str]
"""A measure, another way, on how many queries, how much more Counterpoint has of it, and what that means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How one way answered the queries that it was asked, by the queries' places in the collection."""

    way: str
    outcomes: Mapping[int, Outcome]

    def values(self, measure: str, places: Iterable[int] | None = None) -> list[float]:
        """Return a measure of each query, or of those at some places."""
        return [MEASURES[measure](self.outcomes[place]) for place in places or self.outcomes]


def measure(order: Order) -> list[Section]:
    """Let every way look for the counterarguments of both collections."""
    return [
        _section(
            op_eds(order),
            ("ndcg@10", "recall@5"),
            "Each one-line perspective of MultiOpEd's development split asks for the abstract of the op-ed that "
            "argues the other way, among all 2,232 abstracts.",
        ),
        _section(
            debates(order),
            tuple(MEASURES),
            "Each argument of ArguAna's development debates asks for the one that rebuts it, among all 2,577 "
            "arguments of those debates; its own document is dropped from the results. `same side @5` is the share "
            "of the first five places taken by arguments of the query's own side of its own debate (lower is "
            "better), `opposing @5` the share that argues for the other side; a place left empty counts as neither.",
        ),
    ]


def _section(collection: Collection, measures: Sequence[str], about: str) -> Section:
    with _ways(collection) as (ways, missing):
        runs = [_run(collection, way, rank, most) for way, (rank, most) in ways.items()]
    compared = [_compared(collection, runs[-1], run, name) for name in measures for run in runs[:-1]]
    ndcgs = tuple((run.way, _interval(collection, run, "ndcg@10")) for run in runs)
    return Section(
        title=f"Is the counterargument found among thousands? {collection.name}",
        about=f"{about} Intervals are redrawn by debate or question.{missing}",
        findings=tuple(_findings(collection, runs[-1], compared, measures)),
        tables=(
            Table(
                title=f"{collection.name}, development split",
                columns=("ranked by", "queries", *measures),
                rows=tuple(
                    (run.way, len(run.outcomes), *(_interval(collection, run, name) for name in measures))
                    for run in runs
                ),
                note=f"{NAME} answers as /counter does: candidates, their stance, their order, and its silence",
            ),
            Table(
                title=f"{collection.name}: {NAME} less each other way, on the same queries",
                columns=("measure", "against", "queries", "difference", "so it is"),
                rows=tuple(compared),
            ),
        ),
        figures=(
            Bars(
                name=f"counterarguments-{collection.name.lower()}",
                title=f"{collection.name} dev, ndcg@10",
                groups=(("ndcg@10", ndcgs),),
            ),
        ),
    )


def _findings(
    collection: Collection, ours: Run, compared: Sequence[Compared], measures: Sequence[str]
) -> Iterator[Finding]:
    """Say how Counterpoint stands to the best other way in each measure, and what judging candidates brings."""
    for name in measures:
        more = name not in LESS_IS_BETTER
        rows = [row for row in compared if row[0] == name]
        peers = [row for row in rows if not row[1].startswith(NAME)]
        hardest = min(peers, key=lambda row: row[3].mean if more else -row[3].mean)
        unjudged = next(row for row in rows if row[1] == UNJUDGED)
        for against, row in ((f"the best other way, {hardest[1]}", hardest), (UNJUDGED, unjudged)):
            yield Finding(
                what=f"{collection.name} dev, {name}",
                ours=_interval(collection, ours, name),
                against=against,
                gained=row[3],
                more_is_better=more,
                headline=name in HEADLINES and row is hardest,
            )


def _interval(collection: Collection, run: Run, name: str) -> Interval:
    groups = [collection.queries[place].group for place in run.outcomes]
    return interval(run.values(name), groups)


def _compared(collection: Collection, ours: Run, theirs: Run, name: str) -> Compared:
    places = list(theirs.outcomes)
    groups = [collection.queries[place].group for place in places]
    gained = difference(ours.values(name, places), theirs.values(name, places), groups)
    means = verdict(gained, more_is_better=name not in LESS_IS_BETTER)
    return name, theirs.way, len(places), gained, means


@contextmanager
def _ways(collection: Collection) -> Iterator[tuple[dict[str, tuple[Ranker, int | None]], str]]:
    """Every way that can run here with how many queries it is asked, and a sentence about one that cannot."""
    texts = collection.texts
    ways: dict[str, tuple[Ranker, int | None]] = {
        "BM25": (by_words(texts), None),
        "rapidfuzz": (by_likeness(texts), MOST_BY_LIKENESS),
    }
    missing = ""
    try:
        untuned = by_meaning(texts, first_version.first_encoder())
        ways[first_version.ENCODER] = (untuned, None)
        judge = first_version.first_stance_model()
        ways[first_version.STANCE] = (by_stance(untuned, texts, judge, depth=STANCE_DEPTH), MOST_BY_STANCE)
    except NotThereError as error:
        missing = f" Skipped: {error}."
    with library_of(texts) as stored:

        def ours(query: str, limit: int) -> list[int]:
            return [found.place for found in stored.counter(query, limit)]

        ways[f"{NAME}'s encoder alone"] = (stored.nearest, None)
        ways[UNJUDGED] = (stored.candidates, None)
        ways[NAME] = (ours, None)
        yield ways, missing


def _run(collection: Collection, way: str, rank: Ranker, most: int | None) -> Run:
    """Ask every query, or `most` of them, evenly spread over the debates."""
    step = -(-len(collection.queries) // most) if most else 1
    places = range(0, len(collection.queries), step)
    words = Console(stderr=True)
    words.print(f"  {collection.name}: {way}, {len(places)} queries", style="dim", highlight=False)
    steps = track(
        places, description=f"{collection.name}: {way}", console=words, disable=not words.is_terminal
    )
    return Run(way=way, outcomes={place: _outcome(collection, place, rank) for place in steps})


def _outcome(collection: Collection, place: int, rank: Ranker) -> Outcome:
    query = collection.queries[place]
    return outcome(query, [collection.ids[found] for found in rank(query.text, DEPTH + 1)])
