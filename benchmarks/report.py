"""What a measuring run is asked for, and what it gives: sections of tables, figures and findings."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from rich.console import Console
from rich.table import Table as RichTable

from benchmarks.figures import Figure
from benchmarks.resampling import Interval, Verdict, verdict

Cell: TypeAlias = str | int | float | Interval | None
T = TypeVar("T")


class NotThereError(Exception):
    """What a part measures with is not there; the message is its path, or what it is."""


class CannotMeasureError(Exception):
    """A part of the run went wrong; the message is one sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to measure with: the folder of documents, gold and development sets, and how much of it."""

    shared: Path
    sample: int | None = None
    """At most so many rows of each development set; None for all."""

    def path(self, *parts: str) -> Path:
        """Return the path of something in the folder. Raises `NotThereError`."""
        path = self.shared.joinpath(*parts)
        if not path.exists():
            raise NotThereError(str(path))
        return path

    def rows(self, name: str, *, split: str | None = None) -> list[dict[str, Any]]:
        """Read a development set, one JSON object a line, of one split when it is named.

        Raises `NotThereError`.
        """
        with self.path("data", name).open(encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines if line.strip()]
        return [row for row in found if split is None or row.get("split") == split]

    def some(self, things: Sequence[T], *, limit: int | None = None) -> list[T]:
        """Return a part of `things`, the same one in every run, in their order: `sample`, or `limit`."""
        wanted = min((n for n in (self.sample, limit) if n is not None), default=len(things))
        if wanted >= len(things):
            return list(things)
        return [things[place] for place in sorted(random.Random(13).sample(range(len(things)), wanted))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of measures: what it is about, its columns and its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A number that stands out: what Counterpoint has, and how much more of it than another way."""

    what: str
    ours: Interval | None = None
    against: str | None = None
    gained: Interval | None = None
    more_is_better: bool = True
    headline: bool = True
    """Whether it belongs into the summary of all sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question about the product, and what was measured to answer it."""

    title: str
    about: str
    """What was measured, on what, and how, in a few sentences."""
    findings: tuple[Finding, ...] = ()
    """What stands out."""
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    limits: str | None = None


def said(one: Finding) -> str:
    """Say a finding in a sentence; a difference that may be noise is never praised."""
    measured = f"{one.what}: {written(one.ours)}" if one.ours else one.what
    if one.against is None or one.gained is None:
        return f"{measured}."
    how = {"better": "Better than", "worse": "Worse than"}.get(meaning(one) or "", "Within noise of")
    gained = f"{one.gained.mean:+.3f}, 95% {one.gained.low:+.3f} to {one.gained.high:+.3f}"
    return f"{how} {one.against} ({measured}; difference {gained})."


def meaning(one: Finding) -> Verdict | None:
    """Return what the difference of a finding means; None where there is nothing to compare with."""
    return verdict(one.gained, more_is_better=one.more_is_better) if one.gained else None


def show(table: Table, console: Console) -> None:
    """Print a table for people, the numbers flush right."""
    shown = RichTable()
    for place, column in enumerate(table.columns):
        words = any(isinstance(row[place], str) for row in table.rows)
        shown.add_column(column, justify="left" if words else "right", no_wrap=True)
    for row in table.rows:
        shown.add_row(*(written(cell).replace("[", r"\[") for cell in row))
    # Rich would wrap a title or a caption at the width of a narrow table.
    console.print(f"\n{table.title}", style="bold", markup=False, highlight=False)
    console.print(shown)
    if table.note:
        console.print(table.note, style="dim", markup=False, highlight=False)


def written(cell: Cell) -> str:
    """Return a cell as people read it: `0.512 [0.402, 0.623]` for an interval."""
    if isinstance(cell, Interval):
        return f"{cell.mean:.3f} [{cell.low:.3f}, {cell.high:.3f}]"
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "-" if cell is None else str(cell)


def as_json(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """Return the tables as plain values, each row keyed by the names of its columns."""
    return [
        {
            "title": table.title,
            "note": table.note,
            "rows": [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows],
        }
        for table in tables
    ]


def _plain(cell: Cell) -> str | int | float | dict[str, float] | None:
    if isinstance(cell, Interval):
        return {"mean": round(cell.mean, 4), "low": round(cell.low, 4), "high": round(cell.high, 4)}
    return round(cell, 4) if isinstance(cell, float) else cell
