"""Who is at work on what is still to be added, in every workspace of a folder.

Most files are as they were at the last look. Those are not opened: a file that is written to gets another stamp, and
what was read of it holds as long as its stamp does. There is nothing that a process could fail to write when it is
killed.
"""

import sqlite3
import time
from pathlib import Path
from typing import Final, TypeAlias

from knowledge.storage import files
from knowledge.storage.job_rows import OWNERS

_SETTLED: Final = 2.0
"""Seconds after which no further change of a file bears the time of the one before."""
_Stamp: TypeAlias = tuple[tuple[int, int, int] | None, ...]


class Begun:
    """What was read of the files of a folder. Safe over threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[_Stamp, frozenset[str]]] = {}

    def owners(self) -> dict[str, frozenset[str]]:
        """By workspace, who is at work on its jobs; none where it cannot be told, which the next look finds out.

        Raises `DatabaseError` when the folder cannot be read.
        """
        found = {name: self._owners(name) for name in files.names_in(self._folder)}
        for gone in self._read.keys() - found.keys():
            self._read.pop(gone, None)
        return found

    def _owners(self, name: str) -> frozenset[str]:
        path = files.file_of(self._folder, name)
        stamp = _stamp(path)
        known = self._read.get(name)
        if known and known[0] == stamp:
            return known[1]
        now = time.time()
        owners = _owners_in(path)
        if owners is None:
            return frozenset()
        if all(part is None or now - part[1] / 1e9 > _SETTLED for part in stamp):
            self._read[name] = (stamp, owners)
        return owners


def _stamp(path: Path) -> _Stamp:
    """What changes with every change of a database: of its file and of its log, size, time and number."""
    parts: list[tuple[int, int, int] | None] = []
    for one in (path, path.with_name(path.name + "-wal")):
        try:
            now = one.stat()
        except OSError:
            parts.append(None)
        else:
            # to look at a database is to leave an empty log
            parts.append((now.st_size, now.st_mtime_ns, now.st_ino) if now.st_size else None)
    return tuple(parts)


def _owners_in(path: Path) -> frozenset[str] | None:
    """Who is at work on a workspace's jobs, by a look that opens nothing for longer; None where it cannot be told."""
    try:
        connection = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=1)
        try:
            return frozenset(owner for (owner,) in connection.execute(OWNERS))
        finally:
            connection.close()
    except sqlite3.Error:
        return None
