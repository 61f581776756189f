"""A short round of `make soak`: the real program in both chats, with some faults, loses and doubles nothing."""

import json
import subprocess
import sys
from pathlib import Path

ROUND = ("--minutes", "0.1", "--fault-every", "2", "--workspaces", "1", "--rate", "3", "--seed", "11")


def test_a_short_round_loses_doubles_and_leaks_nothing(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "benchmarks.soak", *ROUND, "--json", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert report.is_file(), done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["violations"] == [], done.stderr
    assert done.returncode == 0
    assert found["counts"]["interactions"] > 0
    assert found["counts"]["databases verified"] == 2
    assert sum(found["faults"].values()) >= 1
