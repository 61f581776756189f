"""What holds for all workspaces of an installation, in one SQLite file: `installation.db` in the data folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from knowledge.storage.presence import Presence
from knowledge.storage.sql.installation import SQLInstallation
from knowledge.storage.sqlite.connections import SQLiteConnections
from knowledge.storage.sqlite.migrations import Migration, Schema

APPLICATION_ID: Final = 0x43545049
"""`CTPI` in the header of the file."""

_PATIENCE: Final = 10.0
_TABLES: Final = (
    """CREATE TABLE deliveries (delivery TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE INDEX deliveries_by_time ON deliveries (at)""",
    """CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE departures (workspace TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE secrets (
        kind TEXT NOT NULL, name TEXT NOT NULL, token BLOB NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID""",
)


def deliveries_marks_departures_and_secrets(db: Database) -> None:
    """Make the tables of the first released version."""
    for statement in _TABLES:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def how_often_people_ask(_: Database) -> None:
    """Nothing: beside files each process counts for itself; a server counts for all of them."""


def what_is_being_answered(db: Database) -> None:
    """Make the table of questions that were acknowledged and are not answered yet."""
    db.execute(
        "CREATE TABLE in_flight (delivery TEXT PRIMARY KEY, owner TEXT NOT NULL, at TEXT NOT NULL, "
        "in_doubt INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID"
    )


def who_is_at_work_anywhere(_: Database) -> None:
    """Nothing: each workspace's file tells it, and is read where it has changed."""


MIGRATIONS: Final[tuple[Migration, ...]] = (
    deliveries_marks_departures_and_secrets,
    how_often_people_ask,
    what_is_being_answered,
    who_is_at_work_anywhere,
)
SCHEMA: Final = Schema(application_id=APPLICATION_ID, migrations=MIGRATIONS)


class SQLiteInstallation(SQLInstallation):
    """One installation. Any number of threads and processes may use it at once."""

    def __init__(
        self,
        data: Path,
        *,
        keys: Sequence[str] = (),
        patience: float = _PATIENCE,
        presence: Presence | None = None,
    ) -> None:
        """`keys`: the first seals secrets, all unseal; `patience`: seconds to wait for another process."""
        path = data.absolute() / "installation.db"
        connections = SQLiteConnections(path, patience=patience, schema=SCHEMA)
        super().__init__(connections, keys=keys, presence=presence)
