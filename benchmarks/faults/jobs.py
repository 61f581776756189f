"""A process that is killed while it works through what it took: each is added once, whoever finishes it."""

import os
import random
import shutil
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.faults.children import everything_from, forked, kill
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import NAME, check_whole, invented
from knowledge.storage.sqlite.store import SQLiteStore

TAKEN: Final = 8
LONGEST: Final = 0.3
BEFORE: Final = 4
"""Of so many rounds one may be killed before anything was taken."""


def gone_on_with(folder: Path, rounds: int) -> str:
    """Take some work, be killed in the middle of it, once more while going on, and let the third process finish."""
    done = 0
    for round_ in range(rounds):
        data = folder / f"{round_}"
        taken = ""
        for turn, work in enumerate((_take, _go_on)):
            child, reading = forked(partial(work, data))
            if turn == 0 and round_ % BEFORE:
                taken += os.read(reading, len(b"taken")).decode()
            time.sleep(random.Random(2 * round_ + turn).uniform(0.02, LONGEST))
            kill(child)
            taken += everything_from(reading)
        _go_on(data, None)
        if "taken" in taken:
            found = check_whole(data, [])
            must(found == TAKEN, f"{found} of {TAKEN} are in, in round {round_}")
            done += 1
        shutil.rmtree(data, ignore_errors=True)
    return f"{done} of {rounds} times {TAKEN} sources taken, killed twice, each in once"


def _take(data: Path, pipe: int) -> None:
    store = SQLiteStore(data)
    store.workspace(NAME).jobs.keep([f"{number}" for number in range(TAKEN)], {})
    os.write(pipe, b"taken")
    for number in range(TAKEN):
        _add(store, number, number + 1)


def _go_on(data: Path, _pipe: int | None) -> None:
    store = SQLiteStore(data)
    for job in store.workspace(NAME).jobs.begun():
        _add(store, int(str(job.place)), job.number)
    store.close()


def _add(store: SQLiteStore, number: int, job: int) -> None:
    # a source that is in already would be refused here
    store.workspace(NAME).add(replace(invented(number), job=job))


FAULTS = (
    Fault(name="kill -9 while going on", must="what was taken is in once", rounds=60, run=gone_on_with),
)
