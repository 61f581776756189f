from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.storage.sqlite import SQLiteStore
from knowledge.storage.store import Store, WorkspaceStore

ENGINES = {"sqlite": SQLiteStore}


@pytest.fixture(params=sorted(ENGINES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every engine in turn, over an empty installation."""
    made: Store = ENGINES[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store) -> WorkspaceStore:
    return store.workspace("local")
