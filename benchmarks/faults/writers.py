"""Several processes that write to one file at once: no update is lost, none fails."""

import os
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.faults.children import ended, everything_from, forked
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import NAME, check_whole, invented
from knowledge.storage.sqlite.store import SQLiteStore

PROCESSES: Final = 2


def at_once(folder: Path, rounds: int) -> str:
    """Let processes add sources and count settings up in one workspace; every one of them must be there."""
    children = [forked(partial(_write, folder, name, rounds)) for name in range(PROCESSES)]
    written = [everything_from(reading).split() for _, reading in children]
    must(not any(ended(child) for child, _ in children), "a writer died")
    must([len(ids) for ids in written] == [rounds] * PROCESSES, "a writer was refused")
    found = check_whole(folder, [one for ids in written for one in ids])
    must(found == rounds * PROCESSES, "there are other sources than were added")
    store = SQLiteStore(folder)
    settings = store.workspace(NAME).records.settings()
    ids = [stored.id for stored in store.workspace(NAME).claims()]
    store.close()
    must(len(settings) == rounds * PROCESSES, "a setting was lost")
    must(len(set(ids)) == len(ids), "two claims have the same id")
    return f"{found} sources and {len(settings)} settings by {PROCESSES} processes, none lost"


def _write(data: Path, name: int, rounds: int, pipe: int) -> None:
    store = SQLiteStore(data)
    for number in range(rounds):
        source = store.workspace(NAME).add(invented(1000 * name + number, by=f"Writer {name}"))
        store.workspace(NAME).records.set_setting(f"{name}-{number}", "set")
        os.write(pipe, f"{source.id}\n".encode())
    store.close()


FAULTS = (Fault(name="two processes on one file", must="no lost update", rounds=100, run=at_once),)
