"""Measures speed and memory and prints them as tables, side by side with plain full-text search and rapidfuzz.

    python -m benchmarks.speed [--sizes 1000,10000,100000] [--cold FOLDER] [--json FILE]

Every number is measured in a process of its own. Data folders are made once, under `build/bench/`. Exit
status 0 when everything was measured, 1 when something could not be, which is then named.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from rich.console import Console

from benchmarks.filling import filled
from benchmarks.report import CannotMeasureError, Table, as_json, show
from benchmarks.warm import WAYS

ROUNDS: Final = 5
CLAIM: Final = "alliance is easy"
ENDINGS: Final = {".txt", ".md", ".html", ".pdf", ".docx"}


def warm_table(sizes: Sequence[int], folder: Path, words: Console) -> Table:
    """Ask each way of answering at each size."""
    rows = []
    for size in sizes:
        words.print(f"measuring over {size:,} quotes …", style="dim")
        data = filled(folder, size)
        for way in WAYS:
            try:
                found = _child("benchmarks.warm", way, str(data))
            except CannotMeasureError as failed:
                words.print(f"failed {way}: {failed}", style="red", markup=False, soft_wrap=True)
                found = {}
            rows.append((f"{size:,}", way, *map(found.get, ("p50", "p95", "first", "memory"))))
    return Table(
        title="Answering a claim in a warm process, 60 claims",
        columns=("quotes", "way", "p50 ms", "p95 ms", "first ms", "memory MB"),
        rows=tuple(rows),
        note="candidates: what counter does before it reads claim and quote together; "
        "fts5: BM25 over every word; rapidfuzz: all quotes",
    )


def adding_table(folder: Path, essays: int, words: Console) -> Table:
    """Add invented essays, all steps."""
    words.print(f"adding {essays} essays …", style="dim")
    found = _child("benchmarks.adding", str(folder / "adding"), str(essays))
    rate = found["sentences"] / found["seconds"]
    counts = [found[name] for name in ("essays", "sentences", "claims", "seconds")]
    return Table(
        title="Adding sources, all steps",
        columns=("essays", "sentences", "claims", "seconds", "sentences a second", "memory MB"),
        rows=((*counts, rate, found["memory"]),),
    )


def cold_table(folder: Path, sources: Path, words: Console) -> Table:
    """Start the program anew for each answer, over the sources of a folder."""
    files = sorted(
        str(path) for path in sources.rglob("*") if path.suffix in ENDINGS and path.stem != "README"
    )
    if not files:
        raise CannotMeasureError(f"{sources} holds no sources; name another folder with --cold.")
    words.print(f"starting anew over {len(files)} sources …", style="dim")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as data:
        _program(data, "ingest", *files)
        times = [_seconds(data, "counter", CLAIM, "--json") for _ in range(ROUNDS)]
    return Table(
        title=f'From `counterpoint counter "{CLAIM}"` to its answer, cold',
        columns=("sources", "median s", "best s", "worst s"),
        rows=((len(files), statistics.median(times), min(times), max(times)),),
    )


def _child(module: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _program(data: str, *arguments: str) -> None:
    command = [sys.executable, "-m", "adapters.program.main", "--data", data, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(f"counterpoint {arguments[0]} failed: {done.stderr.strip()[-300:]}")


def _seconds(data: str, *arguments: str) -> float:
    started = time.perf_counter()
    _program(data, *arguments)
    return time.perf_counter() - started


def measured(asked: argparse.Namespace, *, tables: Console, words: Console) -> tuple[list[Table], bool]:
    """Measure the three parts in turn, print each when it is done, and tell whether none failed."""
    parts = {
        "warm": lambda: warm_table(asked.sizes, asked.folder, words),
        "adding": lambda: adding_table(asked.folder, asked.essays, words),
        "cold": lambda: cold_table(asked.folder, asked.cold, words),
    }
    done, good = [], True
    for part in asked.only or parts:
        try:
            table = parts[part]()
        except CannotMeasureError as failed:
            words.print(f"failed {part}: {failed}", style="red", markup=False, soft_wrap=True)
            good = False
            continue
        show(table, tables)
        done.append(table)
        good = good and all(cell is not None for row in table.rows for cell in row)
    return done, good


def sizes(listed: str) -> list[int]:
    """Read numbers with commas between them. Raises `ValueError`."""
    return [int(size) for size in listed.split(",")]


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description="Measure speed and memory."
    )
    parser.add_argument(
        "--sizes",
        type=sizes,
        default=[1_000, 10_000, 100_000],
        help="numbers of quotes, with commas between them",
    )
    parser.add_argument(
        "--only", choices=("warm", "adding", "cold"), action="append", help="this part (repeatable)"
    )
    parser.add_argument("--essays", type=int, default=40, help="how many essays to add")
    parser.add_argument(
        "--cold", type=Path, default=Path("samples"), help="folder of sources for the cold start"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where data folders are kept"
    )
    parser.add_argument("--json", type=Path, help="also write the tables to this file")
    return parser.parse_args(words)


def main() -> None:
    """Measure what the command line asks for."""
    asked = arguments()
    console = Console()
    tables = console if console.is_terminal else Console(width=120)
    found, good = measured(asked, tables=tables, words=Console(stderr=True, highlight=False))
    if asked.json:
        asked.json.write_text(
            json.dumps(as_json(found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
