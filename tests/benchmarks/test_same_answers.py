"""Both engines give the same answers, about invented sources and about real ones where these are there."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.same_answers import differing, questions
from knowledge.library import Library
from knowledge.storage.engines import Database, between

if TYPE_CHECKING:
    from tests.cluster import Cluster

REAL = Path(__file__).parents[2] / ".." / "shared" / "sources"


def compared(data: Path, cluster: "Cluster", *, number: int) -> tuple[list[str], int]:
    """Move a library into a database, ask both, and give what differs, and how many quotes were given."""
    database = Database(url=cluster.empty())
    with between(data, database) as (files, kept):
        kept.take("local", files)
    here, there = Library(data), Library(data, database=database)
    try:
        workspaces = here.workspace("local"), there.workspace("local")
        return differing(questions(number, workspace=workspaces[0]), *workspaces)
    finally:
        here.close()
        there.close()


def test_both_engines_answer_the_same(library: Path, tmp_path: Path, cluster: "Cluster") -> None:
    data = shutil.copytree(library, tmp_path / "data")
    different, given = compared(data, cluster, number=20)
    assert different == []
    assert given > 10


@pytest.mark.real
def test_both_engines_answer_the_same_about_real_sources(tmp_path: Path, cluster: "Cluster") -> None:
    found = sorted(REAL.glob("*.txt"))[:5]
    if not found:
        pytest.skip("there are no real sources beside the repository")
    library = Library(tmp_path)
    assert library.workspace("local").ingest([*map(str, found)]).added
    library.close()
    different, given = compared(tmp_path, cluster, number=20)
    assert different == []
    assert given > 10
