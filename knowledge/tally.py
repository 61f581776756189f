"""The positions on a topic in numbers: quotes over time, who speaks on which side, how many sources stand behind each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from knowledge.maps.graph import speaker_name
from knowledge.retrieval.points import independent_sources
from knowledge.types import Position, StoredClaim, Views

Step: TypeAlias = Literal["month", "quarter", "year"]
Counts: TypeAlias = tuple[int, ...]
"""A number a position, in their order."""

MONTHS: Final = 14
"""Most months that are told apart; of a longer time quarters, and of one of more than `QUARTERS` years."""
QUARTERS: Final = 14
YEARS: Final = 30
"""Most years; of a longer time the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, a quarter or a year, and how many quotes of each position are from it."""

    start: date
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who speaks, and how often for each position; None where nobody is named."""

    name: str | None
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The positions on a topic in numbers."""

    query: str
    topic: str | None
    labels: tuple[str, ...]
    quotes: Counts
    sources: Counts
    """Sources that speak for a position by themselves: a reprint, or a person cited twice, counts once."""
    step: Step
    periods: tuple[Period, ...]
    """From the first to the last, those without a quote included."""
    undated: Counts
    """Quotes whose source has no date, or one before the periods."""
    voices: tuple[Voice, ...]
    """Those who speak most first."""
    notice: str | None = None


def tally(views: Views) -> Tally:
    """Count what the views on a topic hold, quotes that make the same point included."""
    sides = [_quotes(position) for position in views.positions]
    step, starts = _scale([day for side in sides for stored in side if (day := _day(stored))])
    dated = [Counter(_start(day, step) for stored in side if (day := _day(stored))) for side in sides]
    periods = tuple(
        Period(start=start, counts=tuple(counter[start] for counter in dated)) for start in starts
    )
    counted = (sum(period.counts[place] for period in periods) for place in range(len(sides)))
    return Tally(
        query=views.query,
        topic=views.topic,
        labels=tuple(position.label for position in views.positions),
        quotes=tuple(map(len, sides)),
        sources=tuple(independent_sources(side) for side in sides),
        step=step,
        periods=periods,
        undated=tuple(len(side) - count for side, count in zip(sides, counted, strict=True)),
        voices=_voices(sides),
        notice=views.notice,
    )


def _quotes(position: Position) -> list[StoredClaim]:
    return [stored for scored in position.quotes for stored in (scored.stored, *scored.also)]


def _day(stored: StoredClaim) -> date | None:
    """The day of a quote's source, as far as it is known; a date may be a year, or a month of one."""
    written = stored.source.metadata.date or ""
    year, month, day = (*written[:10].split("-"), "1", "1")[:3]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _start(day: date, step: Step) -> date:
    """The first day of the period that a day is in."""
    month = {"month": day.month, "quarter": 1 + (day.month - 1) // 3 * 3, "year": 1}[step]
    return date(day.year, month, 1)


def _scale(days: Sequence[date]) -> tuple[Step, list[date]]:
    """How long periods are, and all of them from the first day to the last."""
    if not days:
        return "year", []
    first, last = min(days), max(days)
    months = _months(first, last)
    step: Step = "month" if months <= MONTHS else "quarter" if months <= 3 * QUARTERS else "year"
    length = {"month": 1, "quarter": 3, "year": 12}[step]
    start, end = _start(first, step), _start(last, step)
    starts = []
    while start <= end:
        starts.append(start)
        start = _later(start, length)
    return step, starts[-YEARS:]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _later(start: date, months: int) -> date:
    month = start.month - 1 + months
    return date(min(start.year + month // 12, date.max.year), month % 12 + 1, 1)


def _voices(sides: Sequence[Sequence[StoredClaim]]) -> tuple[Voice, ...]:
    counters = [Counter(speaker_name(stored) for stored in side) for side in sides]
    voices = [
        Voice(name=name, counts=tuple(counter[name] for counter in counters))
        for name in {name for counter in counters for name in counter}
    ]
    return tuple(sorted(voices, key=lambda one: (-sum(one.counts), one.name is None, one.name or "")))
