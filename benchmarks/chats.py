"""Measures the whole program in the chats: `counterpoint run` against local doubles of both services.

    python -m benchmarks.chats [--only acknowledging,answering,suggesting,faults] [--sources FOLDER]

How soon 200 questions at once are acknowledged, how soon 10 people at once are answered, how soon suggestions
come with 10,000 topics and claims, and how many of 1,000 questions are lost or answered twice while lines
break, deliveries double and requests are refused. Service and program share this machine's cores.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console

from benchmarks.chat_services import SERVICES, Outcome, Service
from benchmarks.filling import WORKSPACE, filled
from benchmarks.report import CannotMeasureError, Table, show
from knowledge.library import Library
from tests.chats.program import running

PARTS: Final = ("acknowledging", "answering", "suggesting", "faults")
AT_ONCE: Final = 200
PEOPLE: Final = 10
ROUNDS: Final = 5
QUESTIONS: Final = 1_000
WAVE: Final = 20
TYPED_CLAIM: Final = 80
"""Characters of a claim; the questions of debaters are shorter still."""
TYPED: Final = ("rus", "chin", "trade", "rusia-chian", "alli", "secur", "energ", "borde", "tarif", "sancti")


def acknowledging(service: Service, claims: Sequence[str]) -> dict[str, float]:
    """Ask 200 questions at once: how long until each is acknowledged, and until the last is answered."""
    found = service.ask([claims[at % len(claims)] for at in range(AT_ONCE)], within=180)
    acknowledged = [one.acknowledged_ms for one in found if one.acknowledged_ms is not None]
    answered = [one.answered_ms for one in found if one.answered_ms is not None]
    return {
        "ack p50": statistics.median(acknowledged),
        "ack p99": percentile(acknowledged, 99),
        "all answered": max(answered),
        "answered": float(len(answered)),
    }


def answering(service: Service, claims: Sequence[str]) -> dict[str, float]:
    """Let 10 people ask at once, several times: how long until each has an answer."""
    service.ask(claims[:PEOPLE], within=60)
    waits: list[float] = []
    for turn in range(1, ROUNDS + 1):
        asked = [claims[(turn * PEOPLE + at) % len(claims)] for at in range(PEOPLE)]
        waits += [one.answered_ms or float("inf") for one in service.ask(asked, within=60)]
    return {"answer p50": statistics.median(waits), "answer p95": percentile(waits, 95)}


def suggesting(service: Service, _claims: Sequence[str]) -> dict[str, float]:
    """Type a few letters, as one person after the other would."""
    service.suggest("counter", "claim", TYPED[0])
    waits = [
        service.suggest(command, option, typed)
        for command, option in (("views", "topic"), ("counter", "claim"))
        for typed in TYPED
        for _ in range(ROUNDS)
    ]
    return {"suggestions p50": statistics.median(waits), "suggestions p95": percentile(waits, 95)}


def faults(service: Service, claims: Sequence[str]) -> dict[str, float]:
    """Ask 1,000 questions in waves while things break, and count what came of them."""
    found: list[Outcome] = []
    for wave, at in enumerate(range(0, QUESTIONS, WAVE)):
        asked = [claims[(at + one) % len(claims)] for one in range(WAVE)]
        with service.disturbed(wave) as copies:
            found += service.ask(asked, within=120, copies=copies)
    return {
        "questions": float(len(found)),
        "lost": float(sum(one.answers == 0 for one in found)),
        "doubled": float(sum(one.answers > 1 for one in found)),
    }


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many per cent of the values are."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("nan")


MEASURES: Final[dict[str, Callable[[Service, Sequence[str]], dict[str, float]]]] = {
    "acknowledging": acknowledging,
    "answering": answering,
    "suggesting": suggesting,
    "faults": faults,
}


@contextmanager
def library(part: str, folder: Path, sources: Path) -> Iterator[Path]:
    """A data folder for a part: the documents, or 10,000 invented quotes where size is the point."""
    if part == "suggesting":
        yield filled(folder, 10_000) / "workspaces" / f"{WORKSPACE}.db"
        return
    files = sorted(str(path) for path in sources.glob("*") if path.suffix in {".txt", ".md", ".html", ".pdf"})
    if not files:
        raise CannotMeasureError(f"{sources} holds no sources; name another folder with --sources.")
    with TemporaryDirectory() as made:
        built = Library(Path(made))
        built.workspace("documents").ingest(files)
        built.close()
        yield Path(made) / "workspaces" / "documents.db"


def claims_of(database: Path) -> list[str]:
    """Claims to ask about, no longer than people type them: those of the library itself."""
    opened = Library(database.parents[1])
    words = [" ".join(words.split()) for _, words in opened.workspace(database.stem).quotes()]
    opened.close()
    return list(
        dict.fromkeys(
            one[:TYPED_CLAIM].rpartition(" ")[0] if len(one) > TYPED_CLAIM else one for one in words
        )
    )


def measured(part: str, name: str, folder: Path, sources: Path) -> dict[str, float]:
    """Start a service and the program, and measure one part."""
    with library(part, folder, sources) as database, TemporaryDirectory() as data:
        claims = claims_of(database)
        with (
            SERVICES[name](Path(data), database) as service,
            running(Path(data), {**service.environment, "COUNTERPOINT_LOG": "WARNING"}) as program,
        ):
            service.wait()
            found = MEASURES[part](service, claims)
            if complaints := service.complaints():
                raise CannotMeasureError(f"{name} complains: {complaints[0]} (log: {program.written[-500:]})")
            return found


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print a table for each part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chats", description="Measure the chats.")
    parser.add_argument(
        "--only", type=lambda listed: listed.split(","), default=PARTS, help="parts, with commas"
    )
    parser.add_argument("--chats", type=lambda listed: listed.split(","), default=tuple(SERVICES))
    parser.add_argument("--sources", type=Path, default=Path("samples/russia-china"))
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    asked = parser.parse_args(words)
    tables, said = Console(), Console(stderr=True)
    good = True
    for part in asked.only:
        rows: list[tuple[str | float, ...]] = []
        columns: tuple[str, ...] = ()
        for name in asked.chats:
            said.print(f"{part} in {name} …", style="dim")
            try:
                found = measured(part, name, asked.folder, asked.sources)
            except (CannotMeasureError, AssertionError) as failed:
                said.print(f"failed {part} in {name}: {failed}", style="red", markup=False)
                good = False
                continue
            columns = tuple(found)
            rows.append((name, *found.values()))
        if rows:
            show(
                Table(
                    title=f"{part}, ms where nothing else is said",
                    columns=("chat", *columns),
                    rows=tuple(rows),
                ),
                tables,
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
