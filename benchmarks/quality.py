"""Measures the quality of answers beside simpler ways, prints it as tables, and writes the report.

    python -m benchmarks.quality --shared ../shared [--only PART] [--sample N] [--json FILE] [--report FILE]

Exit status 0 when every part was measured or skipped for want of its data, 1 when one failed.
"""

import argparse
import importlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, cast

from rich.console import Console

from benchmarks import page
from benchmarks.report import CannotMeasureError, NotThereError, Order, Section, as_json, said, show
from knowledge.errors import CounterpointError

PARTS: Final = {
    "documents": "benchmarks.documents",
    "counterarguments": "benchmarks.counterarguments",
    "stance": "benchmarks.stance",
    "silence": "benchmarks.silence",
    "calibration": "benchmarks.confidence",
    "attribution": "benchmarks.speakers",
    "claims": "benchmarks.claims",
}
"""Each part's module, imported when its turn comes, so that one that cannot run stops no other."""

EXPECTED: Final = (CannotMeasureError, CounterpointError, OSError, ImportError)
"""What may stop a part without a fault in it: the program said no, or a module or model is not there."""


class Part(Protocol):
    """What a part's module offers."""

    def measure(self, order: Order) -> list[Section]:
        """Measure what was ordered."""


@dataclass(slots=True)
class Run:
    """What a run has measured, and what it could not, each a sentence for people."""

    sections: list[Section] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run(parts: Sequence[str], order: Order, *, tables: Console, words: Console) -> Run:
    """Measure the parts in turn and print each when it is done."""
    done = Run()
    for part in parts:
        started = time.perf_counter()
        words.print(f"measuring {part} …", style="dim", soft_wrap=True)
        try:
            found = measure(part, order)
        except NotThereError as missing:
            done.skipped.append(f"skipped {part}: {missing} is not there")
            words.print(done.skipped[-1], style="yellow", markup=False, soft_wrap=True)
            continue
        except Exception as failed:  # noqa: BLE001 - one part must not cost the others their quarter of an hour
            if not isinstance(failed, EXPECTED):
                words.print_exception()
            done.failed.append(f"failed {part}: {failed or type(failed).__name__}")
            words.print(done.failed[-1], style="red", markup=False, soft_wrap=True)
            continue
        for section in found:
            _print(section, tables)
        words.print(f"measured {part} in {time.perf_counter() - started:.0f} s", style="dim")
        done.sections += found
    return done


def measure(part: str, order: Order) -> list[Section]:
    """Import a part and measure it."""
    return cast(Part, importlib.import_module(PARTS[part])).measure(order)


def _print(section: Section, tables: Console) -> None:
    tables.rule(section.title, align="left")
    for finding in section.findings:
        tables.print(f"- {said(finding)}", markup=False, highlight=False)
    for table in section.tables:
        show(table, tables)


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
    parser.add_argument("--report", type=Path, help="also write a page with figures to this file")
    return parser.parse_args(words)


def _console() -> Console:
    """Where tables go: as wide as the terminal, and wide enough for every table where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=200)


def main() -> None:
    """Measure what the command line asks for."""
    asked = arguments()
    order = Order(shared=asked.shared, sample=asked.sample)
    words = Console(stderr=True, highlight=False)
    done = run(asked.only or tuple(PARTS), order, tables=_console(), words=words)
    if asked.json:
        tables = [table for section in done.sections for table in section.tables]
        asked.json.write_text(
            json.dumps(as_json(tables), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    if asked.report:
        page.write(asked.report, done.sections, order=order, troubles=[*done.skipped, *done.failed])
        words.print(f"wrote {asked.report}", style="dim")
    sys.exit(1 if done.failed else 0)


if __name__ == "__main__":
    main()
