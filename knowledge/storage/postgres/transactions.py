"""A transaction of PostgreSQL that runs the SQL which both engines speak: it is translated in this place and no other."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

import psycopg

from knowledge.storage.any_of import AnyOf
from knowledge.storage.connections import Cursor, Index

Connection: TypeAlias = psycopg.Connection[Any]

_LIST: Final = re.compile(r"IN \(SELECT value FROM json_each\(\?\)\)")
_UNEQUAL: Final = re.compile(r"\bIS NOT (?!NULL)")
_CONFLICT: Final = re.compile(r"\bON CONFLICT \(")

# PostgreSQL takes no NUL in a text. A character that no text has stands for it, and for itself twice.
_MARK: Final = "\ufdd0"
_ESCAPES: Final = ((_MARK, _MARK + "1"), ("\0", _MARK + "0"))

_MANY: Final = 500
"""Rows after which plans that the session keeps are made anew, and after twice as many again."""


@lru_cache(maxsize=1024)
def translated(sql: str, *, by_workspace: bool) -> bytes:
    """Write a statement as PostgreSQL and its driver want it."""
    sql = _LIST.sub("= ANY(?)", sql.replace("%", "%%"))
    sql = _UNEQUAL.sub("IS DISTINCT FROM ", sql).replace("?", "%s")
    if by_workspace:
        sql = _CONFLICT.sub("ON CONFLICT (workspace, ", sql)
    return sql.encode()


class PostgresTransaction:
    """An open transaction with the rows of a workspace; None stands for what holds for all of them."""

    def __init__(self, connection: Connection, index: Index, *, workspace: str | None) -> None:
        self.connection = connection
        self.index = index
        self.workspace = workspace
        self._inserted = 0
        self._plans_last = _MANY

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Run a statement."""
        cursor = self.connection.cursor(row_factory=_tuples)
        return cursor.execute(self._translated(sql), _stored(parameters))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Run a statement that gives rows, each by the names of its columns."""
        cursor = self.connection.cursor(row_factory=_dictionaries)
        return iter(cursor.execute(self._translated(sql), _stored(parameters)))

    def insert_all(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that have the same columns."""
        every = list(rows)
        if not every:
            return
        names = ", ".join(f'"{name}"' for name in every[0])
        marks = ", ".join("?" * len(every[0]))
        sql = self._translated(f"INSERT INTO {table} ({names}) VALUES ({marks})")  # noqa: S608
        self.connection.cursor().executemany(sql, [_stored(tuple(row.values())) for row in every])
        self._plan_anew(len(every))

    def _plan_anew(self, inserted: int) -> None:
        """Let the session forget plans that were made while tables were much smaller.

        The check of a foreign key is planned once; over an empty table any index will do, and then each check reads the
        whole workspace. Statistics, which would end that, see nothing of a transaction before it has ended.
        """
        self._inserted += inserted
        if self._inserted >= self._plans_last:
            self._plans_last = 2 * self._inserted
            self.connection.execute("DISCARD PLANS")

    def next_key(self, number: int) -> int:
        """The first of as many consecutive keys of claims, of which none was ever given."""
        last = self.execute("SELECT next_number('claims', ?)", (number,)).fetchone()[0]
        return int(last) - number + 1

    def write_anew(self, table: str) -> None:
        """Leave it to the server, which clears away deleted rows by itself; see docs/postgresql.md."""

    def _translated(self, sql: str) -> bytes:
        return translated(sql, by_workspace=self.workspace is not None)


def _stored(parameters: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(_escaped, parameters))


def _escaped(value: Any) -> Any:
    if isinstance(value, AnyOf):
        return list(map(_escaped, value.values))
    if isinstance(value, str):
        for character, instead in _ESCAPES:
            value = value.replace(character, instead)
    return value


def _restored(value: Any) -> Any:
    if isinstance(value, str) and _MARK in value:
        for character, instead in reversed(_ESCAPES):
            value = value.replace(instead, character)
    return value


def _tuples(_: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    return lambda values: tuple(map(_restored, values))


def _dictionaries(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], dict[str, Any]]:
    names = [column.name for column in cursor.description or ()]
    return lambda values: dict(zip(names, map(_restored, values), strict=True))
