"""Looks at a database before it is first used: one that is damaged is set aside, and nobody is shown what is in it.

What costs time is done once: a file whose bytes are as they were when all in it was sound (`seals`) is not looked into
again, nor one that this process itself closed and that was not touched since.
"""

import logging
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from knowledge.errors import DatabaseError
from knowledge.storage.files import file_of
from knowledge.storage.rows import plain
from knowledge.storage.sqlite import aside, seals
from knowledge.storage.sqlite.migrations import WORKSPACE, ForeignDatabase, Schema
from knowledge.storage.sqlite.opening import for_checking
from knowledge.storage.sqlite.soundness import fault_in
from knowledge.storage.trouble import code_of, known, translated

_WHEN_CLOSING: Final = 32 * 1024 * 1024
"""Up to how many bytes a database is looked into when it is closed; a larger one when it is next opened."""
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_OTHER_BYTES: Final = (
    "%s is not as it was left: bytes were changed by something else than this program. Everything that can be checked "
    "in it is sound, and it is used; if nobody changed it, replace the disk."
)
_Stamp: TypeAlias = tuple[int, int, int]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    fault: str | None
    code: int = 0
    whole: bool = True
    """Whether all could be looked at."""


class Guard:
    """The guard of one database file. Safe over threads."""

    def __init__(self, path: Path, *, schema: Schema, patience: float) -> None:
        self._path = path
        self._schema = schema
        self._patience = patience
        self._name = f"“{plain(str(path))}”"
        self._lock = threading.Lock()
        self._trusted: _Stamp | None = None
        self.examining = False
        """Whether a damaged database is used all the same, and stays where it is."""
        self._open = False
        self._written = False

    def admit(self) -> None:
        """Make sure that a database can be opened: it is sound, or not there yet. Raises as `check`."""
        with self._lock:
            self._check()
            self._open = True

    def check(self, *, set_aside: bool = True) -> None:
        """Look whether the database is sound, unless that is known; `set_aside`: rename it where it is not.

        Raises:
            DatabaseError: it is damaged, or was set aside, or is none of ours.
            sqlite3.Error: it cannot be looked at now.
            OSError: it cannot be read.
        """
        with self._lock:
            self._check(set_aside=set_aside)

    def _check(self, *, set_aside: bool = True) -> None:
        if self._open:
            return
        if not self._path.exists():
            aside.refuse(self._path)
        elif self._stamp() != self._trusted and not self._is_empty() and not seals.holds(self._path):
            self._look(set_aside=set_aside)
        self._trusted = self._stamp()

    def about_to_write(self) -> None:
        """Note that this process changes the database: what was sealed is so no more."""
        if not self._written:
            seals.break_seal(self._path)
            self._written = True

    def closed(self, *, for_good: bool) -> None:
        """Note that this process has closed the database; `for_good`: and look into what was written, if it is small."""
        with self._lock:
            if not self._open:
                return
            self._open = self._written = False
            changed = self._stamp() != self._trusted
            if self._log_is_left():
                # another process has it open, and goes on writing
                self._trusted = None
                return
            self._trusted = self._stamp()
            if changed and for_good and self._trusted and self._trusted[0] <= _WHEN_CLOSING:
                self._seal_what_was_written()

    def _look(self, *, set_aside: bool) -> None:
        closed = seals.is_sealed(self._path) and not self._log_is_left()
        seen = self._seen()
        if seen.fault is None:
            if closed:
                logger.warning(_OTHER_BYTES, self._name)
            if seen.whole and not self._log_is_left():
                seals.seal(self._path)
        elif seen.code == sqlite3.SQLITE_NOTADB and not seals.is_sealed(self._path):
            # perhaps somebody else's file, which we leave where it is
            raise DatabaseError(known(sqlite3.SQLITE_NOTADB, self._name))
        elif self.examining:
            logger.error("%s is damaged: %s", self._name, seen.fault)
        elif set_aside and self._schema.sets_aside:
            self._set_aside(seen.fault)
        else:
            logger.error("%s is damaged: %s", self._name, seen.fault)
            raise DatabaseError(known(sqlite3.SQLITE_CORRUPT, self._name))

    def _seen(self) -> _Seen:
        """What is wrong with the database. Raises `DatabaseError` for one that is none of ours."""
        try:
            db, writable = for_checking(
                self._path, patience=self._patience, name=self._name, schema=self._schema
            )
        except sqlite3.Error as error:
            if code_of(error) not in _DAMAGED:
                raise
            return _Seen(fault=str(error), code=code_of(error))
        except ForeignDatabase as error:
            if not seals.is_sealed(self._path):
                raise
            # what was ours when it was sealed is so no more: its first page is damaged
            return _Seen(fault=str(error))
        try:
            return _Seen(fault=fault_in(db, self._schema, writable=writable), whole=writable)
        finally:
            db.close()

    def _set_aside(self, fault: str) -> None:
        now = aside.set_aside(self._path)
        logger.error("what was wrong with %s: %s", self._name, fault)
        raise DatabaseError(aside.sentence(self._path, now))

    def _seal_what_was_written(self) -> None:
        try:
            fault = self._seen().fault
        except (sqlite3.Error, OSError, DatabaseError) as error:
            fault = str(error)
        if fault is None:
            seals.seal(self._path)
            self._trusted = self._stamp()
        else:
            self._trusted = None
            logger.error(
                "%s was closed and is not sound; it is looked into when it is next used: %s",
                self._name,
                fault,
            )

    def _stamp(self) -> _Stamp | None:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return None
        return now.st_size, now.st_mtime_ns, now.st_ino

    def _is_empty(self) -> bool:
        return self._path.stat().st_size == 0

    def _log_is_left(self) -> bool:
        return self._path.with_name(self._path.name + "-wal").exists()


class Guards:
    """The guards of the workspaces in a folder. Safe over threads."""

    def __init__(self, folder: Path, *, patience: float) -> None:
        self._folder = folder
        self._patience = patience
        self._known: dict[str, Guard] = {}

    def of(self, workspace_id: str) -> Guard:
        """The one guard of a workspace. Raises `InputError` for an id that is not a plain name."""
        made = Guard(file_of(self._folder, workspace_id), schema=WORKSPACE, patience=self._patience)
        return self._known.setdefault(workspace_id, made)

    def check(self, workspace_id: str, *, set_aside: bool = True) -> None:
        """Look whether a workspace is sound, as is done before it is first used; one that is not is set aside.

        Raises:
            InputError: the id is not a plain name.
            DatabaseError: it is damaged, or was set aside; the message says so.
        """
        with translated(f"“{plain(str(file_of(self._folder, workspace_id)))}”"):
            self.of(workspace_id).check(set_aside=set_aside)

    def examine(self, workspace_id: str) -> None:
        """Let a workspace be used though it is damaged. Raises `InputError` for an id that is not a plain name."""
        self.of(workspace_id).examining = True

    def set_aside(self) -> list[str]:
        """The ids of the workspaces that were found damaged, and are set aside until the operator decides."""
        return aside.names_in(self._folder)
