"""A large workspace on PostgreSQL has an index of its own; nobody else is asked, moved or kept waiting for it."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.postgres import partitions as postgres_partitions
from knowledge.storage.postgres import vectors as postgres_vectors
from knowledge.storage.postgres import words as postgres_words
from knowledge.storage.postgres.server import PostgresServer
from knowledge.storage.postgres.store import PostgresStore
from knowledge.storage.postgres.transactions import PostgresTransaction
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import WorkspaceStore
from tests.knowledge.storage.invented import new_source, unit_vectors

PARTITIONS = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'counterpoint.claim_vectors'::regclass"


@pytest.fixture
def store(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresStore]:
    monkeypatch.setattr(postgres_partitions, "LARGE", 120)
    monkeypatch.setattr(postgres_partitions, "SMALL", 60)
    made = PostgresStore(PostgresServer(database))
    yield made
    made.close()


@pytest.fixture
def counted(database: str) -> Callable[[str], int]:
    """Read one number as somebody whom no row security binds."""

    def read(statement: str) -> int:
        with psycopg.connect(database) as db:
            row = db.execute(statement.encode()).fetchone()
            return int(row[0]) if row else 0

    return read


def add(workspace: WorkspaceStore, number: int, *, claims: int = 50) -> str:
    quotes = [f"The treaty {number} of clause {i} will hold." for i in range(claims)]
    vectors = unit_vectors(claims, seed=number)
    return workspace.add(new_source(*quotes, file=f"{number}.txt", vectors=vectors)).id


def filled(workspace: WorkspaceStore, *, sources: int = 4) -> WorkspaceStore:
    for number in range(sources):
        add(workspace, number)
    return workspace


def assert_as_exact(workspace: WorkspaceStore, folder: Path, *, sources: list[int]) -> None:
    """The same neighbours and vectors as files give, in which every vector is compared."""
    files = SQLiteStore(folder)
    exact = files.workspace("exact")
    keys = {}
    for number in sources:
        add(exact, number)
    for ours, theirs in zip(workspace.claims(), exact.claims(), strict=True):
        assert ours.claim.quote == theirs.claim.quote
        keys[theirs.key] = ours.key
    for wanted in unit_vectors(5, seed=99):
        expected = exact.nearest(wanted, limit=20)
        found = workspace.nearest(wanted, limit=20)
        assert [hit.key for hit in found] == [keys[hit.key] for hit in expected]
        assert [hit.value for hit in found] == pytest.approx([hit.value for hit in expected], abs=1e-6)
    asked = [*keys.values(), 10**6]
    assert np.array_equal(workspace.vectors(asked), exact.vectors([*keys, 10**6]))
    files.close()


def test_a_workspace_that_grew_is_given_an_index_and_answers_as_before(
    store: PostgresStore, counted: Callable[[str], int], tmp_path: Path
) -> None:
    large, small = filled(store.workspace("large")), filled(store.workspace("small"), sources=2)
    assert store.resize("large")
    assert not store.resize("large")
    assert not store.resize("small")
    assert counted(PARTITIONS) == 1
    assert counted("SELECT count(*) FROM counterpoint.claim_vectors") == 200
    assert_as_exact(large, tmp_path / "large", sources=[0, 1, 2, 3])
    assert_as_exact(small, tmp_path / "small", sources=[0, 1])


def test_the_index_follows_what_is_added_removed_withheld_and_encoded_anew(
    store: PostgresStore, tmp_path: Path
) -> None:
    workspace = filled(store.workspace("large"))
    store.resize("large")
    second = workspace.sources()[1].id
    add(workspace, 7)
    workspace.remove(second)
    assert_as_exact(workspace, tmp_path / "changed", sources=[0, 2, 3, 7])

    first = workspace.sources()[0].id
    wanted = unit_vectors(50, seed=0)[3]
    nearest = workspace.nearest(wanted, limit=1)[0].key
    workspace.reviews.drop(first, [nearest], dropped=True)
    assert nearest not in [hit.key for hit in workspace.nearest(wanted, limit=200)]

    keys = [stored.key for stored in workspace.claims(source_id=first, withheld=True)]
    renewed = unit_vectors(50, seed=55)
    workspace.renew(first, dict(zip(keys, renewed, strict=True)))
    assert workspace.nearest(renewed[8], limit=1)[0].key == keys[8]
    assert nearest not in [hit.key for hit in workspace.nearest(renewed[3], limit=200)]


def test_what_changes_while_the_index_is_built_is_caught_up_with(
    store: PostgresStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = filled(store.workspace("large"))
    copy = postgres_partitions._copy
    undisturbed = False

    def copied(*arguments: Any) -> None:
        nonlocal undisturbed
        copy(*arguments)
        if not undisturbed:
            undisturbed = True
            workspace.remove(workspace.sources()[0].id)
            add(workspace, 8)

    monkeypatch.setattr(postgres_partitions, "_copy", copied)
    assert store.resize("large")
    assert_as_exact(workspace, tmp_path, sources=[1, 2, 3, 8])


def test_who_is_just_adding_may_finish_before_the_index_is_put_in_place(
    store: PostgresStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = filled(store.workspace("large"))
    copy, writing = postgres_partitions._copy, threading.Event()
    monkeypatch.setattr(postgres_partitions, "_PATIENCE", "50ms")

    def hold() -> None:
        with store.connections("large").writing() as db:
            db.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
            writing.set()
            time.sleep(0.5)

    thread = threading.Thread(target=hold)

    def copied(*arguments: Any) -> None:
        copy(*arguments)
        if not writing.is_set():
            thread.start()
            assert writing.wait(20)

    monkeypatch.setattr(postgres_partitions, "_copy", copied)
    assert store.resize("large")
    thread.join()
    assert_as_exact(workspace, tmp_path, sources=[0, 1, 2, 3])


def test_many_sources_that_come_meanwhile_are_caught_up_with_before_anybody_waits(
    store: PostgresStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_partitions, "_FEW", 0)
    workspace = filled(store.workspace("large"))
    copy, later = postgres_partitions._copy, iter((4, 5, 6))

    def copied(*arguments: Any) -> None:
        copy(*arguments)
        for number in later:
            # it would wait for itself if the workspace were locked already
            add(workspace, number)
            break

    monkeypatch.setattr(postgres_partitions, "_copy", copied)
    assert store.resize("large")
    assert_as_exact(workspace, tmp_path, sources=[0, 1, 2, 3, 4, 5, 6])


def test_what_fails_halfway_leaves_nothing_behind(
    store: PostgresStore, counted: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = filled(store.workspace("large"))
    with monkeypatch.context() as broken:
        broken.setattr(postgres_partitions, "_catch_up", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.resize("large")
    assert (
        counted("SELECT count(*) FROM pg_class WHERE relname LIKE 'claim_vectors\\__%' AND relkind = 'r'")
        == 0
    )
    assert store.resize("large")
    assert len(workspace.nearest(unit_vectors(1)[0], limit=9)) == 9


def test_a_workspace_that_shrank_or_went_gives_its_index_up(
    store: PostgresStore, counted: Callable[[str], int], tmp_path: Path
) -> None:
    shrunk, gone = filled(store.workspace("shrunk")), filled(store.workspace("gone"))
    assert store.resize("shrunk")
    assert store.resize("gone")
    for source in shrunk.sources()[:3]:
        shrunk.remove(source.id)
    assert store.resize("shrunk")
    assert counted(PARTITIONS) == 1
    assert_as_exact(shrunk, tmp_path, sources=[3])
    assert store.delete("gone")
    assert counted(PARTITIONS) == 0
    assert gone.nearest(unit_vectors(1)[0], limit=9) == []


def test_one_workspace_is_searched_along_its_own_index_whoever_else_is_there(store: PostgresStore) -> None:
    for name in ("one", "other"):
        filled(store.workspace(name))
        store.resize(name)
    wanted = str(unit_vectors(1)[0].tolist())
    with store.connections("one").reading() as db:
        db.connection.execute(postgres_vectors._SETTINGS, ("240",))
        plan = explained(db.connection, postgres_vectors._NEAREST, "one", wanted, 9)
        words = explained(db.connection, postgres_words._READ, "one", ["treati"])
    assert "Index Scan using claim_vectors_" in plan
    assert "Order By: (embedding <#>" in plan
    assert plan.count(" on claim_vectors_") == 1
    assert "Index Scan using term_blocks_pkey" in words
    assert "(workspace = 'one'" in words.split("Index Cond:")[1]
    assert "Seq Scan" not in plan + words


def explained(db: psycopg.Connection[Any], statement: str, *parameters: object) -> str:
    rows = db.execute(f"EXPLAIN {statement}".encode(), parameters)
    return "\n".join(row[0] for row in rows)


def test_nobody_sees_the_vectors_of_another_workspace(store: PostgresStore) -> None:
    filled(store.workspace("one"))
    store.resize("one")
    with store.connections("other").reading() as db:
        found = postgres_vectors.nearest(db.connection, "one", unit_vectors(1)[0], limit=9)
        assert list(found.hits) == []
        assert not postgres_vectors.stored(db.connection, "one", [1, 2]).any()
    with store.connections("one").reading() as db:
        table = db.execute("SELECT partition FROM partitioned").fetchone()[0]
    with pytest.raises(DatabaseError), store.connections("one").reading() as db:
        db.execute(f"SELECT count(*) FROM {table}")  # noqa: S608


def test_the_first_question_has_the_index_made_in_the_background(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, ready = postgres_partitions.make, threading.Event()

    def noted(*arguments: Any) -> bool:
        done = made(*arguments)
        ready.set()
        return done

    monkeypatch.setattr(postgres_partitions, "make", noted)
    workspace = filled(store.workspace("large"))
    wanted = unit_vectors(1)[0]
    before = workspace.nearest(wanted, limit=9)
    assert ready.wait(60)
    assert [hit.key for hit in workspace.nearest(wanted, limit=9)] == [hit.key for hit in before]


def test_a_very_large_workspace_without_an_index_is_read_some_at_a_time(
    store: PostgresStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_vectors, "MOST_IN_MEMORY", 100)
    monkeypatch.setattr(postgres_vectors, "_AT_ONCE", 2)
    monkeypatch.setattr(postgres_partitions, "LARGE", 1_000)
    workspace = filled(store.workspace("large"), sources=5)
    assert_as_exact(workspace, tmp_path, sources=[0, 1, 2, 3, 4])


def test_an_index_is_made_however_long_the_server_lets_others_take(
    store: PostgresStore, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store.workspace("large"))
    store.close()
    catch_up = postgres_partitions._catch_up

    def slowly(db: psycopg.Connection[Any], *others: Any) -> Any:
        db.execute("SELECT pg_sleep(0.3)")
        time.sleep(0.3)
        return catch_up(db, *others)

    monkeypatch.setattr(postgres_partitions, "_catch_up", slowly)
    limits = ("statement_timeout", "idle_in_transaction_session_timeout")
    with psycopg.connect(database, autocommit=True) as connection:
        called = connection.info.dbname
        for limit in limits:
            connection.execute(f"ALTER DATABASE \"{called}\" SET {limit} = '200ms'".encode())
        try:
            assert store.resize("large")
        finally:
            for limit in limits:
                connection.execute(f'ALTER DATABASE "{called}" RESET {limit}'.encode())


def test_others_are_answered_while_a_large_workspace_is_deleted(
    store: PostgresStore, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "other"):
        filled(store.workspace(name))
        store.resize(name)
    asked, elsewhere = [], PostgresStore(PostgresServer(database))
    execute = PostgresTransaction.execute

    def meanwhile(self: PostgresTransaction, sql: str, *parameters: Any) -> Any:
        if sql == "DELETE FROM claims":
            thread = threading.Thread(
                target=lambda: asked.append(elsewhere.workspace("other").nearest(unit_vectors(1)[0], limit=9))
            )
            thread.start()
            thread.join(20)
        return execute(self, sql, *parameters)

    monkeypatch.setattr(PostgresTransaction, "execute", meanwhile)
    # what it waits for is over when the deletion is
    assert store.delete("one")
    assert [len(hits) for hits in asked] == [9]
    elsewhere.close()
