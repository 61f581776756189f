"""A library as an earlier version of the program would have written it."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from knowledge.storage.sqlite.migrations import MIGRATIONS, migrate

OWN = ("words", "sqlite")
"""What the tables are called that SQLite fills by itself."""


def as_of_version(path: Path, number: int) -> None:
    """Write a database anew with the tables and columns that it had at a version."""
    newer = path.rename(path.with_suffix(".newer"))
    db = Database(sqlite3.connect(path, isolation_level=None))
    migrate(db, migrations=MIGRATIONS[:number])
    db.execute("ATTACH ? AS newer", (str(newer),))
    for table in db.tables:
        if not table.name.startswith(OWN):
            _copy(db, table.name, ", ".join(column.name for column in table.columns))
    db.execute("INSERT INTO words (words) VALUES ('rebuild')")
    db.close()
    newer.unlink()


def _copy(db: Database, table: str, columns: str) -> None:
    names = "WHERE name IN (SELECT name FROM main.meta)" if table == "meta" else ""
    db.execute(f"INSERT OR REPLACE INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table} {names}")  # noqa: S608
