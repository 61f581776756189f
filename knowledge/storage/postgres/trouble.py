"""What goes wrong with PostgreSQL, in sentences that people read; none of them shows a password."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import errors

from knowledge.errors import DatabaseError

_AWAY: Final = "The database {name} cannot be reached; see that its server runs and try again in a moment."
_LOST: Final = (
    "The connection to the database {name} was lost; try again in a moment, and look first what was kept."
)
_BUSY: Final = "The database {name} is busy with the same workspace for too long; try again in a moment."
_FULL: Final = (
    "The disk of the database {name} is full and nothing was changed; free some space and try again."
)
_REPLICA: Final = (
    "The database {name} cannot be written, it is read-only or a replica; name the server that is written to."
)
_FORBIDDEN: Final = (
    "The login of COUNTERPOINT_STORE may not do this in the database {name} ({detail}); grant it what "
    "docs/postgresql.md says."
)
_DAMAGED: Final = "The database {name} is damaged ({detail}); restore it from a backup."
_TOO_MANY: Final = (
    "The database {name} takes no more connections; raise max_connections or lower COUNTERPOINT_STORE_POOL."
)
_PASSWORD: Final = "The database {name} refuses the password of COUNTERPOINT_STORE; correct it there."  # noqa: S105
_NO_PASSWORD: Final = "The database {name} wants a password; write it into COUNTERPOINT_STORE."  # noqa: S105
_NOT_LET_IN: Final = "The database {name} does not let this machine in; allow it in its pg_hba.conf."
_NONE: Final = "There is no such database or login as in {name}; make it as docs/postgresql.md says."
_NO_HOST: Final = "There is no such server as in {name}; correct its name in COUNTERPOINT_STORE."
_NO_LOGIN: Final = "The login of COUNTERPOINT_STORE may not log in to {name}; let it with ALTER ROLE … LOGIN."
_OPTION: Final = (
    "An option of COUNTERPOINT_STORE has no value that it can have; see behind its question mark."
)
_TOO_LONG: Final = (
    "Something of this is too long for the database {name}, such as a name of thousands of letters; shorten it and try "
    "again."
)
_TIMED_OUT: Final = (
    "The server of {name} ended what took longer than it allows, and nothing was changed; try again in a moment, or "
    "raise its statement_timeout."
)
_CERTIFICATE: Final = (
    "The certificate of {name} is not to be trusted ({detail}); see sslmode in docs/postgresql.md."
)
_ENCRYPTION: Final = (
    "The database {name} cannot be spoken to encrypted ({detail}); see sslmode in docs/postgresql.md."
)
_OTHERWISE: Final = "The database {name} cannot be used ({detail}); see its server's log."

_BY_KIND: Final = (
    (errors.LockNotAvailable, _BUSY),
    (errors.DeadlockDetected, _BUSY),
    (errors.SerializationFailure, _BUSY),
    (errors.QueryCanceled, _TIMED_OUT),
    (errors.IdleInTransactionSessionTimeout, _LOST),
    (errors.IdleSessionTimeout, _LOST),
    (errors.ProgramLimitExceeded, _TOO_LONG),
    (errors.DiskFull, _FULL),
    (errors.ReadOnlySqlTransaction, _REPLICA),
    (errors.InsufficientPrivilege, _FORBIDDEN),
    (errors.DataCorrupted, _DAMAGED),
    (errors.IndexCorrupted, _DAMAGED),
    (errors.AdminShutdown, _LOST),
    (errors.CrashShutdown, _LOST),
    (errors.CannotConnectNow, _AWAY),
    (errors.TooManyConnections, _TOO_MANY),
)
_BY_WORDS: Final = (
    ("password authentication failed", _PASSWORD),
    ("no password supplied", _NO_PASSWORD),
    ("no pg_hba.conf entry", _NOT_LET_IN),
    ("is not permitted to log in", _NO_LOGIN),
    ("could not translate host name", _NO_HOST),
    ("failed to resolve host", _NO_HOST),
    ("certificate", _CERTIFICATE),
    ("does not exist", _NONE),
    ("too many clients", _TOO_MANY),
    ("too many connections", _TOO_MANY),
    ("remaining connection slots", _TOO_MANY),
    ("SSL", _ENCRYPTION),
    ("invalid", _OPTION),
)
"""A connection that is refused has no code, only words."""


@contextmanager
def translated(name: str) -> Generator[None, None, None]:
    """Turn what goes wrong with PostgreSQL into a `DatabaseError` of one sentence."""
    try:
        yield
    except psycopg.Error as error:
        raise DatabaseError(advice(error, name)) from error


def advice(error: psycopg.Error, name: str, *, connecting: bool = False) -> str:
    """Say in one sentence what happened and what to do about it."""
    return _sentence(error, connecting=connecting).format(name=name, detail=_first_line(error))


def _sentence(error: psycopg.Error, *, connecting: bool) -> str:
    for kind, sentence in _BY_KIND:
        if isinstance(error, kind):
            return sentence
    if isinstance(error, psycopg.OperationalError) and not error.sqlstate:
        said = (sentence for words, sentence in _BY_WORDS if words in f"{error}")
        return next(said, _AWAY if connecting else _LOST)
    return _OTHERWISE


def _first_line(error: psycopg.Error) -> str:
    """What the server says, without what it quotes of the row: a log and a chat must not hold what people wrote."""
    said = error.diag.message_primary or f"{error}".partition("\n")[0]
    return " ".join(said.split())
