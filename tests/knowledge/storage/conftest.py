from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from knowledge.storage.store import Store, WorkspaceStore
from tests.knowledge.storage.crowds import CLAIMS, LARGE, SOURCES, VECTORS, add, listed
from tests.knowledge.storage.engines import ENGINES, InDatabase, InFiles, Kept

if TYPE_CHECKING:
    from tests.cluster import Cluster


@pytest.fixture(scope="session")
def fresh(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> "Callable[[str], Kept]":
    """Make an empty installation of an engine, as often as asked."""

    def make(engine: str) -> Kept:
        data: Path = tmp_path_factory.mktemp("kept")
        if engine == "sqlite":
            return InFiles(data)
        cluster: Cluster = request.getfixturevalue("cluster")
        return InDatabase(data, cluster.empty())

    return make


@pytest.fixture(params=ENGINES)
def kept(request: pytest.FixtureRequest, fresh: Callable[[str], Kept]) -> Kept:
    """Every engine in turn, with an empty installation."""
    return fresh(request.param)


@pytest.fixture
def store(kept: Kept) -> Iterator[Store]:
    made = kept.store()
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store) -> WorkspaceStore:
    return store.workspace("local")


@pytest.fixture
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists so small that a search has to choose among them, and no waiting between two attempts."""
    monkeypatch.setattr("knowledge.storage.listing.ROWS_A_LIST", 40)
    monkeypatch.setattr("knowledge.storage.vector_index.TRIED_AGAIN", 0.0)


@pytest.fixture
def large(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SQLiteWorkspace]:
    request.getfixturevalue("small_lists")
    store = SQLiteStore(tmp_path, indexed_from=LARGE)
    workspace = store.workspace("large")
    for number in range(SOURCES):
        add(workspace, f"{number}", VECTORS[CLAIMS * number : CLAIMS * (number + 1)])
    listed(workspace)
    yield workspace
    store.close()
