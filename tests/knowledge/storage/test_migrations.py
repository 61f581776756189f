"""An older database becomes a current one step by step; a step happens as a whole or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge.storage.sqlite.migrations import MIGRATIONS, check, migrate, version


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = Database(sqlite3.connect(tmp_path / "x.db", isolation_level=None))
    yield made
    made.close()


def add_notes(db: Database) -> None:
    db.execute("CREATE TABLE notes (words TEXT)")


def test_a_new_database_goes_through_all_steps(db: Database) -> None:
    assert version(db) == 0
    migrate(db)
    assert version(db) == len(MIGRATIONS)
    check(db, name="x")


def test_a_database_takes_only_the_steps_that_it_has_not_taken(db: Database) -> None:
    migrate(db)
    db.execute("INSERT INTO counters VALUES ('RC', 14)")
    migrate(db, migrations=(*MIGRATIONS, add_notes))
    migrate(db, migrations=(*MIGRATIONS, add_notes))
    assert version(db) == len(MIGRATIONS) + 1
    assert db.execute("SELECT last FROM counters").fetchall() == [(14,)]
    assert "notes" in db.table_names()


def test_a_step_that_fails_leaves_the_version_before_it(db: Database) -> None:
    migrate(db)

    def fails_halfway(db: Database) -> None:
        add_notes(db)
        db.execute("DROP TABLE counters")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migrate(db, migrations=(*MIGRATIONS, fails_halfway))
    assert version(db) == len(MIGRATIONS)
    assert "counters" in db.table_names()
    assert "notes" not in db.table_names()
    migrate(db, migrations=(*MIGRATIONS, add_notes))
    assert version(db) == len(MIGRATIONS) + 1


def test_tables_that_somebody_else_makes_meanwhile_are_not_taken_for_a_foreign_database(
    tmp_path: Path, db: Database
) -> None:
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    other = Database(sqlite3.connect(tmp_path / "x.db", isolation_level=None))

    def meanwhile(statement: str) -> None:
        if "sqlite_master" in statement and version(other) == 0:
            migrate(other)

    db.conn.set_trace_callback(meanwhile)
    check(db, name="x")
    db.conn.set_trace_callback(None)
    assert version(db) == len(MIGRATIONS)
    check(db, name="x")
    other.close()
