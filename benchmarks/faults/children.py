"""Child processes that are killed: forked from this one, so that thousands of them take minutes and not hours."""

import os
import signal
from collections.abc import Callable

from benchmarks.faults.contract import NotHere, must


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Start a child that does some work and ends; give its process id, and a pipe that its work may write to."""
    if not hasattr(os, "fork"):
        raise NotHere("this system cannot fork")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def kill(child: int) -> None:
    """Kill a child as nothing can be killed harder, and see that this is what it died of."""
    os.kill(child, signal.SIGKILL)
    ended(child)


def ended(child: int) -> bool:
    """Wait for a child; whether it was killed."""
    _, status = os.waitpid(child, 0)
    must(os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a child failed by itself")
    return os.WIFSIGNALED(status)


def kill_myself() -> None:
    """End this process at once, in the middle of what it does."""
    os.kill(os.getpid(), signal.SIGKILL)


def everything_from(reading: int) -> str:
    """What a child wrote to its pipe, when it has ended."""
    with os.fdopen(reading, "r", encoding="utf-8") as pipe:
        return pipe.read()
