"""A large file takes a while to be written anew after a deletion; who wants to write waits for that and no longer."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.sqlite import connections
from knowledge.storage.sqlite.store import SQLiteStore
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source

PATIENCE = 0.05


class Slow:
    """Writing anew that takes as long as one lets it, and counts how often it is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on, self.times = threading.Event(), threading.Event(), 0
        self._vacuum = connections._vacuum
        monkeypatch.setattr(connections, "_vacuum", self)

    def __call__(self, *given: Any, **options: Any) -> None:
        self.times += 1
        self.begun.set()
        assert self.go_on.wait(30)
        self._vacuum(*given, **options)


@pytest.fixture
def store(tmp_path: Path) -> SQLiteStore:
    return SQLiteStore(tmp_path, patience=PATIENCE)


def test_what_is_added_meanwhile_waits_and_goes_in(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, slow = store.workspace("local"), Slow(monkeypatch)
    gone = workspace.add(new_source(TREATY))
    with ThreadPoolExecutor() as threads:
        removing = threads.submit(workspace.remove, gone.id)
        assert slow.begun.wait(30)
        adding = threads.submit(workspace.add, new_source(PIPELINES))
        assert workspace.count() == 0
        with pytest.raises(TimeoutError):
            adding.result(timeout=6 * PATIENCE)
        slow.go_on.set()
        assert removing.result(30)
        assert adding.result(30).claims == 1
    store.close()


def test_what_several_have_removed_is_cleared_at_once(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, slow = store.workspace("local"), Slow(monkeypatch)
    workspace.add(new_source(TREATY))
    file = workspace._file
    with ThreadPoolExecutor() as threads:
        first = threads.submit(file.write_anew)
        assert slow.begun.wait(30)
        others = [threads.submit(file.write_anew) for _ in range(3)]
        until = time.monotonic() + 30
        while file._deletions < 4 and time.monotonic() < until:
            time.sleep(0.001)
        slow.go_on.set()
        for one in (first, *others):
            one.result(30)
    # once for the first, which had begun, and once for the three that came meanwhile
    assert slow.times == 2
    store.close()


def test_whoever_is_in_the_way_otherwise_is_waited_for_no_longer_than_usual(store: SQLiteStore) -> None:
    workspace = store.workspace("local")
    workspace.add(new_source(TREATY))
    with (
        workspace._file.writing(),
        ThreadPoolExecutor() as threads,
        pytest.raises(DatabaseError, match="in use"),
    ):
        threads.submit(workspace.add, new_source(PIPELINES)).result(30)
    store.close()
