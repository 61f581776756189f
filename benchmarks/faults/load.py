"""Thousands of questions at once against the real program: all are acknowledged in time, and memory stays bounded.

The crowd shares the machine with the program; how long its own side worked is told with the result.
"""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import Fault, NotHere, must
from benchmarks.faults.crowds import Crowd, Fate
from benchmarks.faults.discord_crowd import DiscordCrowd
from benchmarks.faults.libraries import invented
from benchmarks.faults.slack_crowd import HttpSlack, SocketSlack
from knowledge.storage.sealing import new_key
from knowledge.storage.sqlite.store import SQLiteStore

SERVERS, FEW_SERVERS = 50, 5
PEOPLE: Final = 200
"""People of each workspace."""
BURST, OVERFLOW = 10_000, 50_000
LATEST, USUALLY_LATEST = 3.0, 1.0
"""Seconds until an acknowledgement, for the last one and for 99 of 100."""
MOST_MEMORY: Final = 200.0
"""MB over what the program takes when nobody asks."""
FULL: Final = 10_000
"""With fewer questions only the counts are looked at, and not the times."""
STARTING, SETTLING, LOOKING = 120.0, 900.0, 0.1
ROOT: Final = Path(__file__).resolve().parents[2]
CLAIMS: Final = tuple(f"the ferry makes trip {number} in bad weather" for number in range(40))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of a crowd."""

    fates: Sequence[Fate]
    memory: float
    """MB over idle, at most."""
    seconds: float
    """Until all were answered or turned away."""
    program: float
    """Seconds of the processor that the program took until all were acknowledged."""
    crowd: float
    """The same of the crowd's side."""

    @property
    def waits(self) -> list[float]:
        """Seconds until each acknowledgement, in order."""
        return sorted(one.acknowledged - one.asked for one in self.fates if one.acknowledged is not None)

    def wait(self, share: float) -> float:
        """The seconds after which such a share of those who were acknowledged were."""
        return self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))]

    @property
    def in_time(self) -> float:
        """The share of all that were acknowledged in time."""
        return sum(wait <= LATEST for wait in self.waits) / len(self.fates)

    def sentence(self) -> str:
        """What was seen, in one line."""
        busy = sum(one.turned_away for one in self.fates)
        answered = sum(one.answered is not None for one in self.fates)
        return (
            f"{self.in_time:.1%} acknowledged in {LATEST:.0f} s; p50 {self.wait(0.5):.2f} s, "
            f"p99 {self.wait(0.99):.2f} s, last {self.waits[-1]:.2f} s; {answered} answered, {busy} busy, "
            f"after {self.seconds:.0f} s; {self.memory:.0f} MB over idle; processor until the last "
            f"acknowledgement: program {self.program:.1f} s, crowd {self.crowd:.1f} s"
        )


