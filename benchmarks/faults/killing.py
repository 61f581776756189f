"""A process that is killed while it adds sources: what it acknowledged is there, and nothing by half."""

import os
import random
import shutil
import time
from pathlib import Path
from typing import Final

from benchmarks.faults.children import everything_from, forked, kill
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import NAME, check_whole, invented
from knowledge.storage.sqlite.store import SQLiteStore

ROUNDS_A_LIBRARY: Final = 10
LONGEST: Final = 0.6


def while_adding(folder: Path, rounds: int) -> str:
    """Kill a process at a random moment while it adds; the next ones go on in the same library."""
    acknowledged: list[str] = []
    found = total = 0
    for round_ in range(rounds):
        data = folder / f"{round_ // ROUNDS_A_LIBRARY}"
        acknowledged += _killed(data, round_)
        found = check_whole(data, acknowledged)
        if round_ % ROUNDS_A_LIBRARY == ROUNDS_A_LIBRARY - 1 or round_ == rounds - 1:
            must(found >= len(acknowledged), "there are fewer sources than were acknowledged")
            total += len(acknowledged)
            acknowledged.clear()
            shutil.rmtree(data)
    return f"{total} acknowledged sources: 0 lost, 0 by half"


def _killed(data: Path, round_: int) -> list[str]:
    """Kill a process that adds, and give what it had acknowledged until then."""

    def add(pipe: int) -> None:
        store = SQLiteStore(data)
        for number in range(round_ * 1000, round_ * 1000 + 1000):
            source = store.workspace(NAME).add(invented(number))
            os.write(pipe, f"{source.id}\n".encode())

    child, reading = forked(add)
    # at times before the first is in
    time.sleep(random.Random(round_).uniform(0.005, LONGEST))
    kill(child)
    return [line for line in everything_from(reading).splitlines(keepends=False) if line]


FAULTS = (
    Fault(
        name="kill -9 while adding",
        must="acknowledged is kept, none by half",
        rounds=200,
        run=while_adding,
    ),
)
