"""Measures one way of answering in a process of its own, so that memory is told honestly.

    python -m benchmarks.warm WAY DATA [CLAIMS]

WAY is `counter`, `candidates`, `fts5` or `rapidfuzz`. Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.filling import WORKSPACE
from benchmarks.quotes import claims_to_ask
from knowledge.library import Library
from knowledge.storage.store import WorkspaceStore

Asking: TypeAlias = Callable[[str], object]

LIMIT: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """How long answers took in a warm process, in milliseconds, and its memory in megabytes."""

    p50: float
    p95: float
    first: float
    """The first answer, which loads models and vectors."""
    memory: int


def counter(library: Library) -> Asking:
    """Answer as the program does: candidates, stance, ranking."""
    workspace = library.workspace(WORKSPACE)
    return lambda claim: workspace.counter(claim, limit=LIMIT)


def candidates(library: Library) -> Asking:
    """Find candidates only, by meaning and by words, as the program does before it judges them."""
    from knowledge.encoder import Encoder
    from knowledge.retrieval.answers import CANDIDATES
    from knowledge.retrieval.candidates import candidates as found

    store, encoder = library.workspace(WORKSPACE).store, Encoder.load()
    return lambda claim: found(store, claim, encoder.encode([claim])[0], limit=CANDIDATES)


def fts5(library: Library) -> Asking:
    """Rank by BM25 over every word of the claim, as a plain full-text search does."""
    from benchmarks.peers import by_words

    rank = by_words(_quotes(library.workspace(WORKSPACE).store))
    return lambda claim: rank(claim, LIMIT)


def rapidfuzz(library: Library) -> Asking:
    """Rank by likeness of strings over all quotes."""
    from benchmarks.peers import by_likeness

    rank = by_likeness(_quotes(library.workspace(WORKSPACE).store))
    return lambda claim: rank(claim, LIMIT)


WAYS: Final[dict[str, Callable[[Library], Asking]]] = {
    "counter": counter,
    "candidates": candidates,
    "fts5": fts5,
    "rapidfuzz": rapidfuzz,
}


def measured(ask: Asking, claims: Sequence[str]) -> Warm:
    """Ask the first three claims to warm up, then all of them."""
    first, *_ = [_milliseconds(ask, claim) for claim in claims[:3]]
    times = sorted(_milliseconds(ask, claim) for claim in claims)
    return Warm(
        p50=times[len(times) // 2],
        p95=times[max(0, -(-len(times) * 95 // 100) - 1)],
        first=first,
        memory=memory(),
    )


def memory() -> int:
    """Megabytes that this process holds; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def _quotes(store: WorkspaceStore) -> list[str]:
    return [stored.claim.quote for stored in store.claims()]


def _milliseconds(ask: Asking, claim: str) -> float:
    started = time.perf_counter()
    ask(claim)
    return round((time.perf_counter() - started) * 1000, 2)


def main() -> None:
    """Measure what the command line names."""
    way, data, *number = sys.argv[1:]
    library = Library(Path(data))
    claims = claims_to_ask(int(number[0]) if number else 60)
    print(json.dumps(asdict(measured(WAYS[way](library), claims))))
    library.close()


if __name__ == "__main__":
    main()
