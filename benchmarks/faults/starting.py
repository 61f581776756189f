"""A service that starts over very many workspaces, most of them closed properly: ready within seconds."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import Fault, must
from benchmarks.faults.libraries import NAME, database, filled

MOST_SECONDS: Final = 5.0
FULL: Final = 1000
SERVE: Final = """
import sys
from pathlib import Path
from adapters.program import logs, service
from adapters.program.settings import ProgramSettings
from tests.adapters.program.invented_platform import Invented, until_stopped

logs.set_up(level=20, secrets=[])
platform = Invented(turns=[until_stopped]).platform
service.run(ProgramSettings(data=Path(sys.argv[1])), service.chosen([platform], {"HARBOUR_TOKEN": "a-token"}))
"""


def over_many_workspaces(folder: Path, rounds: int) -> str:
    """Start a service over as many workspaces as there are rounds; the time until it says that it is ready."""
    filled(folder, sources=1)
    for number in range(rounds):
        for ending in ("", "-seal"):
            made = database(folder, f"T{number}")
            shutil.copy(f"{database(folder)}{ending}", f"{made}{ending}")
            seal = made.with_name(f"{made.name}-seal")
        seal.write_text(seal.read_text().replace(f"{NAME}.db", made.name))
    # in a tenth of them nothing says what the bytes were, as after a kill
    for number in range(0, rounds, 10):
        database(folder, f"T{number}").with_name(f"T{number}.db-seal").unlink()
    (folder / "one").mkdir()
    alone, alone_worked = _seconds_to_ready(folder / "one")
    seconds, worked = _seconds_to_ready(folder)
    told = f"ready after {seconds:.1f} s by the clock, {worked:.1f} s of the processor, models loaded"
    must(worked <= MOST_SECONDS or rounds < FULL, told)
    must(seconds <= MOST_SECONDS or rounds < FULL or _is_busy(), told)
    return f"{told}; {alone:.1f} s and {alone_worked:.1f} s without any workspace"


def _is_busy() -> bool:
    """Whether others use the processors, so that the clock says little about the program."""
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)


def _seconds_to_ready(data: Path) -> tuple[float, float]:
    """Start a service and stop it: after how many seconds it is ready, and how many of them the processor worked."""
    begun = time.monotonic()
    command = [sys.executable, "-c", SERVE, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
        line = service.stdout.readline() if service.stdout else ""
        times = Path(f"/proc/{service.pid}/stat")
        seconds = worked = time.monotonic() - begun
        if times.exists():
            counted = times.read_text(encoding="utf-8").rpartition(")")[2].split()
            worked = (int(counted[11]) + int(counted[12])) / os.sysconf("SC_CLK_TCK")
        os.kill(service.pid, signal.SIGTERM)
        service.wait()
    must(line.startswith("Harbour: "), f"it said {line!r}")
    return seconds, worked


FAULTS = (
    Fault(
        name="very many workspaces on disk",
        must=f"{FULL}: ready within {MOST_SECONDS:.0f} s",
        rounds=FULL,
        run=over_many_workspaces,
    ),
)
