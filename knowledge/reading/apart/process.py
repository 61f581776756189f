"""One child process from its parent's side: started, asked within a deadline, and ended."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, Final, Literal, TypeAlias

from knowledge.reading.apart import frames
from knowledge.reading.apart.contract import CannotRead
from knowledge.reading.apart.frames import Frame, Garbled
from knowledge.reading.apart.limits import Limits

Task: TypeAlias = Literal["read", "original_text"]
Loss: TypeAlias = Literal["time", "memory", "output", "death"]
"""Why a child had no answer."""

MODULE: Final = "knowledge.reading.apart.child"
START: Final = 60.0
"""Seconds that a child may take to start."""
ENDING: Final = 1.0
"""Seconds that a child which says no more may take to end by itself."""
LAST: Final = 5.0
"""Seconds that a child may take to end when it is killed."""
OUT_OF_TIME: Final = frozenset({-getattr(signal, "SIGXCPU", 1000)})
"""Status of a process whose processor time is used up."""
TOLD: Final = """
PATH SYSTEMROOT WINDIR TEMP TMP TMPDIR LANG LC_ALL LC_CTYPE TZ LD_LIBRARY_PATH DYLD_LIBRARY_PATH PYTHONHOME
PYTHONPYCACHEPREFIX PYTHONDONTWRITEBYTECODE
"""
PASSED_ON: Final = frozenset(TOLD.split())
"""What a child is told of our environment; tokens and keys are not among it."""


class Lost(Exception):
    """A child was ended by a file, or by us because of it."""

    def __init__(self, why: Loss, *, detail: str) -> None:
        """`detail`: for the log."""
        super().__init__(detail)
        self.why: Loss = why


class Idled(Exception):
    """A child had ended before it was asked; another one will answer."""


class Child:
    """A process that reads files; one thread at a time asks it."""

    def __init__(self, limits: Limits) -> None:
        """Start it, and wait until it can read. Raises `CannotRead`."""
        self._limits = limits
        self.usable = True
        """Whether it can be asked again."""
        command = [sys.executable, "-m", MODULE, json.dumps(asdict(limits))]
        try:
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=_environment(),
                start_new_session=True,
            )
        except OSError as error:
            raise CannotRead(_no_start(f"{error.strerror}")) from error
        try:
            with self._ended_after(START):
                ready = frames.read(self._output.read, most=0)
        except Garbled:
            ready = None
        if ready is None:
            self.stop()
            raise CannotRead(_no_start(f"exit status {self._process.returncode}"))

    def ask(self, task: Task, content: bytes, *, name: str) -> Frame:
        """Send a file and return what the child found.

        Raises:
            Lost: the file was too much for the child, which has ended.
            Idled: the child had ended before.
        """
        self.usable = False
        with self._ended_after(self._limits.deadline) as passed:
            try:
                frames.write(self._input.write, Frame(header={"task": task, "name": name}, body=content))
                reply = frames.read(self._output.read, most=self._limits.output)
            except (Garbled, OSError) as error:
                raise self._loss(passed, detail=str(error)) from error
        if reply is None or passed.is_set():
            raise self._loss(passed, detail="it says nothing")
        self.usable = reply.header.get("last") is False
        return reply

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process, now."""
        self.usable = False
        with contextlib.suppress(OSError):
            self._process.kill()
        for stream in (self._input, self._output):
            with contextlib.suppress(OSError):
                stream.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(LAST)

    @property
    def _input(self) -> IO[bytes]:
        return _there(self._process.stdin)

    @property
    def _output(self) -> IO[bytes]:
        return _there(self._process.stdout)

    @contextmanager
    def _ended_after(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the process when that takes longer, which ends every wait for it; the event tells so."""
        passed = threading.Event()

        def end() -> None:
            passed.set()
            self._process.kill()

        clock = threading.Timer(seconds, end)
        clock.daemon = True
        clock.start()
        try:
            yield passed
        finally:
            clock.cancel()

    def _loss(self, passed: threading.Event, *, detail: str) -> Lost | Idled:
        """What to raise for a child without an answer, which is ended where it has not."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING)
        status = self._process.returncode
        self.stop()
        if passed.is_set() or status in OUT_OF_TIME:
            return Lost("time", detail=f"status {status}")
        return Idled() if status == 0 else Lost("death", detail=f"{detail}, status {status}")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in sorted(PASSED_ON) if name in os.environ}
    # The child finds its modules where this process found them.
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise CannotRead(_no_start("no pipes"))
    return stream


def _no_start(why: str) -> str:
    return (
        f"Files cannot be read now, since the process that reads them does not start ({why}); "
        "see docs/reading-files.md."
    )
