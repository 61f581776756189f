"""Measures how long pages take over many quotes, from a request on loopback to the last byte of its answer.

    python -m benchmarks.web_pages [--sizes 1000,100000] [--pages 300] [--json FILE]

The quotes are invented and made once, under `build/bench/`. Exit status 1 when a quote's page takes more than 50 ms, or
any page exceeds 100 kB.
"""

import argparse
import asyncio
import json
import random
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from rich.console import Console

from adapters.web.server import make_server
from benchmarks.filling import WORKSPACE, filled
from benchmarks.report import Table, as_json, show
from benchmarks.speed import sizes
from bot.host import Host
from bot.site.links import Site
from bot.workers import Workers
from knowledge.library import Library

ALLOWED_MS: Final = 50.0
ALLOWED_BYTES: Final = 100_000
FEW: Final = 20
"""Pages of each kind that take longer."""
SEED: Final = 13


def addresses(library: Library, pages: int) -> dict[str, list[str]]:
    """Paths of every kind of page, drawn by chance."""
    workspace, chance = library.workspace(WORKSPACE), random.Random(SEED)
    ids = [id_ for id_, _ in chance.sample(list(workspace.quotes()), pages)]
    sources = chance.choices(workspace.sources(), k=FEW)
    speakers = chance.choices(workspace.speakers(), k=FEW)
    topics = [one.name for one in workspace.topics()[:FEW]]
    return {
        "quote": [f"quote/{one}" for one in ids],
        "counters": [f"quote/{one}/counters" for one in ids[:FEW]],
        "source": [f"source/{one.id}?part={number % 5 + 1}" for number, one in enumerate(sources)],
        "speaker": [f"speaker/{quote(name)}" for name, _ in speakers],
        "topic": [f"topic/{quote(name)}" for name in topics],
        "topics, sources, start": ["topics", "sources", ""] * 5,
    }


async def measured(library: Library, pages: int) -> list[tuple[str, list[float], int]]:
    """Ask for the pages one after the other; the kind, the milliseconds, the bytes of the largest."""
    site, workers = Site(address="", secret=secrets.token_urlsafe()), Workers()
    start = site.of(WORKSPACE).start(library.workspace(WORKSPACE))
    found = []
    served = TestServer(make_server(Host(library=library, workers=workers), site))
    async with served as server, ClientSession() as session:
        for kind, paths in addresses(library, pages).items():
            # the first of a kind loads templates and vectors
            await _one(session, str(server.make_url(f"{start}{paths[0]}")))
            taken = [await _one(session, str(server.make_url(f"{start}{path}"))) for path in paths]
            found.append((kind, [ms for ms, _ in taken], max(size for _, size in taken)))
    workers.close()
    return found


async def _one(session: ClientSession, address: str) -> tuple[float, int]:
    began = time.perf_counter()
    async with session.get(address) as answer:
        body = await answer.read()
        answer.raise_for_status()
    return (time.perf_counter() - began) * 1000, len(body)


def table(size: int, found: Sequence[tuple[str, list[float], int]]) -> Table:
    """The measurements over one number of quotes."""
    rows = [
        (f"{size:,}", kind, len(times), percentile(times, 50), percentile(times, 95), max(times), largest)
        for kind, times, largest in found
    ]
    return Table(
        title=f"Pages over {size:,} quotes, one after the other",
        columns=("quotes", "page", "pages", "p50 ms", "p95 ms", "worst ms", "largest bytes"),
        rows=tuple(rows),
        note="counters: judged anew for each quote, as /counter in a chat",
    )


def percentile(times: Sequence[float], percent: int) -> float:
    """The time that so many per cent of the pages do not exceed."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]


def within(found: Sequence[tuple[str, list[float], int]]) -> bool:
    """Whether quotes' pages are fast enough and all pages small enough."""
    fast = all(percentile(times, 95) <= ALLOWED_MS for kind, times, _ in found if kind == "quote")
    return fast and all(largest <= ALLOWED_BYTES for _, _, largest in found)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web_pages", description="Measure pages.")
    parser.add_argument("--sizes", type=sizes, default=[1_000, 100_000], help="numbers of quotes")
    parser.add_argument("--pages", type=int, default=300, help="quotes' pages to ask for")
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where data folders are kept"
    )
    parser.add_argument("--json", type=Path, help="also write the tables to this file")
    return parser.parse_args(words)


def main() -> None:
    """Measure what the command line asks for."""
    asked = arguments()
    console = Console()
    tables, good = [], True
    for size in asked.sizes:
        library = Library(filled(asked.folder, size))
        found = asyncio.run(measured(library, min(asked.pages, size)))
        library.close()
        tables.append(table(size, found))
        show(tables[-1], console if console.is_terminal else Console(width=120))
        good = good and within(found)
    if asked.json:
        asked.json.write_text(json.dumps(as_json(tables), indent=2) + "\n", encoding="utf-8")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
