"""Disks that are full or read-only: one clear refusal, nothing by half, and reading goes on."""

import errno
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import Fault, NotHere, must

IN_NAMESPACE: Final = ("-rm",)


def full(folder: Path, rounds: int) -> str:
    """Fill a small disk with sources, again and again."""
    return _lines(_in_namespace("full", folder, rounds))


def read_only(folder: Path, rounds: int) -> str:
    """Read from a disk that cannot be written."""
    return _lines(_in_namespace("read-only", folder, rounds))


def _in_namespace(what: str, folder: Path, rounds: int) -> str:
    """Run this module where it may mount disks of its own."""
    unshare = shutil.which("unshare")
    if (
        not unshare
        or subprocess.run([unshare, *IN_NAMESPACE, "true"], capture_output=True, check=False).returncode
    ):
        raise NotHere("this system lets nobody mount a disk of their own")
    command = [unshare, *IN_NAMESPACE, sys.executable, "-m", __name__, what, str(folder), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    must(done.returncode == 0, (done.stderr.strip().splitlines() or ["it failed"])[-1])
    return done.stdout


def _lines(out: str) -> str:
    return out.strip().splitlines()[-1]


def _fill_up(folder: Path, rounds: int) -> str:
    from benchmarks.faults.libraries import NAME, check_whole, invented
    from knowledge.errors import DatabaseError
    from knowledge.storage.sqlite.store import SQLiteStore

    added = 0
    for round_ in range(rounds):
        disk = folder / f"disk{round_}"
        disk.mkdir()
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={2048 + 97 * round_}k", "none", disk], check=True
        )
        store, acknowledged = SQLiteStore(disk), list[str]()
        said = ""
        try:
            for number in range(10_000):
                acknowledged.append(store.workspace(NAME).add(invented(number)).id)
        except DatabaseError as error:
            said = str(error)
        must("is full and nothing was changed" in said, f"it said: {said}")
        must(len(store.workspace(NAME).sources()) == len(acknowledged), "reading does not go on")
        store.close()
        check_whole(disk, acknowledged)
        added += len(acknowledged)
        subprocess.run(["umount", disk], check=True)
    return f"{rounds} full disks refused in one sentence; {added} acknowledged sources: 0 lost, 0 by half"


def _only_read(folder: Path, rounds: int) -> str:
    from benchmarks.faults.libraries import CLAIMS, NAME, filled, invented
    from knowledge.errors import DatabaseError
    from knowledge.storage.sqlite.store import SQLiteStore

    disk = folder / "disk"
    disk.mkdir()
    filled(disk, sources=2)
    subprocess.run(["mount", "--bind", disk, disk], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)
    for _ in range(rounds):
        workspace = SQLiteStore(disk).workspace(NAME)
        must(workspace.count() == 2 * CLAIMS, "it cannot be read")
        try:
            workspace.add(invented(9))
        except DatabaseError as error:
            must("its disk or folder is read-only" in str(error), f"it said: {error}")
        else:
            must(False, "it says that it added a source")
        workspace.close()
    return f"read {rounds} times, each source refused in one sentence"


FAULTS = (
    Fault(name="disk full", must="refused, rolled back, reading goes on", rounds=10, run=full),
    Fault(name="disk read-only", must="refused, reading goes on", rounds=10, run=read_only),
)

if __name__ == "__main__":
    try:
        print({"full": _fill_up, "read-only": _only_read}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3])))
    except OSError as error:
        sys.exit(f"{errno.errorcode.get(error.errno or 0, '')} {error}")
