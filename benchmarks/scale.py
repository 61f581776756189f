"""Measures how answers hold up as libraries grow, and prints tables: `/counter`, its candidates, recall, memory, cost.

    python -m benchmarks.scale [--engine sqlite|postgresql|both] [--sizes 10000,100000,1000000] [--clients 1,2,4,8]
                               [--workspaces 1000] [--only PART] [--json FILE] [--figures FOLDER]

The data is made once (`benchmarks.large`), moved into a database of a server that is started for this, and kept; a
folder or database that is there already is named with `--place SIZE=PLACE`. Every number is measured in processes of
their own. With `--json` parts that were not measured now stay in the file as they were, so that it can be filled by
several runs; `benchmarks.scale_figures` draws it. Exit status 0 when everything was measured, 1 when something could
not be, which is then named.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from benchmarks.lines import draw
from benchmarks.report import CannotMeasureError, as_json, show
from benchmarks.scale_figures import figures_of
from benchmarks.scale_places import Places, places
from benchmarks.scale_tables import PARTS, WORKSPACE, Order

QUESTIONS: Final = 60
ENGINES: Final = ("sqlite", "postgresql")


def measured(
    asked: argparse.Namespace, where: Places, *, tables: Console, say: Console
) -> tuple[list[dict[str, Any]], bool]:
    """Measure the parts in turn, print each when it is done, and tell whether none failed."""
    done, good = [], True
    wanted = asked.only or [name for name in PARTS if name != "workspaces" or asked.workspaces]
    for engine in ENGINES if asked.engine == "both" else (asked.engine,):
        order = Order(
            engine=engine,
            sizes=asked.sizes,
            clients=asked.clients,
            workspaces=asked.workspaces or WORKSPACE,
            questions=asked.questions,
            places=where,
            say=say,
        )
        for name in wanted:
            try:
                table = PARTS[name](order)
            except CannotMeasureError as failed:
                say.print(f"failed {name}, {engine}: {failed}", style="red", markup=False, soft_wrap=True)
                good = False
                continue
            show(table, tables)
            done.append({"part": name, "engine": engine, **as_json([table])[0]})
    return done, good


def kept(file: Path, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write what was measured into a file, where other parts stay as they are, and give all that is in it."""
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    now = {(one["part"], one["engine"]) for one in found}
    every = [*(one for one in before if (one["part"], one["engine"]) not in now), *found]
    order = {name: place for place, name in enumerate(PARTS)}
    every.sort(key=lambda one: (order[one["part"]], ENGINES.index(one["engine"])))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(every, indent=2) + "\n", encoding="utf-8")
    return every


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__.splitlines()[0])
    numbers: Callable[[str], list[int]] = lambda listed: [int(one) for one in listed.split(",")]  # noqa: E731
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="both")
    parser.add_argument("--sizes", type=numbers, default=[10_000, 100_000], help="numbers of quotes")
    parser.add_argument("--clients", type=numbers, default=[1, 2, 4, 8], help="numbers of processes")
    parser.add_argument(
        "--workspaces", type=int, default=0, help="how many workspaces of 1,000 quotes to compare with one"
    )
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--only", action="append", choices=tuple(PARTS))
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="files or folders of sentences to make quotes of"
    )
    parser.add_argument(
        "--place",
        action="append",
        default=[],
        type=lambda one: tuple(one.split("=", 1)),
        help="SIZE=PLACE, a data folder or postgresql://…; sqlite:SIZE=… and postgresql:SIZE=… name one each",
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
    console, say = Console(), Console(stderr=True, highlight=False)
    tables = console if console.is_terminal else Console(width=160)
    with places(asked.folder, named=asked.place, texts=asked.texts, say=say) as where:
        found, good = measured(asked, where, tables=tables, say=say)
    if asked.json:
        found = kept(asked.json, found)
    for figure in figures_of(found) if asked.figures else ():
        draw(figure, asked.figures)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
