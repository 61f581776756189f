"""Asks one process's share of questions, in a process of its own, so that its memory is told honestly.

    python -m benchmarks.asked PLACE WHAT QUESTIONS [FIRST] [WORKSPACES]

PLACE is a data folder or the address of a PostgreSQL database; WHAT is `counter`, `candidates`, `recall`, `adding` or
`removing`;
FIRST is the number of the first question. With WORKSPACES each question goes to another one of so many. Prints JSON.
"""

import itertools
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.clusters import worked
from benchmarks.large import names_of
from benchmarks.quotes import claims_to_ask, essay
from benchmarks.warm import memory
from knowledge.library import Library
from knowledge.storage.engines import Database
from knowledge.storage.store import Vectors, WorkspaceStore
from knowledge.types import File
from knowledge.workspace import Workspace

Asking: TypeAlias = Callable[[Workspace, int], object]

DEPTH: Final = 64
WARMING: Final = 5
_SENTENCES: Final = 60
_AT_ONCE: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a process measured: of each question the milliseconds until its answer and those of work, and its memory."""

    waited: tuple[float, ...]
    worked: tuple[float, ...]
    first: float
    """Of the very first question, which opens and loads everything."""
    memory: int
    shared: int
    """Megabytes of its own, and those of files that all processes share."""
    recall: tuple[float, ...] = ()
    server: float = 0.0
    """Milliseconds that the server of a database worked for each question, where it runs on this machine."""


def questions(number: int, first: int = 0) -> list[str]:
    """Claims of very different lengths that the quotes may speak about."""
    return claims_to_ask(first + number)[first:]


def opened(place: str) -> Library:
    """Open a data folder, or a database by its address."""
    if place.startswith("postgresql://"):
        return Library(Path(), database=Database(url=place))
    return Library(Path(place))


def counter(claims: Sequence[str]) -> Asking:
    """Answer as people are answered, models and all."""
    return lambda workspace, at: workspace.counter(claims[at])


def candidates(claims: Sequence[str]) -> Asking:
    """Everything that `counter` does but for the models: count, candidates, their quotes, votes."""
    from knowledge.encoder import Encoder
    from knowledge.retrieval.answers import CANDIDATES
    from knowledge.retrieval.candidates import candidates as found

    vectors = Encoder.load().encode(claims)
    sought = Encoder.load().toward_answers(vectors)

    def ask(workspace: Workspace, at: int) -> object:
        store = workspace.store
        store.count()
        near = found(store, claims[at], vectors[at], limit=CANDIDATES, sought=sought[at])
        stored = store.claims_by_key([one.key for one in near])
        return store.records.disputes(list(stored))

    return ask


def adding(claims: Sequence[str]) -> Asking:
    """Add an essay of sixty sentences, all steps."""
    # no two runs add the same
    begin = int(time.time())
    texts = [essay(begin + at, sentences=_SENTENCES).encode() for at in range(len(claims))]
    return lambda workspace, at: workspace.ingest([File(name=f"essay {at}.txt", content=texts[at])])


def removing(claims: Sequence[str]) -> Asking:
    """Remove an essay; all of them are added first, in place of the first question."""
    add, sources = adding(claims), list[str]()

    def ask(workspace: Workspace, at: int) -> object:
        if at:
            return workspace.remove(sources[at - 1])
        for number in range(1, len(claims)):
            add(workspace, number)
        sources.extend(source.id for source in workspace.sources()[1 - len(claims) :])
        return None

    return ask


WHATS: Final = {"counter": counter, "candidates": candidates, "adding": adding, "removing": removing}
WRITING: Final = ("adding", "removing")
"""What changes a library; the first of these is not counted."""


def recalls(store: WorkspaceStore, claims: Sequence[str]) -> tuple[float, ...]:
    """Of the 64 claims that are really nearest to where answers lie, the share that the engine finds."""
    from knowledge.encoder import Encoder

    sought = Encoder.load().toward_answers(Encoder.load().encode(claims))
    shares = []
    for vector, exact in zip(sought, _nearest(store, sought), strict=True):
        found = {hit.key for hit in store.nearest(vector, limit=200)[:DEPTH]}
        shares.append(len(found & set(exact.tolist())) / DEPTH)
    return tuple(shares)


def _nearest(store: WorkspaceStore, sought: Vectors) -> NDArray[np.int64]:
    """The keys of the nearest claims, a row a question, found by looking at the stored vector of each."""
    best = np.zeros((len(sought), 0), np.float32)
    found = np.zeros((len(sought), 0), np.int64)
    for at in itertools.count(1, _AT_ONCE):
        keys = np.arange(at, at + _AT_ONCE)
        vectors = store.vectors(keys.tolist())
        if not vectors.any():
            return found
        best = np.concatenate([best, sought @ vectors.T], axis=1)
        found = np.concatenate([found, np.tile(keys, (len(sought), 1))], axis=1)
        order = np.argsort(-best, axis=1, kind="stable")[:, :DEPTH]
        best = np.take_along_axis(best, order, axis=1)
        found = np.take_along_axis(found, order, axis=1)
    return found


def asked(
    library: Library,
    what: str,
    claims: Sequence[str],
    *,
    workspaces: int = 1,
    server: Callable[[], float] = lambda: 0.0,
) -> Asked:
    """Ask some questions to warm up, then each of them once; `server`: how many milliseconds a server has worked."""
    names, begin = names_of(workspaces), int(what in WRITING)
    ask = WHATS[what](claims)
    rng = np.random.default_rng(len(claims))
    places = rng.integers(0, len(names), len(claims)).tolist()
    first, _ = measured(ask, library, names[places[0]], 0)
    for at in range(1, 1 if begin else min(WARMING, len(claims))):
        measured(ask, library, names[places[at]], at)
    before = server()
    times = [measured(ask, library, names[places[at]], at) for at in range(begin, len(claims))]
    return Asked(
        waited=tuple(waited for waited, _ in times),
        worked=tuple(worked for _, worked in times),
        first=first,
        memory=memory() - _shared(),
        shared=_shared(),
        server=round((server() - before) / max(1, len(times)), 2),
    )


def measured(ask: Asking, library: Library, name: str, at: int) -> tuple[float, float]:
    """Ask one question; how many milliseconds it took until its answer, and how many of work."""
    waited, worked = time.perf_counter(), time.process_time()
    ask(library.workspace(name), at)
    return (
        round((time.perf_counter() - waited) * 1000, 2),
        round((time.process_time() - worked) * 1000, 2),
    )


def _shared() -> int:
    """Megabytes of files that this process sees and shares; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("RssFile")), 0)


def main() -> None:
    """Measure what the command line names."""
    place, what, number, *more = sys.argv[1:]
    first, workspaces = int(more[0]) if more else 0, int(more[1]) if more[1:] else 1
    library = opened(place)
    claims = questions(int(number), first)
    if what == "recall":
        shares = recalls(library.workspace(names_of(workspaces)[0]).store, claims)
        found = Asked(waited=(), worked=(), first=0.0, memory=0, shared=0, recall=shares)
    else:
        found = asked(library, what, claims, workspaces=workspaces, server=partial(worked, place))
    print(json.dumps(asdict(found)))
    library.close()


if __name__ == "__main__":
    main()
