"""Measures how answers hold up as libraries grow, and prints tables: `/counter`, its candidates, recall, memory, cost.

    python -m benchmarks.scale [--sizes 10000,100000,1000000] [--clients 1,2,4,8] [--workspaces 1000]
                               [--engine sqlite|postgresql] [--json FILE] [--figures FOLDER]

The data is made once (`benchmarks.large`) and kept; a folder or database that is there already is named with
`--place SIZE=PLACE`. For PostgreSQL every place is the address of a database that holds the same quotes, for example
after `counterpoint migrate-store`. Every number is measured in processes of their own. Exit status 0 when everything
was measured, 1 when something could not be, which is then named.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from benchmarks.large import fill
from benchmarks.lines import Lines, draw
from benchmarks.measures import percentile
from benchmarks.report import CannotMeasureError, Table, as_json, show

QUESTIONS: Final = 60
RECALLED: Final = 30
ADDED: Final = 12
SENTENCES: Final = 60


def growth_table(asked: argparse.Namespace, say: Console) -> Table:
    """Ask each size of workspace, one question after the other."""
    rows = []
    for size in asked.sizes:
        place = place_of(asked, size)
        say.print(f"asking over {size:,} quotes …", style="dim")
        counted, near = (_child(place, what, asked.questions) for what in ("counter", "candidates"))
        recall = _child(place, "recall", RECALLED)["recall"]
        rows.append(
            (
                size,
                *_spread(counted["waited"]),
                *_spread(near["waited"]),
                percentile(near["worked"], 95),
                sum(counted["worked"]) / len(counted["worked"]),
                sum(recall) / len(recall),
                counted["memory"],
                counted["first"] / 1000,
            )
        )
    return Table(
        title=f"/counter in one workspace, {asked.engine}",
        columns=(
            "quotes", "counter p50 ms", "p95 ms", "candidates p50 ms", "p95 ms ", "p95 work ms", "work a question ms",
            "recall@64", "memory MB", "first s",
        ),
        rows=tuple(rows),
        note="candidates: everything but the models; work: time on a core, where waiting for others does not count",
    )  # fmt: skip


def clients_table(asked: argparse.Namespace, say: Console) -> Table:
    """Let several processes ask at once, over the largest workspace."""
    size, rows = max(asked.sizes), []
    place = place_of(asked, size)
    for clients in asked.clients:
        say.print(f"{clients} processes asking …", style="dim")
        started = time.perf_counter()
        found = _children(place, "counter", asked.questions, clients)
        waited = [one for each in found for one in each["waited"]]
        rate = sum(1000 * len(each["waited"]) / sum(each["waited"]) for each in found)
        memory = sum(each["memory"] for each in found)
        rows.append((clients, *_spread(waited), rate, memory, time.perf_counter() - started))
    return Table(
        title=f"Processes that ask at once, {size:,} quotes, {asked.engine}",
        columns=("processes", "counter p50 ms", "p95 ms", "answers a second", "memory MB", "took s"),
        rows=tuple(rows),
        note="memory: what the processes hold for themselves, all together",
    )


def adding_table(asked: argparse.Namespace, say: Console) -> Table:
    """Add essays to each size of workspace; they stay there."""
    rows = []
    for size in asked.sizes:
        say.print(f"adding to {size:,} quotes …", style="dim")
        found = _child(place_of(asked, size), "adding", ADDED)
        rows.append(
            (size, *_spread(found["waited"]), sum(found["worked"]) / len(found["worked"]) / SENTENCES)
        )
    return Table(
        title=f"Adding an essay of {SENTENCES} sentences, {asked.engine}",
        columns=("quotes", "p50 ms", "p95 ms", "work a sentence ms"),
        rows=tuple(rows),
    )


def workspaces_table(asked: argparse.Namespace, say: Console) -> Table:
    """Ask one workspace of a thousand quotes, and as many workspaces of that size in turn."""
    rows: list[tuple[int, float, float, float, float, float, float]] = []
    for number in (1, asked.workspaces):
        place = place_of(asked, 1000, workspaces=number)
        say.print(f"asking {number:,} workspaces …", style="dim")
        counted, near = (
            _child(place, what, 2 * asked.questions, workspaces=number) for what in ("counter", "candidates")
        )
        work = percentile(counted["worked"], 95)
        rows.append((number, *_spread(counted["waited"]), work, *_spread(near["waited"]), counted["memory"]))
    waited, worked = (rows[1][at] / rows[0][at] for at in (2, 3))
    return Table(
        title=f"Workspaces of 1,000 quotes, {asked.engine}",
        columns=(
            "workspaces", "counter p50 ms", "p95 ms", "p95 work ms", "candidates p50 ms", "p95 ms ", "memory MB"
        ),
        rows=tuple(rows),
        note=f"p95 over {asked.workspaces:,} workspaces: {waited:.2f} times that of one; of work {worked:.2f} times",
    )  # fmt: skip


def place_of(asked: argparse.Namespace, size: int, *, workspaces: int = 1) -> str:
    """Where workspaces of a size are kept; made now where nothing is there. Raises `CannotMeasureError`."""
    name = f"{size}" if workspaces == 1 else f"{size}x{workspaces}"
    if name in asked.place:
        return str(asked.place[name])
    if asked.engine == "postgresql":
        raise CannotMeasureError(
            f"name the database that holds {name} quotes with --place {name}=postgresql://…"
        )
    folder: Path = asked.folder / f"large-{name}"
    if not (folder / "ready").exists():
        fill(folder, size, texts=asked.texts, workspaces=workspaces, kept=asked.folder)
        (folder / "ready").touch()
    return str(folder)


def _spread(times: Sequence[float]) -> tuple[float, float]:
    return percentile(times, 50), percentile(times, 95)


def _child(place: str, what: str, number: int, *, first: int = 0, workspaces: int = 1) -> dict[str, Any]:
    return _ended(_started(place, what, number, first, workspaces))


def _children(place: str, what: str, number: int, clients: int) -> list[dict[str, Any]]:
    started = [_started(place, what, number, number * at, 1) for at in range(clients)]
    return [_ended(one) for one in started]


def _started(place: str, what: str, number: int, first: int, workspaces: int) -> subprocess.Popen[str]:
    given = (place, what, str(number), str(first), str(workspaces))
    command = [sys.executable, "-m", "benchmarks.asked", *given]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, error = process.communicate()
    if process.returncode:
        raise CannotMeasureError((error.strip().splitlines() or ["it said nothing"])[-1])
    found: dict[str, Any] = json.loads(out)
    return found


def measured(asked: argparse.Namespace, *, tables: Console, say: Console) -> tuple[list[Table], bool]:
    """Measure the parts in turn, print each when it is done, and tell whether none failed."""
    parts: dict[str, Callable[[argparse.Namespace, Console], Table]] = {
        "growth": growth_table,
        "clients": clients_table,
        "adding": adding_table,
    }
    if asked.workspaces:
        parts["workspaces"] = workspaces_table
    done, good = [], True
    for name in asked.only or parts:
        try:
            table = parts[name](asked, say)
        except CannotMeasureError as failed:
            say.print(f"failed {name}: {failed}", style="red", markup=False, soft_wrap=True)
            good = False
            continue
        show(table, tables)
        done.append(table)
    return done, good


def figures_of(tables: Sequence[Table], engine: str) -> list[Lines]:
    """The pictures of the tables."""
    found = []
    for table in tables:
        if table.columns[0] not in ("quotes", "processes") or "counter p50 ms" not in table.columns:
            continue
        kept = [at for at, name in enumerate(table.columns) if name.strip().endswith(" ms")]
        found.append(
            Lines(
                name=f"scale-{engine}-{table.columns[0]}",
                title=table.title,
                across=table.columns[0],
                up="ms",
                lines=tuple(
                    (
                        _named(table.columns, at),
                        tuple((float(str(row[0])), float(str(row[at]))) for row in table.rows),
                    )
                    for at in kept
                ),
            )
        )
    return found


def _named(columns: Sequence[str], at: int) -> str:
    name = columns[at].strip().removesuffix(" ms")
    whose = next(one.split()[0] for one in reversed(columns[: at + 1]) if one.endswith("p50 ms"))
    return f"{whose} {name}" if name.startswith("p95") else name


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.splitlines()[0])
    numbers: Callable[[str], list[int]] = lambda listed: [int(one) for one in listed.split(",")]  # noqa: E731
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--sizes", type=numbers, default=[10_000, 100_000], help="numbers of quotes")
    parser.add_argument("--clients", type=numbers, default=[1, 2, 4, 8], help="numbers of processes")
    parser.add_argument(
        "--workspaces", type=int, default=0, help="how many workspaces of 1,000 quotes to compare with one"
    )
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--only", action="append", choices=("growth", "clients", "adding", "workspaces"))
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="files or folders of sentences to make quotes of"
    )
    parser.add_argument(
        "--place", action="append", default=[], type=lambda one: tuple(one.split("=", 1)), help="SIZE=PLACE"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where data folders are kept"
    )
    parser.add_argument("--json", type=Path, help="also write the tables to this file")
    parser.add_argument("--figures", type=Path, help="also draw them into this folder")
    found = parser.parse_args(words)
    found.place = dict(found.place)
    return found


def main() -> None:
    """Measure what the command line asks for."""
    asked = arguments()
    console = Console()
    tables = console if console.is_terminal else Console(width=160)
    found, good = measured(asked, tables=tables, say=Console(stderr=True, highlight=False))
    if asked.json:
        asked.json.write_text(json.dumps(as_json(found), indent=2) + "\n", encoding="utf-8")
    for figure in figures_of(found, asked.engine) if asked.figures else ():
        draw(figure, asked.figures)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
