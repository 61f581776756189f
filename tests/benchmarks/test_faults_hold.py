"""Every quick fault of `make faults`, with few rounds: disks, kills and changed bytes cost nothing that was acknowledged."""

import json
import subprocess
import sys

from benchmarks.faults.__main__ import known, tried
from benchmarks.faults.contract import Broken, Fault, NotHere

ROUNDS = 3


def test_no_fault_costs_what_was_acknowledged() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--json", "--quick", "--rounds", str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)["faults"]
    assert [one["fault"] for one in found] == [fault.name for fault in known() if fault.quick]
    assert {one["fault"]: one["seen"] for one in found if one["result"] == "BROKEN"} == {}
    assert done.returncode == 0
    # only what needs a disk of its own cannot be tried everywhere
    assert {one["fault"] for one in found if one["result"] == "skipped"} <= {"disk full", "disk read-only"}


def test_a_fault_that_does_harm_or_ends_unexpectedly_is_called_broken_and_one_that_cannot_be_made_skipped() -> (
    None
):
    def harm(*_: object) -> str:
        raise Broken("a row is lost")

    def nowhere(*_: object) -> str:
        raise NotHere("no second disk")

    def crash(*_: object) -> str:
        raise ValueError("no such row")

    faults = [Fault(name="x", must="y", rounds=1, run=run) for run in (harm, nowhere, crash)]
    assert [tried(fault, rounds=1) for fault in faults] == [
        ("BROKEN", "a row is lost"),
        ("skipped", "no second disk"),
        ("BROKEN", "ValueError: no such row"),
    ]
