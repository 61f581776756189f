"""Open files are few, however many workspaces there are, and nobody who uses one notices."""

import logging
import os
import resource
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.sqlite import connections as sqlite_connections
from knowledge.storage.sqlite.store import SQLiteStore
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source, unit_vectors

CANARY = "zebrawolfram"


def open_ones(data: Path) -> list[str]:
    """The workspaces whose files are open: SQLite removes a log when the last connection is closed."""
    return sorted(path.stem for path in data.rglob("*.db-wal"))


def test_only_the_workspaces_used_last_stay_open(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path, most_open=2)
    for name in ("T1", "T2", "T3", "T2", "T4"):
        store.workspace(name).count()
    assert open_ones(tmp_path) == ["T2", "T4"]
    store.close()
    assert open_ones(tmp_path) == []


def test_a_workspace_that_was_closed_is_as_it_was_for_whoever_holds_it(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path, most_open=1)
    held = store.workspace("T1")
    held.add(new_source(TREATY, vectors=unit_vectors(1)))
    assert held.nearest(unit_vectors(1)[0], limit=9)
    store.workspace("T2").count()
    assert open_ones(tmp_path) == ["T2"]
    assert held.count() == len(held.nearest(unit_vectors(1)[0], limit=9)) == 1
    held.records.set_setting("language", "de")
    assert store.workspace("T1") is held
    assert open_ones(tmp_path) == ["T1"]
    store.close()


def test_a_workspace_that_somebody_is_using_is_closed_another_time(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path, most_open=1)
    busy = store.workspace("T1")
    busy.add(new_source(TREATY))
    with busy._connections.reading() as db:
        store.workspace("T2").count()
        assert db.execute("SELECT count(*) FROM claims").fetchone() == (1,)
        assert "T1" in open_ones(tmp_path)
    store.workspace("T3").count()
    assert open_ones(tmp_path) == ["T3"]
    store.close()


def test_threads_that_go_through_many_workspaces_lose_nothing(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path, most_open=2)

    def work(number: int) -> None:
        workspace = store.workspace(f"T{number % 6}")
        workspace.add(new_source(f"Claim {number} holds.", file=f"{number}"))
        assert workspace.with_words([str(number)], limit=9)

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(work, range(60)))
    assert [store.workspace(f"T{number}").count() for number in range(6)] == [10] * 6
    store.close()


def test_a_deleted_workspace_is_closed_for_whoever_still_holds_it(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path, most_open=1)
    held = store.workspace("T1")
    held.add(new_source(TREATY))
    store.workspace("T2").count()
    assert held.count() == 1
    store.delete("T1")
    assert held.count() == 0
    store.close()


def test_as_many_connections_are_kept_as_are_worth_it(tmp_path: Path) -> None:
    workspace = SQLiteStore(tmp_path).workspace("T1")
    with ThreadPoolExecutor(max_workers=12) as pool:
        list(pool.map(lambda _: workspace.claims(), range(200)))
    assert len(workspace._file._spare) <= sqlite_connections.SPARE
    workspace.close()


@contextmanager
def no_more_files() -> Iterator[None]:
    """Let this process open no file beyond those that it has open."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("name", ["T1", "new"])
def test_when_too_many_files_are_open_it_says_so(tmp_path: Path, name: str) -> None:
    SQLiteStore(tmp_path).workspace("T1").add(new_source(TREATY))
    workspace = SQLiteStore(tmp_path).workspace(name)
    with (
        no_more_files(),
        pytest.raises(DatabaseError, match=rf"^Too many files are open to use “.*{name}\.db”;"),
    ):
        workspace.count()
    assert workspace.count() == (name == "T1")
    workspace.add(new_source(PIPELINES))
    workspace.close()


def test_a_log_that_is_being_read_is_cleared_later_and_the_operator_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sqlite_connections, "_SCRUBBING", 0.05)
    workspace = SQLiteStore(tmp_path).workspace("T1")
    gone = workspace.add(new_source(f"{CANARY} holds.", file="gone"))
    workspace.add(new_source(TREATY))
    reader = sqlite3.connect(tmp_path / "workspaces" / "T1.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM claims").fetchone()
    assert workspace.remove(gone.id)
    (told,) = caplog.records
    assert told.levelno == logging.WARNING
    assert "still stands in its log" in told.getMessage()
    assert files_with_canary(tmp_path)
    reader.execute("COMMIT")
    # while another program has the file open, closing it does not empty the log by itself
    workspace.close()
    assert files_with_canary(tmp_path) == []
    reader.close()


def files_with_canary(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