def asked_by(crowd: Callable[[int], Crowd]) -> Callable[[Path, int], str]:
    """Make a try that has a crowd ask so many questions as there are rounds, and then five times as many."""

    def run(folder: Path, rounds: int) -> str:
        full = rounds >= FULL
        bursts = (rounds, rounds * OVERFLOW // BURST) if full else (rounds,)
        seen = asyncio.run(asked(crowd(SERVERS if full else FEW_SERVERS), folder, bursts))
        for one in seen:
            check(one)
        if full:
            check_times(seen[0])
        return " | ".join(one.sentence() for one in seen)

    return run


def check(seen: Seen) -> None:
    """Raise `Broken` where somebody heard nothing, or memory was not bounded."""
    said = seen.sentence()
    must(len(seen.waits) == len(seen.fates), f"not everybody was acknowledged: {said}")
    must(all(one.settled for one in seen.fates), f"not everybody heard something: {said}")
    must(seen.memory <= MOST_MEMORY, f"too much memory: {said}")


def check_times(seen: Seen) -> None:
    """Raise `Broken` where acknowledgements came too late."""
    said = seen.sentence()
    must(seen.waits[-1] <= LATEST, f"some were acknowledged too late: {said}")
    must(seen.wait(0.99) <= USUALLY_LATEST, f"acknowledged, but not soon enough: {said}")


async def asked(
    crowd: Crowd, folder: Path, bursts: Sequence[int], *, over: Mapping[str, str] | None = None
) -> list[Seen]:
    """Start the program, have the crowd ask so many questions at once, and again; `over` sets something besides."""
    async with crowd.listening() as address:
        _fill(crowd, folder)
        # with a key, what is acknowledged is kept until it is answered
        set_up = {**crowd.environment(address), "COUNTERPOINT_SECRET_KEY": new_key(), **(over or {})}
        with _program(folder, set_up) as program:
            await _until_ready(program, folder, crowd.ready)
            await crowd.reach()
            # the models and every workspace are opened by the first who ask
            await _settled(crowd, await crowd.all_ask(CLAIMS, questions=2 * crowd.workspaces, people=PEOPLE))
            seen = [await _burst(crowd, program.pid, questions) for questions in bursts]
            after = await crowd.all_ask(CLAIMS, questions=crowd.workspaces, people=PEOPLE)
            await _settled(crowd, after)
            must(all(one.answered for one in after), "after the burst not everybody was answered")
            must(not crowd.wrong, "; ".join(crowd.wrong[:3]))
            return seen


async def _burst(crowd: Crowd, program: int, questions: int) -> Seen:
    idle = _memory(program, "VmRSS")
    _forget_peak(program)
    before, own, begun = _worked(program), time.process_time(), time.perf_counter()
    fates = await crowd.all_ask(CLAIMS, questions=questions, people=PEOPLE)
    await _heard(crowd, fates, lambda one: one.acknowledged is not None)
    worked, own = _worked(program) - before, time.process_time() - own
    await _settled(crowd, fates)
    return Seen(
        fates=fates,
        memory=_memory(program, "VmHWM") - idle,
        seconds=time.perf_counter() - begun,
        program=worked,
        crowd=own,
    )


async def _settled(crowd: Crowd, fates: Sequence[Fate]) -> None:
    await _heard(crowd, fates, lambda one: one.settled)


async def _heard(crowd: Crowd, fates: Sequence[Fate], heard: Callable[[Fate], bool]) -> None:
    """Wait until all have heard something; raise `Broken` at once where that can no longer come true."""
    until = time.perf_counter() + SETTLING
    while (left := sum(not heard(one) for one in fates)) and time.perf_counter() < until:
        must(not crowd.cut_off, f"the program closed its connection while {left} waited for a word")
        await asyncio.sleep(LOOKING)


def _fill(crowd: Crowd, data: Path) -> None:
    """Give every workspace the same few sources."""
    first, *others = [crowd.workspace(number) for number in range(crowd.workspaces)]
    store = SQLiteStore(data)
    for number in range(3):
        store.workspace(first).add(invented(number, by="Ada Kern"))
    store.close()
    for name in others:
        for file in (data / "workspaces").glob(f"{first}.db*"):
            shutil.copy(file, file.with_name(file.name.replace(first, name)))
    for seal in (data / "workspaces").glob("*-seal"):
        seal.unlink()


@contextmanager
def _program(data: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "SLACK_"))}
    with (data / "program.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "adapters.program.main", "--data", str(data), "run"],
            cwd=ROOT,
            env={**own, "COUNTERPOINT_LOG": "WARNING", **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def _until_ready(program: "subprocess.Popen[bytes]", data: Path, words: str) -> None:
    until = time.monotonic() + STARTING
    while words not in (said := (data / "program.log").read_text(encoding="utf-8")):
        must(program.poll() is None and time.monotonic() < until, f"it did not start: {said[-300:]}")
        await asyncio.sleep(LOOKING)


def _memory(process: int, what: str) -> float:
    """MB of a process, now or at most."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise NotHere("this system does not tell how much memory a process takes") from None
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


def _forget_peak(process: int) -> None:
    with contextlib.suppress(OSError):
        Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")


def _worked(process: int) -> float:
    """Seconds of the processor that a process has taken."""
    times = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


CROWDS: Final[Mapping[str, Callable[[int], Crowd]]] = {
    "Discord": lambda servers: DiscordCrowd(workspaces=servers),
    "Slack over a socket": lambda _: SocketSlack(),
    "Slack over HTTP": lambda _: HttpSlack(),
}
FAULTS = tuple(
    Fault(
        name=f"very many questions at once in {name}",
        must=f"acknowledged within {LATEST:.0f} s, p99 {USUALLY_LATEST:.0f} s; of {OVERFLOW} the rest hears busy; "
        f"{MOST_MEMORY:.0f} MB",
        rounds=BURST,
        run=asked_by(crowd),
    )
    for name, crowd in CROWDS.items()
)
