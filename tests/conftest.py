"""What the whole-program tests share: two sources, and a library that holds them."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.program import BRIDGE, FERRY, counterpoint

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
