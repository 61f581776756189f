"""The keys of the tables allow workspaces to be spread over servers, as Citus asks of distributed tables.

https://docs.citusdata.com/en/stable/develop/reference_ddl.html and reference_workarounds.html. What statements would
have to do besides is told in docs/postgresql.md.
"""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore

OF_ALL = {
    "workspaces",
    "totals",
    "versions",
    "deliveries",
    "marks",
    "departures",
    "secrets",
    "turns",
    "in_flight",
}
"""What is no workspace's own: copied to every server."""

TABLES = """SELECT c.relname::text FROM pg_class c
    WHERE c.relnamespace = 'counterpoint'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"""
KEYS = """SELECT c.relname::text, i.relname::text, x.indisprimary,
        array(SELECT a.attname::text FROM unnest(x.indkey::int[]) WITH ORDINALITY k (number, place)
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number ORDER BY k.place)
    FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE c.relnamespace = 'counterpoint'::regnamespace AND x.indisunique AND NOT c.relispartition"""
REFERENCES = """SELECT f.conrelid::regclass::text, f.confrelid::regclass::text,
        (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.conrelid AND a.attnum = f.conkey[1])::text,
        (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.confrelid AND a.attnum = f.confkey[1])::text
    FROM pg_constraint f WHERE f.contype = 'f' AND f.connamespace = 'counterpoint'::regnamespace"""

SEQUENCES = "SELECT relname FROM pg_class WHERE relnamespace = 'counterpoint'::regnamespace AND relkind = 'S'"
IDENTITIES = """SELECT attname FROM pg_attribute JOIN pg_class ON oid = attrelid
    WHERE relnamespace = 'counterpoint'::regnamespace AND attidentity <> ''"""
TRIGGERS = """SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = 'counterpoint'::regnamespace AND NOT tgisinternal"""


@pytest.fixture
def rows(database: str) -> Callable[[str], list[tuple[Any, ...]]]:
    """Read the catalogue of a database that is up to date."""
    store = PostgresStore(PostgresServer(database))
    store.workspaces()
    store.close()

    def read(statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(database) as db:
            return db.execute(statement.encode()).fetchall()

    return read


def test_every_table_is_of_workspaces_or_of_the_installation(
    rows: Callable[[str], list[tuple[Any, ...]]],
) -> None:
    tables = {name for (name,) in rows(TABLES)}
    bound = {name for (name,) in rows(f"{TABLES} AND c.relforcerowsecurity")}
    assert tables - bound == OF_ALL
    assert len(bound) > 25


def test_every_key_that_is_unique_has_the_workspace_in_it_and_a_primary_one_begins_with_it(
    rows: Callable[[str], list[tuple[Any, ...]]],
) -> None:
    bound = {name for (name,) in rows(f"{TABLES} AND c.relforcerowsecurity")}
    keys = [row for row in rows(KEYS) if row[0] in bound]
    assert {table for table, _, primary, _ in keys if primary} == bound
    assert [name for _, name, primary, columns in keys if primary and columns[0] != "workspace"] == []
    assert [name for _, name, _, columns in keys if "workspace" not in columns] == []


def test_a_foreign_key_stays_within_a_workspace(rows: Callable[[str], list[tuple[Any, ...]]]) -> None:
    found = rows(REFERENCES)
    assert len(found) > 8
    assert {(first, other) for _, _, first, other in found} == {("workspace", "workspace")}
    assert not {table.split(".")[-1] for row in found for table in row[:2]} & OF_ALL


def test_nothing_is_numbered_by_the_server_and_nothing_is_done_by_triggers(
    rows: Callable[[str], list[tuple[Any, ...]]],
) -> None:
    for statement in (SEQUENCES, IDENTITIES, TRIGGERS):
        assert rows(statement) == []
