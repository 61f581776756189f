"""`counterpoint run` as a child process, connected to the doubles of the platforms."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.program import counterpoint

ROOT = Path(__file__).resolve().parents[2]
STARTING = 60.0
STOPPING = 20.0


@dataclass(slots=True, kw_only=True)
class Running:
    """The program while it runs."""

    process: "subprocess.Popen[bytes]"
    data: Path
    log: IO[bytes] = field(repr=False)

    @property
    def written(self) -> str:
        """Everything that it has printed and logged so far."""
        return Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def stop(self, *, kill: bool = False) -> int:
        """End it as an operator would, or as a power cut would; its exit status."""
        self.process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        return self.process.wait(timeout=STOPPING)

    def wait_for(self, words: str, *, within: float = STARTING) -> None:
        """Wait until it has written something."""
        until = time.monotonic() + within
        while words not in self.written:
            assert self.process.poll() is None, f"it ended:\n{self.written}"
            assert time.monotonic() < until, f"never wrote {words!r}:\n{self.written}"
            time.sleep(0.05)


@contextmanager
def running(data: Path, environment: Mapping[str, str], *words: str) -> Iterator[Running]:
    """The program over a data folder, with the tokens and addresses of a double."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "SLACK_"))
    }
    with tempfile.NamedTemporaryFile(prefix="counterpoint-", suffix=".log") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "adapters.program.main", "--data", str(data), "run", *words],
            cwd=ROOT,
            env={**inherited, "COUNTERPOINT_LOG": "INFO", **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        started = Running(process=process, data=data, log=log)
        try:
            yield started
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def library_of(data: Path, workspace: str, sources: list[str], *, topic: str | None = None) -> None:
    """Fill a workspace as an operator can from the command line."""
    about = ["--topic", topic] if topic else []
    done = counterpoint("--workspace", workspace, "ingest", *sources, *about, "--json", data=data)
    assert done.status == 0, done.err
