"""What the whole-program tests share: two sources, and a library that holds them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import settings

from tests.program import BRIDGE, FERRY, counterpoint

if TYPE_CHECKING:
    from tests.cluster import Cluster

# The same examples in every run, so that a failure is about the change; new ones where more are asked for.
settings.register_profile("steady", derandomize="COUNTERPOINT_EXAMPLES" not in os.environ)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("sources")
    for name, text in (("bridge.txt", BRIDGE), ("ferry.txt", FERRY)):
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(map(str, folder.iterdir()))


@pytest.fixture(scope="session")
def library(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two sources in it; tests only read it."""
    data = tmp_path_factory.mktemp("library")
    done = counterpoint("ingest", *sources, "--topic", "skerry-bridge", "--json", data=data)
    assert done.status == 0, done.err
    assert done.err == ""
    added = done.object["added"]
    assert [one["file"] for one in added] == ["bridge.txt", "ferry.txt"]
    assert all(one["claims"] > 2 for one in added)
    return data


@pytest.fixture
def own_library(library: Path, tmp_path: Path) -> Path:
    """A copy of the library that a test may change."""
    return shutil.copytree(library, tmp_path / "data")


@pytest.fixture(scope="session")
def cluster() -> "Iterator[Cluster]":
    """A server of PostgreSQL, which is started when the first test asks for it."""
    from tests.cluster import Cluster

    run, worker = os.environ.get("PYTEST_XDIST_TESTRUNUID"), os.environ.get("PYTEST_XDIST_WORKER")
    made = Cluster(name=run or uuid4().hex, database=worker or "alone")
    yield made
    made.stop()


@pytest.fixture
def database(cluster: "Cluster") -> str:
    """The address of an empty database of PostgreSQL."""
    return cluster.empty()
