"""What goes wrong with database files, in sentences that people read."""

import errno
import os
import sqlite3
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from knowledge.errors import DatabaseError

TROUBLE: Final = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What using a database may raise."""
DAMAGE: Final = (ValueError, TypeError, zlib.error)
"""What making values of its rows may raise."""

_TOO_MANY_OPEN: Final = (
    "Too many files are open to use {name}; try again in a moment, and raise the limit of open files (ulimit -n) "
    "if this comes again."
)
_ADVICE: Final = {
    sqlite3.SQLITE_NOTADB: "{name} is not a database; move it away or use another data folder.",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged; restore it from a backup, or move it away and add the sources again.",
    sqlite3.SQLITE_FULL: "The disk that holds {name} is full and nothing was changed; free some space and try again.",
    sqlite3.SQLITE_READONLY: "{name} cannot be written, its disk or folder is read-only; make it writable or use "
    "another data folder.",
    sqlite3.SQLITE_BUSY: "{name} is in use by another program that does not let go; try again in a moment.",
    sqlite3.SQLITE_LOCKED: "{name} is in use by another program that does not let go; try again in a moment.",
}
_OTHERWISE: Final = "{name} cannot be used ({detail}); check the data folder, its permissions and its disk."
_ERRNO: Final = {
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EACCES: sqlite3.SQLITE_READONLY,
    errno.EPERM: sqlite3.SQLITE_READONLY,
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
}
_NO_MORE_FILES: Final = (errno.EMFILE, errno.ENFILE)
_MAYBE_NO_MORE_FILES: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


@contextmanager
def translated(name: str, errors: tuple[type[Exception], ...] = TROUBLE) -> Generator[None, None, None]:
    """Turn what goes wrong with a database into a `DatabaseError` of one sentence."""
    try:
        yield
    except errors as error:
        raise DatabaseError(advice(error, name)) from error


def advice(error: Exception, name: str) -> str:
    """Say in one sentence what happened to the database and what to do about it."""
    if for_want_of_files(error):
        return _TOO_MANY_OPEN.format(name=name)
    if isinstance(error, OSError):
        code, detail = _ERRNO.get(error.errno or 0, 0), error.strerror
    elif isinstance(error, sqlite3.Error):
        code, detail = code_of(error), str(error)
    else:
        code, detail = sqlite3.SQLITE_CORRUPT, ""
    return _ADVICE.get(code, _OTHERWISE).format(name=name, detail=detail)


def known(code: int, name: str) -> str:
    """The sentence for one of SQLite's codes that needs no error to be seen."""
    return _ADVICE[code].format(name=name)


def code_of(error: sqlite3.Error) -> int:
    """SQLite's own number for what happened, without what it adds to it."""
    # Python itself raises without a code, when a stored text is not UTF-8
    unknown = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0
    return getattr(error, "sqlite_errorcode", unknown) & 0xFF


def for_want_of_files(error: Exception) -> bool:
    """Whether the process, or the system, had as many files open as it may."""
    if isinstance(error, OSError):
        return error.errno in _NO_MORE_FILES
    if not isinstance(error, sqlite3.Error) or code_of(error) not in _MAYBE_NO_MORE_FILES:
        return False
    # SQLite keeps the system's own error to itself
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as now:
        return now.errno in _NO_MORE_FILES
    return False
