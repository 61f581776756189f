"""What is deleted leaves no row in any table of the database; what its pages keep for a while is the server's."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from knowledge.errors import CounterpointError
from knowledge.storage.engines import Database, opened
from knowledge.storage.postgres.tables import SCHEMA
from knowledge.storage.store import Store, WorkspaceStore
from tests.knowledge.storage.every_method import CANARY, Named, called, card_of, fill, given, methods

SOMEBODY = f"person-{CANARY}"
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' ORDER BY 1"


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    made = opened(tmp_path, database=Database(url=database))[0]
    yield made
    made.close()


def tables_with(word: str, url: str) -> list[str]:
    """The tables in which a word stands, in letters or in bytes."""
    with psycopg.connect(url) as connection:
        tables = [name for (name,) in connection.execute(TABLES, (SCHEMA,))]
        return [name for name in tables if _holds(connection, name, word)]


def _holds(connection: psycopg.Connection, table: str, word: str) -> bool:
    rows = connection.execute(f"SELECT * FROM {SCHEMA}.{table}".encode()).fetchall()  # noqa: S608
    return any(
        word.encode() in (one if isinstance(one, bytes) else f"{one}".encode()) for row in rows for one in row
    )


def keep_everything_about(workspace: WorkspaceStore, person: str, named: Named) -> None:
    """Call every method that takes a person, as that person."""
    values = {**given(named), "person": person, "card": card_of(person, named), "text": f"{person} notes"}
    values |= {"asked": f"{person} asks", "arguments": {"claim": person, "for": person}, "value": person}
    for name, method in methods(workspace):
        if {"person", "card"} & inspect.signature(method).parameters.keys() and not name.endswith(".forget"):
            try:
                called(name, method, values)
            except (CounterpointError, ValueError):
                continue


def test_a_deleted_workspace_leaves_no_row(store: Store, database: str) -> None:
    fill(store.workspace("gone"), CANARY)
    fill(store.workspace("kept"), "county")
    assert len(tables_with(CANARY, database)) > 8
    assert len(tables_with("gone", database)) > 15
    assert store.delete("gone")
    assert tables_with(CANARY, database) == tables_with("gone", database) == []
    assert store.workspaces() == ["kept"]


def test_a_forgotten_person_leaves_no_row(store: Store, database: str) -> None:
    workspace = store.workspace("local")
    keep_everything_about(workspace, SOMEBODY, fill(workspace, "county", person="bo-4"))
    assert len(tables_with(SOMEBODY, database)) > 5
    workspace.records.forget(SOMEBODY)
    assert tables_with(SOMEBODY, database) == []
    assert len(tables_with("bo-4", database)) > 2


def test_a_removed_source_leaves_no_row(store: Store, database: str) -> None:
    workspace = store.workspace("local")
    fill(workspace, "county", person="bo-4")
    named = fill(workspace, CANARY)
    workspace.records.set_setting("language", None)
    workspace.records.set_channel_topic("harbour", None)
    workspace.records.forget("ada-17")
    workspace.jobs.drop([1, 2])
    assert len(tables_with(CANARY, database)) > 3
    workspace.remove(named.source)
    assert tables_with(CANARY, database) == []
