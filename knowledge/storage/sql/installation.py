"""What holds for all workspaces of an installation, in the SQL that both engines speak."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from knowledge.storage.connections import Connections
from knowledge.storage.in_flight import InFlight
from knowledge.storage.installation import DELIVERY_DAYS
from knowledge.storage.presence import Presence
from knowledge.storage.rows import plain
from knowledge.storage.sealing import Sealer
from knowledge.storage.sql.in_flight import SQLInFlight
from knowledge.storage.turns import Turns

_MARK: Final = (
    "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_SEAL: Final = (
    "INSERT INTO secrets (kind, name, token) VALUES (?, ?, ?) "
    "ON CONFLICT (kind, name) DO UPDATE SET token = excluded.token"
)


class SQLInstallation:
    """One installation. Any number of threads and processes may use it at once."""

    def __init__(
        self,
        connections: Connections,
        *,
        keys: Sequence[str] = (),
        turns: Turns | None = None,
        presence: Presence | None = None,
    ) -> None:
        """Open it.

        Args:
            connections: the transactions with it.
            keys: the first seals secrets, all unseal.
            turns: who counts how often people ask.
            presence: which processes still run; without it, or a key, questions in flight are not kept.
        """
        self.turns = turns
        self._sealer = Sealer(keys)
        self._connections = self.connections = connections
        self.in_flight: InFlight | None = (
            SQLInFlight(connections, self._sealer, presence) if keys and presence else None
        )

    def first_time(self, delivery: str) -> bool:
        """Whether a delivery has not been seen before; from now on it has."""
        now = datetime.now(UTC)
        with self._connections.writing() as db:
            old = _written(now - timedelta(days=DELIVERY_DAYS))
            db.execute("DELETE FROM deliveries WHERE at < ?", (old,))
            new = db.execute(
                "INSERT INTO deliveries (delivery, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (plain(delivery), _written(now)),
            )
            return new.rowcount == 1

    def mark(self, name: str) -> str | None:
        """What was noted under a name."""
        value: str | None = self._value("SELECT value FROM marks WHERE name = ?", name)
        return value

    def set_mark(self, name: str, value: str) -> None:
        """Note something under a name, in place of what was there."""
        self._write(_MARK, name, value)

    def depart(self, workspace_id: str) -> None:
        """Note that the bot was removed from a workspace; noted twice, the first time holds."""
        self._write(
            "INSERT INTO departures (workspace, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            workspace_id,
            _written(datetime.now(UTC)),
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
        self._write(_SEAL, kind, name, self._sealer.seal(text))

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
