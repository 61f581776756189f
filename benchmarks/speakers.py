"""Who says what in news texts: the attribution step beside simpler ways, on a development set."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from benchmarks.attribution import SHARES, Finder, Measured, nearest_name
from benchmarks.attribution import measure as attribution
from benchmarks.figures import Bars
from benchmarks.finders import find_attributions, tag_spans
from benchmarks.product import NAME
from benchmarks.report import Cell, Finding, Order, Section, Table
from benchmarks.resampling import Interval, Sums, f1, resampled, verdict
from benchmarks.spans import ROLES, Counts, Role, Tagger, by_rules, exact_spans
from knowledge.understanding.attribution import attributions

BASELINE: Final = "quotation marks, nearest name"
RULES: Final = "rules"
TRAINED: Final = "trained tagger"


TAGGERS: Final[dict[str, Tagger]] = {RULES: by_rules, TRAINED: tag_spans}
"""Every way that marks sources, cues and contents; what ships comes last."""

FINDERS: Final[dict[str, Finder]] = {BASELINE: nearest_name, RULES: attributions, NAME: find_attributions}
"""Every way that finds who says what; what ships comes last."""


def measure(order: Order) -> list[Section]:
    """Compare the attributions found in news texts with those that people marked."""
    path = order.path("data", "polnear.dev.jsonl")
    found = {way: attribution(path, finder=each, limit=order.sample) for way, each in FINDERS.items()}
    spans = {way: exact_spans(path, each, limit=order.sample) for way, each in TAGGERS.items()}
    return [_who(found), _which_words(spans)]


def _who(found: Mapping[str, Measured]) -> Section:
    ours = found[NAME]
    gained = {
        (name, way): _gained(ours, each, name)
        for name in SHARES
        for way, each in found.items()
        if way != NAME
    }
    return Section(
        title="Who says what in the news?",
        about=(
            f"{len(ours.counts)} news texts of PolNeAR's development split, {ours.named} statements of a named source. "
            "`precision` and `recall` count the characters of what is cited; `found` is the share of statements of which "
            "at least half is found, `speakers` the share of those touched whose speaker is right "
            f"(benchmarks/attribution.py). {NAME} joins the rules with a trained tagger. "
            "Intervals are redrawn by text."
        ),
        findings=tuple(
            Finding(
                what=f"attribution (PolNeAR dev), {name}",
                ours=ours.interval(name),
                against=way,
                gained=each,
                headline=way == RULES,
            )
            for (name, way), each in gained.items()
            if name in ("f1", "speakers")
        ),
        tables=(
            Table(
                title="Attribution: who says what in news texts",
                columns=("measure", *found),
                rows=tuple((name, *(each.interval(name) for each in found.values())) for name in SHARES),
            ),
            Table(
                title=f"Attribution: {NAME} less each other way, text by text",
                columns=("measure", "against", "difference", "so it is"),
                rows=tuple((name, way, each, verdict(each)) for (name, way), each in gained.items()),
            ),
        ),
    )


def _gained(ours: Measured, plain: Measured, name: str) -> Interval:
    columns = SHARES[name]
    width = ours.counts.shape[1]

    def gain(sums: Sums) -> Sums:
        return np.asarray(columns(sums[:, :width]) - columns(sums[:, width:]))

    both = np.concatenate([ours.counts, plain.counts], axis=1)
    return resampled(both, range(len(both)), gain)


def _which_words(spans: Mapping[str, Mapping[Role, Counts]]) -> Section:
    names = list(spans)
    shipped = names[-1]
    compared = [
        (role, name, _span_gain(spans[shipped][role], spans[name][role]))
        for role in ROLES
        for name in names[:-1]
    ]
    return Section(
        title="Are source, cue and content found word for word?",
        about=(
            "Exact-span F1 on the same texts: a span is right only when it begins and ends where people marked it. The "
            "second column of each pair forgives marks at the ends of a span. Intervals are redrawn by text."
        ),
        findings=tuple(
            Finding(
                what=f"exact-span F1 (PolNeAR dev), {role}, {shipped}",
                ours=_interval(spans[shipped][role].exact),
                against=next((way for name, way, _ in compared if name == role), None),
                gained=next((each for name, _, each in compared if name == role), None),
            )
            for role in ROLES
        ),
        tables=(
            Table(
                title="Attribution: exact-span F1",
                columns=(
                    "span",
                    "in the gold",
                    *(f"{name}{how}" for name in names for how in ("", ", marks aside")),
                ),
                rows=tuple(_row(role, spans) for role in ROLES),
            ),
        ),
        figures=(
            Bars(
                name="attribution-spans",
                title="PolNeAR dev: exact-span F1",
                groups=tuple(
                    (role, tuple((name, _interval(each[role].exact)) for name, each in spans.items()))
                    for role in ROLES
                ),
            ),
        ),
    )


def _interval(counts: Sums, statistic: Callable[[Sums], Sums] = f1) -> Interval:
    return resampled(counts, range(len(counts)), statistic)


def _span_gain(ours: Counts, theirs: Counts) -> Interval:
    both = np.concatenate([ours.exact, theirs.exact], axis=1)
    return _interval(both, lambda sums: f1(sums[:, :3]) - f1(sums[:, 3:]))


def _row(role: Role, spans: Mapping[str, Mapping[Role, Counts]]) -> tuple[Cell, ...]:
    counts = [each[role] for each in spans.values()]
    cells = [_interval(how) for one in counts for how in (one.exact, one.words)]
    return (role, int(counts[0].exact[:, 2].sum()), *cells)
