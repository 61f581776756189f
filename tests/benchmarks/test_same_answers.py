"""Both engines give the same answers, about invented sources and about real ones where these are there."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.same_answers import Compared, compared, questions
from knowledge.library import Library
from knowledge.storage.engines import Database, between

if TYPE_CHECKING:
    from tests.cluster import Cluster

REAL = Path(__file__).parents[2] / ".." / "shared" / "sources"


def both_asked(data: Path, cluster: "Cluster", *, number: int) -> Compared:
    """Move a library into a database, and ask both."""
    database = Database(url=cluster.empty())
    with between(data, database) as (files, kept):
        kept.take("local", files)
    here, there = Library(data), Library(data, database=database)
    try:
        workspaces = here.workspace("local"), there.workspace("local")
        return compared(questions(number, workspace=workspaces[0]), *workspaces)
    finally:
        here.close()
        there.close()


def test_both_engines_answer_the_same(library: Path, tmp_path: Path, cluster: "Cluster") -> None:
    data = shutil.copytree(library, tmp_path / "data")
    found = both_asked(data, cluster, number=20)
    assert found.different == ()
    assert found.given > 10
    assert found.silent > 0
    assert found.asked["counter"] > found.asked["support"] == 20
    assert found.asked["views"] == found.asked["clash"] > 0
    assert found.asked["who"] > 1


def test_an_answer_that_differs_is_named(library: Path, tmp_path: Path) -> None:
    other = shutil.copytree(library, tmp_path / "other")
    here, there = Library(library), Library(other)
    workspace = there.workspace("local")
    workspace.edit(workspace.sources()[0].id, author="Ida Quell")
    found = compared([], here.workspace("local"), workspace)
    assert "sources: " in found.different
    assert "claims: " in found.different
    here.close()
    there.close()


@pytest.mark.real
def test_both_engines_answer_the_same_about_real_sources(tmp_path: Path, cluster: "Cluster") -> None:
    files = sorted(REAL.glob("*.txt"))[:5]
    if not files:
        pytest.skip("there are no real sources beside the repository")
    library = Library(tmp_path)
    assert library.workspace("local").ingest([*map(str, files)]).added
    library.close()
    found = both_asked(tmp_path, cluster, number=20)
    assert found.different == ()
    assert found.given > 10
