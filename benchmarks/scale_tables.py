"""The tables of `benchmarks.scale`, each measured for one engine in processes of their own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console

from benchmarks.measures import percentile
from benchmarks.report import CannotMeasureError, Table
from benchmarks.scale_places import Places

RECALLED: Final = 30
ADDED: Final = 12
REMOVED: Final = 4
SENTENCES: Final = 60
WORKSPACE: Final = 1000
"""Quotes of each of the workspaces of which there are many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is measured."""

    engine: str
    sizes: Sequence[int]
    clients: Sequence[int]
    workspaces: int
    questions: int
    places: Places
    say: Console

    def place(self, size: int, *, workspaces: int = 1) -> str:
        """Where a library is."""
        return self.places.of(self.engine, size, workspaces=workspaces)


def growth(order: Order) -> Table:
    """Ask each size of workspace, one question after the other."""
    rows = []
    for size in order.sizes:
        place = order.place(size)
        order.say.print(f"asking over {size:,} quotes …", style="dim")
        counted, near = (child(place, what, order.questions) for what in ("counter", "candidates"))
        recall = child(place, "recall", RECALLED)["recall"]
        rows.append(
            (
                size,
                *_spread(counted["waited"]),
                *_spread(near["waited"]),
                percentile(near["worked"], 95),
                _mean(counted["worked"]) + counted["server"],
                _mean(recall),
                counted["memory"],
                counted["first"] / 1000,
            )
        )
    return Table(
        title=f"/counter in one workspace, {order.engine}",
        columns=(
            "quotes", "counter p50 ms", "p95 ms", "candidates p50 ms", "p95 ms ", "p95 work ms", "work a question ms",
            "recall@64", "memory MB", "first s",
        ),
        rows=tuple(rows),
        note="candidates: everything but the models; work: time on a core, where waiting for others does not count; "
        "that of a question with what the server of the database works",
    )  # fmt: skip


def clients(order: Order) -> Table:
    """Let several processes ask at once, over the largest workspace."""
    size, rows = max(order.sizes), []
    place = order.place(size)
    for number in order.clients:
        order.say.print(f"{number} processes asking …", style="dim")
        started = time.perf_counter()
        found = children(place, "counter", order.questions, number)
        waited = [one for each in found for one in each["waited"]]
        rate = sum(1000 * len(each["waited"]) / sum(each["waited"]) for each in found)
        memory = sum(each["memory"] for each in found)
        rows.append((number, *_spread(waited), rate, memory, time.perf_counter() - started))
    return Table(
        title=f"Processes that ask at once, {size:,} quotes, {order.engine}",
        columns=("processes", "counter p50 ms", "p95 ms", "answers a second", "memory MB", "took s"),
        rows=tuple(rows),
        note="memory: what the processes hold for themselves, all together",
    )


def adding(order: Order) -> Table:
    """Add essays to each size of workspace; they stay there."""
    return Table(
        title=f"Adding an essay of {SENTENCES} sentences, {order.engine}",
        columns=("quotes", "p50 ms", "p95 ms", "work a sentence ms", "of which the server ms"),
        rows=tuple(
            (size, *_spread(found["waited"]), each / SENTENCES, found["server"] / SENTENCES)
            for size, found, each in _changes(order, "adding", ADDED)
        ),
    )


def removing(order: Order) -> Table:
    """Remove essays from each size of workspace, which are added for that."""
    return Table(
        title=f"Removing an essay, {order.engine}",
        columns=("quotes", "p50 ms", "p95 ms", "work ms", "of which the server ms"),
        rows=tuple(
            (size, *_spread(found["waited"]), each, found["server"])
            for size, found, each in _changes(order, "removing", REMOVED)
        ),
    )


def workspaces(order: Order) -> Table:
    """Ask one workspace of a thousand quotes, and as many workspaces of that size, in turn."""
    one = order.place(WORKSPACE)
    many = order.place(WORKSPACE, workspaces=order.workspaces)
    rows, times = [], []
    for what in ("counter", "candidates"):
        order.say.print(f"asking one workspace and {order.workspaces:,} in turn, {what} …", style="dim")
        found = in_turn(one, many, what, 2 * order.questions, order.workspaces)
        for number, whose in ((1, "one"), (order.workspaces, "many")):
            p50, p95 = _spread(found[f"{whose}_waited"])
            rows.append((what, number, p50, p95, percentile(found[f"{whose}_worked"], 95)))
        for measure in ("waited", "worked"):
            after, before = (percentile(found[f"{whose}_{measure}"], 95) for whose in ("many", "one"))
            times.append(f"{after / before:.2f}")
    return Table(
        title=f"Workspaces of {WORKSPACE:,} quotes, {order.engine}",
        columns=("what", "workspaces", "p50 ms", "p95 ms", "p95 work ms"),
        rows=tuple(rows),
        note=f"p95 over {order.workspaces:,} workspaces against one: counter {times[0]} times, of work "
        f"{times[1]} times; candidates {times[2]} and {times[3]} times",
    )


PARTS: Final[Mapping[str, Callable[[Order], Table]]] = {
    "growth": growth,
    "clients": clients,
    "adding": adding,
    "removing": removing,
    "workspaces": workspaces,
}


def _changes(order: Order, what: str, number: int) -> list[tuple[int, dict[str, Any], float]]:
    """For each size what was measured, and how much work each change was, that of a server with it."""
    found = []
    for size in order.sizes:
        place = order.place(size)
        order.say.print(f"{what} at {size:,} quotes …", style="dim")
        measured = child(place, what, number)
        found.append((size, measured, _mean(measured["worked"]) + measured["server"]))
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _spread(times: Sequence[float]) -> tuple[float, float]:
    return percentile(times, 50), percentile(times, 95)


def child(place: str, what: str, number: int) -> dict[str, Any]:
    """What a process measured that asked alone."""
    return _ended(_started("asked", place, what, number, 0))


def children(place: str, what: str, number: int, clients: int) -> list[dict[str, Any]]:
    """What processes measured that asked at once, each other questions."""
    started = [_started("asked", place, what, number, number * at) for at in range(clients)]
    return [_ended(one) for one in started]


def in_turn(one: str, many: str, what: str, number: int, workspaces: int) -> dict[str, Any]:
    """What a process measured that asked one workspace and many in turn."""
    return _ended(_started("in_turn", one, many, what, number, workspaces))


def _started(module: str, *given: str | int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, given)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, error = process.communicate()
    if process.returncode:
        raise CannotMeasureError((error.strip().splitlines() or ["it said nothing"])[-1])
    found: dict[str, Any] = json.loads(out)
    return found
