"""The tables on PostgreSQL: as many versions as on SQLite, made once, each as a whole or not at all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.postgres import migrations as postgres_migrations
from knowledge.storage.postgres.migrations import KINDS, migrate, versions
from knowledge.storage.postgres.schema import INSTALLATION, WORKSPACES
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.sqlite import installation as sqlite_installation
from knowledge.storage.sqlite.migrations import MIGRATIONS


@pytest.fixture
def bare(database: str) -> Iterator[psycopg.Connection]:
    """A connection to a database without any of our tables."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE".encode())
        yield connection
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE".encode())


def test_each_step_is_there_for_both_engines() -> None:
    assert list(WORKSPACES) == [step.__name__ for step in MIGRATIONS]
    assert list(INSTALLATION) == [step.__name__ for step in sqlite_installation.MIGRATIONS]


def test_a_new_database_goes_through_all_steps_once(bare: psycopg.Connection) -> None:
    assert versions(bare) == {}
    migrate(bare, name="x")
    assert versions(bare) == {kind: len(steps) for kind, steps in KINDS.items()}
    migrate(bare, name="x")


def test_processes_that_start_at_once_make_the_tables_once(database: str, bare: psycopg.Connection) -> None:
    stores = [PostgresStore(PostgresServer(database)) for _ in range(4)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(lambda store: store.workspaces(), stores)) == [[]] * 4
    for store in stores:
        store.close()
    assert versions(bare)["workspaces"] == len(MIGRATIONS)


def test_a_step_that_fails_leaves_the_version_before_it(
    bare: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = len(MIGRATIONS)
    broken = {**WORKSPACES, "broken": ("CREATE TABLE half (a integer)", "CREATE TABLE half (a integer)")}
    monkeypatch.setitem(postgres_migrations.KINDS, "workspaces", broken)
    with pytest.raises(psycopg.Error):
        migrate(bare, name="x")
    assert versions(bare)["workspaces"] == last
    assert bare.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.half",)).fetchone() == (None,)
    monkeypatch.setitem(
        postgres_migrations.KINDS, "workspaces", {**WORKSPACES, "whole": broken["broken"][:1]}
    )
    migrate(bare, name="x")
    assert versions(bare)["workspaces"] == last + 1


def test_a_database_of_a_newer_program_is_left_alone(database: str, bare: psycopg.Connection) -> None:
    migrate(bare, name="x")
    bare.execute(f"UPDATE {SCHEMA}.versions SET number = 999".encode())  # noqa: S608
    store = PostgresStore(PostgresServer(database))
    with pytest.raises(DatabaseError, match="newer version of the program"):
        store.workspaces()
    store.close()
