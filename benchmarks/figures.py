"""The pictures of the report as plain values; `drawing.py` draws them."""

from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.calibration import Bin
from benchmarks.resampling import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars with their intervals: for each group (a set, a measure) one bar a way."""

    name: str
    """Of the file, without its ending."""
    title: str
    groups: tuple[tuple[str, tuple[tuple[str, Interval], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """One row a question, on it one dot a way; None where a way has no value there."""

    name: str
    title: str
    rows: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How often what was given with some confidence is right: one curve of bins a way."""

    name: str
    title: str
    curves: tuple[tuple[str, tuple[Bin, ...]], ...]


Figure: TypeAlias = Bars | Dots | Reliability
