"""Measures how fast sources go in, all steps from file to database, in a process of its own.

    python -m benchmarks.adding FOLDER [ESSAYS]

Prints one JSON object.
"""

import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.filling import WORKSPACE
from benchmarks.quotes import essay
from benchmarks.warm import memory
from knowledge.library import Library

SENTENCES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """Essays that went in, their sentences, the claims found in them, seconds, and memory in megabytes."""

    essays: int
    sentences: int
    claims: int
    seconds: float
    memory: int


def measured(folder: Path, essays: int) -> Adding:
    """Write essays and add them; the first one, which loads the model, is not counted."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = [folder / f"essay-{number}.txt" for number in range(essays + 1)]
    for number, file in enumerate(files):
        file.write_text(essay(number, sentences=SENTENCES), encoding="utf-8")
    library = Library(folder / "data")
    workspace = library.workspace(WORKSPACE)
    workspace.ingest([str(files[0])])
    started = time.perf_counter()
    ingested = workspace.ingest([str(file) for file in files[1:]])
    seconds = time.perf_counter() - started
    library.close()
    return Adding(
        essays=len(ingested.added),
        sentences=len(ingested.added) * SENTENCES,
        claims=sum(source.claims for source in ingested.added),
        seconds=round(seconds, 2),
        memory=memory(),
    )


def main() -> None:
    """Measure in the folder that the command line names."""
    folder, *essays = sys.argv[1:]
    print(json.dumps(asdict(measured(Path(folder), int(essays[0]) if essays else 40))))


if __name__ == "__main__":
    main()
