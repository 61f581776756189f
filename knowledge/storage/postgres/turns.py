"""How often people ask, counted in a database for all processes that use it, by the server's clock.

Names are digests, and whoever has not asked for a minute is forgotten. The table needs no log of the server's: after a
crash everybody has all their turns.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any, Final

import psycopg

from knowledge.storage.postgres.trouble import translated
from knowledge.storage.turns import MINUTE, Granted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.storage.postgres.server import Connection, PostgresServer
    from knowledge.storage.turns import Wanted

LONGEST: Final = 0.25
"""Seconds that a statement may take."""
_FORGETTING: Final = 60.0
"""Seconds between two times that whoever has all their turns is forgotten."""
_LIMIT: Final = f"set_config('statement_timeout', '{int(LONGEST * 1000)}', true)"
_SETTINGS: Final = f"{_LIMIT}, set_config('synchronous_commit', 'off', true)"
_NOW: Final = "extract(epoch FROM now())::float8"
# a whole turn that a rounding error makes a little less than one is one all the same
_ROOM: Final = (
    f"greatest(0, floor(({MINUTE} - greatest(known.full_at - {_NOW}, 0)) / excluded.turn + 1e-6))::int"
)
_TAKE: Final = f"""
    INSERT INTO turns AS known (name, full_at, turn, granted)
    SELECT name, {_NOW} + wanted * turn, turn, wanted
    FROM (
        SELECT name, turn, least(wanted, floor({MINUTE} / turn + 1e-6)::int) AS wanted
        FROM unnest(%s::bigint[], %s::int[], %s::float8[]) AS asked (name, wanted, turn)
        -- in the same order everywhere, so that no two processes wait for each other
        ORDER BY name
    ) AS asked
    ON CONFLICT (name) DO UPDATE SET
        granted = least(excluded.granted, {_ROOM}),
        full_at = greatest(known.full_at, {_NOW}) + least(excluded.granted, {_ROOM}) * excluded.turn,
        turn = excluded.turn
    RETURNING name, granted, full_at + turn - {_NOW} - {MINUTE}"""  # noqa: S608 - of constants
_FORGET: Final = f"DELETE FROM turns WHERE full_at < {_NOW}"  # noqa: S608 - of constants


class PostgresTurns:
    """The turns of everybody, over a connection of its own: whoever asks does not wait for what others read."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._session: Connection | None = None
        self._forgot = time.monotonic()

    def take(self, wanted: Sequence[Wanted]) -> list[Granted]:
        """Use turns, as many as there are."""
        names = [_digest(one.name) for one in wanted]
        asked = (names, [one.turns for one in wanted], [MINUTE / one.per_minute for one in wanted])
        with translated(self._server.name):
            try:
                rows = self._done(_TAKE, asked).fetchall()
                self._forget()
            except BaseException:
                self.close()
                raise
        found: dict[int, Granted] = {
            name: Granted(turns=turns, wait=max(0.0, float(wait))) for name, turns, wait in rows
        }
        return [found[name] for name in names]

    def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            self._session.close()
        self._session = None

    def _done(self, statement: str, asked: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Run a statement in a transaction of its own, all in one message. Raises `psycopg.Error`, `DatabaseError`."""
        if self._session is None or self._session.closed:
            self._session = self._server.beside()
        session = self._session
        with session.pipeline():
            session.execute("BEGIN")
            session.execute(self._server.named(_SETTINGS).encode())
            done = session.execute(statement.encode(), asked)
            session.execute("COMMIT")
        return done

    def _forget(self) -> None:
        if time.monotonic() - self._forgot > _FORGETTING:
            self._forgot = time.monotonic()
            self._done(_FORGET)


def _digest(name: str) -> Any:
    """A number that says nothing about who it is."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
