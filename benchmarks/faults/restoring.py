"""A backup that is made while sources are added, and a restore that is killed: nothing is lost, nothing is mixed."""

import hashlib
import shutil
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.faults.children import ended, forked, kill_myself
from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import NAME, check_whole, database, filled, invented
from knowledge.storage.backup import backup
from knowledge.storage.manifest import Manifest
from knowledge.storage.restoring import restore
from knowledge.storage.sqlite.installation import SQLiteInstallation
from knowledge.storage.sqlite.store import SQLiteStore

MOST_RENAMES: Final = 20
MOST_SOURCES: Final = 150


def under_writes(folder: Path, rounds: int) -> str:
    """Back up while a thread adds; what is restored is what the manifest says, and whole."""
    data, stop = folder / "data", threading.Event()
    filled(data, sources=2)
    store, acknowledged = SQLiteStore(data), list[str]()

    def add() -> None:
        for number in range(100, 100 + MOST_SOURCES):
            if stop.wait(0.01):
                return
            acknowledged.append(store.workspace(NAME).add(invented(number)).id)

    adding = threading.Thread(target=add)
    adding.start()
    sizes = []
    try:
        for round_ in range(rounds):
            before = list(acknowledged)
            made = backup(data, folder / f"{round_}.tar")
            sizes.append(_restored(folder, folder / f"{round_}.tar", made, before))
    finally:
        stop.set()
        adding.join()
        store.close()
    return f"{rounds} backups of {min(sizes)} to {max(sizes)} sources, each restored as its manifest says"


def killed(folder: Path, rounds: int) -> str:
    """Kill a restore that replaces a library at each of its renames; then restore again."""
    filled(folder / "old", sources=1)
    filled(folder / "new", sources=3)
    for which in ("old", "new"):
        installation = SQLiteInstallation(folder / which)
        installation.set_mark("which", which)
        installation.close()
    made = backup(folder / "new", folder / "new.tar")
    kills = 0
    for rename in range(min(rounds, MOST_RENAMES)):
        data = folder / "data"
        shutil.copytree(folder / "old", data)
        child, _ = forked(partial(_restore_and_die, folder, data, rename))
        died = ended(child)
        kills += died
        must(bool(list(data.rglob("harmed.db"))), "both libraries are gone")
        restore(folder / "new.tar", data, replace=True)
        _check(data, made)
        must(_copies_of_old(folder, data), "what was there before is gone")
        shutil.rmtree(data)
        if not died:
            break
    return f"killed at {kills} renames; restored again each time, the old library kept"


def _restore_and_die(folder: Path, data: Path, rename: int, _pipe: int) -> None:
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event == "os.rename":
            if seen == rename:
                kill_myself()
            seen += 1

    sys.addaudithook(count)
    restore(folder / "new.tar", data, replace=True)


def _copies_of_old(folder: Path, data: Path) -> bool:
    wanted = database(folder / "old").read_bytes()
    return any(place.read_bytes() == wanted for place in data.rglob("harmed.db"))


def _restored(folder: Path, file: Path, made: Manifest, acknowledged: list[str]) -> int:
    data = folder / "restored"
    found, _ = restore(file, data)
    must(found == made, "the manifest is another")
    _check(data, made)
    number = check_whole(data, acknowledged)
    shutil.rmtree(data)
    file.unlink()
    return number


def _check(data: Path, made: Manifest) -> None:
    for kept in made.files:
        digest = hashlib.sha256((data / kept.path).read_bytes()).hexdigest()
        must(digest == kept.sha256, f"{kept.path} is not what the manifest says")


FAULTS = (
    Fault(
        name="backup and restore under writes",
        must="equals the manifest, whole",
        rounds=20,
        run=under_writes,
    ),
    Fault(
        name="kill -9 at each rename of a restore",
        must="restoring again works, the old is kept",
        rounds=20,
        run=killed,
    ),
)
