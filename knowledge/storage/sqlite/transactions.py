"""A connection to a database file, on which transactions of the SQL that both engines speak are run."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from knowledge.storage.sqlite.words import SQLiteIndex

_INDEX = SQLiteIndex()
_LAST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'claims'"


class SQLiteTransaction(Database):
    """A connection with what the SQL of both engines leaves to each of them."""

    index = _INDEX

    def insert_all(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that have the same columns."""
        self.table(table).insert_all(dict(row) for row in rows)

    def next_key(self, number: int) -> int:  # noqa: ARG002
        """The first of as many consecutive keys of claims, of which none was ever given."""
        # AUTOINCREMENT takes them by itself
        return int(self.execute(_LAST).fetchone()[0]) + 1

    def write_anew(self, table: str) -> None:
        """Write a table anew from the first page to the last.

        `secure_delete` clears a deleted row where it stands, but not the copies that stay behind, in the unused part
        of a page, when SQLite moves rows between pages; clearing the whole table does.
        """
        rows = list(self.query(f"SELECT * FROM {table}"))  # noqa: S608
        self.execute(f"DELETE FROM {table}")  # noqa: S608
        self.insert_all(table, rows)
