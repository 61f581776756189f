"""The program under load: one process of `counterpoint run` after the other, over one data folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
STOPPING: Final = 30.0
PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How much memory the program had at some moment, in bytes."""

    at: float
    process: int
    """Which of the processes, counted from 0."""
    program: int
    children: int
    """The processes that read files, together."""


@dataclass(slots=True, kw_only=True)
class Program:
    """`counterpoint run`, started, stopped, killed and started again."""

    data: Path
    logs: Path
    process: "subprocess.Popen[bytes] | None" = None
    started: int = 0
    samples: list[Sample] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """Where the latest process writes its log."""
        return self.logs / f"program-{self.started - 1:03}.log"

    def start(self, environment: Mapping[str, str]) -> None:
        """Start a process; whoever calls waits until it is connected."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "SLACK_"))
        }
        self.started += 1
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "adapters.program.main", "--data", str(self.data), "run"],
                cwd=ROOT,
                env={**inherited, "COUNTERPOINT_LOG": "INFO", **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def end(self, *, kill: bool) -> int:
        """End it as a power cut would, or as an operator does; its exit status."""
        process = self._running()
        process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            return process.wait(timeout=STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return 124

    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self.process is not None and self.process.poll() is None

    def wait_for(self, words: str, *, within: float = 60.0) -> bool:
        """Wait until the latest process has written something; False where it ended, or the time is over."""
        end = time.monotonic() + within
        while words not in self.log.read_text(encoding="utf-8", errors="replace"):
            if not self.is_running() or time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def close(self) -> None:
        """End it, however it stands."""
        if self.is_running():
            self._running().kill()
            self._running().wait()

    def weigh(self) -> None:
        """Take a sample of its memory, if it runs."""
        if self.process is None or not self.is_running():
            return
        own = resident(self.process.pid)
        if own:
            below = sum(resident(child) for child in children(self.process.pid))
            number = self.started - 1
            self.samples.append(Sample(at=time.monotonic(), process=number, program=own, children=below))

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is None:
            raise RuntimeError("the program was not started")
        return self.process


def resident(process: int) -> int:
    """How many bytes of memory a process has; 0 where there is none, or the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for place in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(one) for one in place.read_text(encoding="ascii").split()]
        except OSError:
            continue
    return found


def growth(samples: list[Sample], *, since: float, warm: float = 600.0) -> tuple[float, float] | None:
    """How many bytes an hour the memory grows after a moment, and how many bytes there are on the average.

    Each process has a level of its own and is counted from when it is warm, since what it loads it loads once. None
    where there is too little to fit a line to.
    """
    lives: dict[int, list[Sample]] = {}
    begun: dict[int, float] = {}
    for one in samples:
        begun.setdefault(one.process, one.at)
        if one.at >= since and one.at - begun[one.process] >= warm:
            lives.setdefault(one.process, []).append(one)
    above = below = total = 0.0
    number = 0
    for life in lives.values():
        time_mean = sum(one.at for one in life) / len(life)
        level = sum(one.program for one in life) / len(life)
        above += sum((one.at - time_mean) * (one.program - level) for one in life)
        below += sum((one.at - time_mean) ** 2 for one in life)
        total += sum(one.program for one in life)
        number += len(life)
    return (above / below * 3600, total / number) if below else None
