"""Who says what in news texts: the attribution step beside the nearest name, on a development set."""

from benchmarks.attribution import measure as attribution
from benchmarks.attribution import nearest_name
from benchmarks.report import Order, Table

COUNTS = ("named", "judged")
"""Measures that say how much was looked at; the others are shares."""


def measure(order: Order) -> list[Table]:
    """Compare the attributions found in news texts with those that people marked."""
    path = order.path("data", "polnear.dev.jsonl")
    ours = attribution(path, limit=order.sample)
    plain = attribution(path, finder=nearest_name, limit=order.sample)
    shares = [name for name in ours if name not in COUNTS]
    return [
        Table(
            title="Attribution: who says what in news texts",
            columns=("measure", "Counterpoint", "quotation marks, nearest name"),
            rows=tuple((name, ours[name], plain[name]) for name in shares),
            note=f"{ours['named']:.0f} statements of a named source; benchmarks/attribution.py defines the measures",
        )
    ]
