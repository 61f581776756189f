"""What reading one file may cost, and how a child process binds itself to that before it meets the file."""

import math
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MB: Final = 1024 * 1024
MOST_OPEN: Final = 64
"""Open files of a child: libraries load their own data late, and no document needs more."""
PATIENCE: Final = 3
"""By the clock a file may take this many times its processor time, since others use the processor too."""
OUTWARD: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.startfile",
)
"""Beginnings of the names of Python's audit events with which a program leaves its process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost."""

    memory: int = 512 * MB
    """Bytes of address space of the child, libraries included."""
    seconds: float = 20
    """Processor time for a file."""
    output: int = 64 * MB
    """Bytes of the text that comes back."""
    files: int = 200
    """Files that a child reads before another takes its place."""

    @property
    def deadline(self) -> float:
        """Seconds by the clock for a file."""
        return PATIENCE * self.seconds


def bind(allowed: Limits) -> None:
    """Bind this process to the limits that hold for all files, as far as the system has them."""
    _lower("RLIMIT_AS", allowed.memory)
    _lower("RLIMIT_NOFILE", MOST_OPEN)
    _lower("RLIMIT_CORE", 0)


def shut_in() -> None:
    """Let this process write no file, start no other, and open no connection from now on; for good."""
    _lower("RLIMIT_FSIZE", 0)
    _lower("RLIMIT_NPROC", 0)
    sys.addaudithook(_refuse_outward)


def allow_seconds(allowed: Limits) -> None:
    """Give this process a file's processor time from now on; the system ends it when that is used up."""
    _lower("RLIMIT_CPU", math.ceil(time.process_time() + allowed.seconds), soft_only=True)


def memory_used() -> int:
    """Bytes of address space that this process holds, or 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _lower(name: str, value: int, *, soft_only: bool = False) -> None:
    try:
        import resource
    except ImportError:
        return
    which = getattr(resource, name, None)
    if which is None:
        return
    _, hard = resource.getrlimit(which)
    least = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(which, (least, hard if soft_only else least))
    except (OSError, ValueError):
        # macOS knows some limits by name only; the deadline by the clock holds there, too.
        return


def _refuse_outward(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(OUTWARD):
        raise PermissionError(f"a process that reads a file does not use {event}")
