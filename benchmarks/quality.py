"""Measures the quality of answers and prints it as tables, side by side with simpler ways.

    python -m benchmarks.quality --shared ../shared [--only PART] [--sample N] [--json FILE]

Exit status 0 when every part was measured or skipped for want of its data, 1 when one failed.
"""

import argparse
import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol, cast

from onnxruntime.capi.onnxruntime_pybind11_state import NoSuchFile
from rich.console import Console

from benchmarks.report import CannotMeasureError, NotThereError, Order, Table, as_json, show
from knowledge.errors import CounterpointError

PARTS: Final = {
    "documents": "benchmarks.documents",
    "stance": "benchmarks.stances",
    "counterarguments": "benchmarks.counterarguments",
    "claims": "benchmarks.claims",
    "attribution": "benchmarks.speakers",
}
"""Each part's module, imported when its turn comes, so that one that cannot run stops no other."""

FAILURES: Final = (CannotMeasureError, CounterpointError, OSError, ImportError, NoSuchFile)
"""What stops one part and not the others: the program said no, or a module or model is not there."""


class Part(Protocol):
    """What a part's module offers."""

    def measure(self, order: Order) -> list[Table]:
        """Measure what was ordered."""


def run(parts: Sequence[str], order: Order, *, tables: Console, words: Console) -> tuple[list[Table], bool]:
    """Measure the parts in turn, print each when it is done, and tell whether none failed."""
    done: list[Table] = []
    good = True
    for part in parts:
        started = time.perf_counter()
        words.print(f"measuring {part} …", style="dim", soft_wrap=True)
        try:
            found = measure(part, order)
        except NotThereError as missing:
            words.print(
                f"skipped {part}: {missing} is not there", style="yellow", markup=False, soft_wrap=True
            )
            continue
        except FAILURES as failed:
            words.print(f"failed {part}: {failed}", style="red", markup=False, soft_wrap=True)
            good = False
            continue
        for table in found:
            show(table, tables)
        words.print(f"measured {part} in {time.perf_counter() - started:.0f} s", style="dim")
        done += found
    return done, good


def measure(part: str, order: Order) -> list[Table]:
    """Import a part and measure it."""
    return cast(Part, importlib.import_module(PARTS[part])).measure(order)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description="Measure answer quality."
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of documents and sets")
    parser.add_argument(
        "--only", choices=tuple(PARTS), action="append", help="measure this part (repeatable)"
    )
    parser.add_argument("--sample", type=int, help="at most so many rows of each development set")
    parser.add_argument("--json", type=Path, help="also write the tables to this file")
    return parser.parse_args(words)


def _console() -> Console:
    """Where tables go: as wide as the terminal, and wide enough for every table where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=120)


def main() -> None:
    """Measure what the command line asks for."""
    asked = arguments()
    order = Order(shared=asked.shared, sample=asked.sample)
    tables, good = run(
        asked.only or tuple(PARTS), order, tables=_console(), words=Console(stderr=True, highlight=False)
    )
    if asked.json:
        asked.json.write_text(
            json.dumps(as_json(tables), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
