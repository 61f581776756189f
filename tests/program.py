"""The program as a child process, and a library of two invented sources for it to answer from."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BRIDGE = """Build the Bridge Now
By Mara Lind
4 May 2024

The bridge to Skerry Island is not too expensive, because the ferry costs the county more every year. A bridge
would bring nurses and teachers to an island that has lost a third of its people since 1990.

"The bridge will pay for itself within twelve years," said Oskar Brandt, the county treasurer. He also warned
that the ferry is unsafe in winter storms. Critics say that the bridge is ugly, but a safe road matters more
than a pretty view.

The county should therefore build the bridge before the old ferry fails.
"""
FERRY = """Keep the Ferry
By Jonas Veit
9 June 2024

The bridge to Skerry Island is too expensive, and the county cannot afford it. A new ferry would cost a tenth of
the money and would be ready in two years.

"The ferry is safe, even in winter storms," said Ines Okafor, the harbour master. According to Okafor, the ferry
has never lost a passenger in sixty years.

A bridge would bring lorries and weekend crowds that the islanders do not want. The county should keep the ferry.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run of the program left behind."""

    status: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        """The one JSON object on standard output."""
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


def counterpoint(
    *words: str,
    data: Path,
    lines: str | None = None,
    before: Sequence[str] = (),
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Run:
    command = [*before, sys.executable, "-m", "adapters.program.main", "--data", str(data), *words]
    known = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")]),
        **(environment or {}),
    }
    done = subprocess.run(
        command, input=lines or "", capture_output=True, text=True, timeout=120, env=known, cwd=folder
    )
    return Run(status=done.returncode, out=done.stdout, err=done.stderr)


def database_of(data: Path) -> Path:
    """The file of the workspace `local`."""
    return next(
        place for place in data.rglob("local*") if place.is_file() and place.suffix not in {"-wal", "-shm"}
    )
