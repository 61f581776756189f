from collections.abc import Iterator

import pytest

from knowledge.library import Library, Workspace
from knowledge.types import File
from tests.program import BRIDGE, FERRY


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A library of two invented sources, read in once; tests leave the sources as they are."""
    made = Library(tmp_path_factory.mktemp("practice"))
    workspace = made.workspace("local")
    files = [
        File(name=name, content=text.encode())
        for name, text in (("bridge.txt", BRIDGE), ("ferry.txt", FERRY))
    ]
    workspace.ingest(files, topic="skerry-bridge")
    yield workspace
    made.close()


@pytest.fixture
def workspace(shared: Workspace) -> Workspace:
    """The same, with no cards."""
    for person in ("ada", "bo"):
        shared.records.forget(person)
    return shared
