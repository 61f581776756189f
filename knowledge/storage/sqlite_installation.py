"""What holds for all workspaces of an installation, in one SQLite file: `installation.db` in the data folder."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from knowledge.storage.connections import Connections
from knowledge.storage.installation import DELIVERY_DAYS
from knowledge.storage.migrations import Migration, Schema
from knowledge.storage.rows import plain
from knowledge.storage.sealing import Sealer

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


MIGRATIONS: Final[tuple[Migration, ...]] = (deliveries_marks_departures_and_secrets,)
SCHEMA: Final = Schema(application_id=APPLICATION_ID, migrations=MIGRATIONS)


class SQLiteInstallation:
    """One installation. Any number of threads and processes may use it at once."""

    def __init__(self, data: Path, *, keys: Sequence[str] = (), patience: float = _PATIENCE) -> None:
        """`keys`: the first seals secrets, all unseal; `patience`: seconds to wait for another process."""
        self._sealer = Sealer(keys)
        path = data.absolute() / "installation.db"
        self._connections = Connections(path, patience=patience, schema=SCHEMA)

    def first_time(self, delivery: str) -> bool:
        """Whether a delivery has not been seen before; from now on it has."""
        now = datetime.now(UTC)
        with self._connections.writing() as db:
            old = _written(now - timedelta(days=DELIVERY_DAYS))
            db.execute("DELETE FROM deliveries WHERE at < ?", (old,))
            new = db.execute(
                "INSERT OR IGNORE INTO deliveries VALUES (?, ?)", (plain(delivery), _written(now))
            )
            return new.rowcount == 1

    def mark(self, name: str) -> str | None:
        """What was noted under a name."""
        value: str | None = self._value("SELECT value FROM marks WHERE name = ?", name)
        return value

    def set_mark(self, name: str, value: str) -> None:
        """Note something under a name, in place of what was there."""
        self._write("INSERT OR REPLACE INTO marks VALUES (?, ?)", name, value)

    def depart(self, workspace_id: str) -> None:
        """Note that the bot was removed from a workspace; noted twice, the first time holds."""
        self._write(
            "INSERT OR IGNORE INTO departures VALUES (?, ?)", workspace_id, _written(datetime.now(UTC))
        )

    def came_back(self, workspace_id: str) -> None:
        """Forget a departure: the bot is back, or the workspace deleted."""
        self._write("DELETE FROM departures WHERE workspace = ?", workspace_id)

    def departed_before(self, moment: datetime) -> list[str]:
        """The workspaces that the bot left before a moment, the earliest first."""
        sql = "SELECT workspace FROM departures WHERE at < ? ORDER BY at, workspace"
        return self._column(sql, _written(moment.astimezone(UTC)))

    def seal(self, kind: str, name: str, text: str) -> None:
        """Keep a secret encrypted. Raises `InputError` when there is no key."""
        self._write("INSERT OR REPLACE INTO secrets VALUES (?, ?, ?)", kind, name, self._sealer.seal(text))

    def unseal(self, kind: str, name: str) -> str | None:
        """A secret in plain text. Raises `InputError` without a key, `DatabaseError` with a wrong one."""
        token = self._value("SELECT token FROM secrets WHERE kind = ? AND name = ?", kind, name)
        return None if token is None else self._sealer.unseal(token)

    def sealed(self, kind: str) -> list[str]:
        """The names of the secrets of a kind."""
        return self._column("SELECT name FROM secrets WHERE kind = ? ORDER BY name", kind)

    def discard(self, kind: str, name: str) -> None:
        """Delete a secret."""
        self._write("DELETE FROM secrets WHERE kind = ? AND name = ?", kind, name)
        self._connections.scrub()

    def close(self) -> None:
        """Close the connections of all threads; the next use opens new ones."""
        self._connections.close()

    def _column(self, sql: str, *parameters: str) -> list[Any]:
        with self._connections.reading() as db:
            return [value for (value,) in db.execute(sql, tuple(map(plain, parameters)))]

    def _value(self, sql: str, *parameters: str) -> Any:
        return next(iter(self._column(sql, *parameters)), None)

    def _write(self, sql: str, *parameters: str | bytes) -> None:
        with self._connections.writing() as db:
            db.execute(sql, tuple(map(plain, parameters)))


def _written(moment: datetime) -> str:
    """ISO 8601 in UTC, always of the same length, so that the order of texts is the order of time."""
    return moment.isoformat(timespec="microseconds")
