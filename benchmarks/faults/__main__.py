"""`make faults`: tries every fault, or those that are named, and prints a table; status 1 when one does harm."""

import importlib
import json
import pkgutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

import benchmarks.faults as package
from benchmarks.faults.contract import Broken, Fault, NotHere

COLUMNS: Final = ("fault", "rounds", "must be so", "result", "seen", "seconds")
BROKEN: Final = "BROKEN"


def known() -> Iterator[Fault]:
    """Give the faults of all modules of this package, module by module."""
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        if module.name != "__main__":
            yield from getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "FAULTS", ())


def tried(fault: Fault, *, rounds: int) -> tuple[str, str]:
    """Try a fault in a folder of its own: `holds`, `BROKEN` or `skipped`, and what was seen."""
    with tempfile.TemporaryDirectory(prefix="counterpoint-fault-") as folder:
        try:
            return "holds", fault.run(Path(folder), rounds)
        except NotHere as reason:
            return "skipped", str(reason)
        except Broken as error:
            return BROKEN, str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other faults are still tried
            return BROKEN, f"{type(error).__name__}: {error}"


@click.command()
@click.option(
    "--rounds", type=click.IntRange(min=1), help="How often each is tried; by default as often as it says."
)
@click.option("--only", metavar="WORD", default="", help="Only the faults with this word in their name.")
@click.option("--quick", is_flag=True, help="Only those of which a few rounds take some seconds.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and no table.")
def main(rounds: int | None, only: str, *, quick: bool, as_json: bool) -> None:
    """Try the faults and print a table."""
    found = []
    for fault in known():
        if only in fault.name and (fault.quick or not quick):
            print(f"{fault.name} …", file=sys.stderr, flush=True)
            times, begun = rounds or fault.rounds, time.monotonic()
            result, seen = tried(fault, rounds=times)
            seconds = f"{time.monotonic() - begun:.0f}"
            found.append((fault.name, f"{times}", fault.must, result, seen, seconds))
    if as_json:
        print(json.dumps({"faults": [dict(zip(COLUMNS, row, strict=True)) for row in found]}))
    else:
        table = Table(*COLUMNS, title="Faults")
        for row in found:
            table.add_row(*row)
        Console(width=None if sys.stdout.isatty() else 180).print(table)
    sys.exit(int(any(row[3] == BROKEN for row in found)))


if __name__ == "__main__":
    main()
