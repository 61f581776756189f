"""Which processes are still there: what one that ended had begun, another goes on with.

Each process has a name that no other has, and holds a lock by that name as long as it runs. The system lets go of the
lock when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from knowledge.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDER: Final = "processes"
_NAME: Final = re.compile(r"[0-9a-f]{16}")


class Presence(Protocol):
    """The process that asks, among all that use the same store. Safe over threads."""

    def name(self) -> str:
        """The name of this process, for which it holds its lock from now on. Raises `DatabaseError`."""

    def is_there(self, name: str) -> bool:
        """Whether the process of a name still runs. Raises `DatabaseError`."""

    def close(self) -> None:
        """Let go of the lock; whoever asks for the name later gets another."""


def left_by(presence: Presence, owners: Mapping[str, Iterable[str]]) -> list[str]:
    """Of workspaces with who is at work on their jobs, those in which somebody is gone. Raises `DatabaseError`."""
    gone = {owner for owner in set().union(*owners.values()) if not presence.is_there(owner)}
    return sorted(name for name, of in owners.items() if not gone.isdisjoint(of))


def new_name() -> str:
    """A name that no other process has."""
    return secrets.token_hex(8)


class FilePresence:
    """By a locked file for each process, in a folder beside the databases.

    Works for processes of one machine, like SQLite's own locks: https://man7.org/linux/man-pages/man2/flock.2.html
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._lock = threading.Lock()
        self._held: tuple[str, int] | None = None

    def name(self) -> str:
        """The name of this process; its file is made when it is first asked for."""
        with self._lock:
            if self._held is None:
                name = new_name()
                try:
                    self._folder.mkdir(parents=True, exist_ok=True)
                    handle = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                    fcntl.flock(handle, fcntl.LOCK_EX)
                except OSError as error:
                    raise DatabaseError(
                        f"The folder {self._folder} cannot be written ({error.strerror}); see that its disk has room "
                        "and lets the program write."
                    ) from None
                self._held = (name, handle)
            return self._held[0]

    def is_there(self, name: str) -> bool:
        """Whether the process of a name still runs; the file of one that does not is deleted."""
        if self._held and self._held[0] == name:
            return True
        if not _NAME.fullmatch(name):
            return False
        path = self._folder / name
        try:
            handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            with suppress(OSError):
                path.unlink()
            return False
        finally:
            os.close(handle)

    def close(self) -> None:
        """Let go of the lock and delete its file."""
        with self._lock:
            if self._held:
                name, handle = self._held
                with suppress(OSError):
                    (self._folder / name).unlink()
                os.close(handle)
            self._held = None
