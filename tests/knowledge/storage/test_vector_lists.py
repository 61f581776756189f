"""A large workspace is searched through lists beside its database: the same answers, always in step, nothing left."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.storage import vector_index, vector_lists
from knowledge.storage.clusters import assigned, centres_of
from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from knowledge.storage.vectors import packed
from tests.knowledge.storage.crowds import (
    CLAIMS,
    SOURCES,
    VECTORS,
    add,
    crowded,
    exactly,
    file_of,
    found,
    listed,
    through_lists,
)

pytestmark = pytest.mark.usefixtures("small_lists")


def test_lists_give_what_looking_at_all_vectors_gives(large: SQLiteWorkspace, tmp_path: Path) -> None:
    assert through_lists(large)
    store = SQLiteStore(tmp_path)
    exact = store.workspace("large")
    for vector in crowded(40, seed=3):
        assert found(large, vector) == found(exact, vector)
    keys = [1, SOURCES * CLAIMS, 17, 17, 10**9]
    np.testing.assert_array_equal(large.vectors(keys), exact.vectors(keys))
    store.close()


def test_few_lists_find_nearly_all_and_every_cosine_is_true(large: SQLiteWorkspace) -> None:
    now = large._lists._now
    assert now
    shares = []
    for vector in crowded(40, seed=4):
        exact = set(np.argsort(-(VECTORS @ vector))[:64].tolist())
        rows = vector_lists.nearest_rows(now.lists, vector, limit=64, hidden=now.hidden, looked_into=25)
        shares.append(len(exact & set((now.lists.claims[rows] - 1).tolist())) / 64)
        hit = large.nearest(vector, limit=1)[0]
        assert hit.value == pytest.approx(float(VECTORS[hit.key - 1] @ vector), abs=1e-3)
    assert 0.9 < np.mean(shares) < 1


def test_while_lists_are_being_made_all_vectors_are_looked_at(
    large: SQLiteWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index.VectorIndex, "_make", lambda _: None)
    file_of(tmp_path).unlink()
    large.close()
    assert found(large, VECTORS[5]) == exactly(tmp_path, VECTORS[5])
    assert not through_lists(large)
    keys = [9, 3, 10**9]
    np.testing.assert_allclose(large.vectors(keys)[:2], VECTORS[[8, 2]], atol=1e-3)
    assert not large.vectors(keys)[2].any()


def test_a_source_that_is_added_is_found_at_once(large: SQLiteWorkspace, tmp_path: Path) -> None:
    later = crowded(5, seed=9)
    add(large, "later", later)
    assert large.nearest(later[3], limit=1)[0].key == SOURCES * CLAIMS + 4
    assert through_lists(large)
    assert found(large, later[0], 50) == exactly(tmp_path, later[0], 50)
    np.testing.assert_allclose(large.vectors([SOURCES * CLAIMS + 2, 1]), [later[1], VECTORS[0]], atol=1e-3)


def test_many_added_sources_are_put_into_lists(
    large: SQLiteWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "LATER", 10)
    add(large, "later", crowded(400, seed=9))
    listed(large)
    now = large._lists._now
    assert now
    assert (len(now.later.keys), len(now.lists.keys)) == (0, SOURCES * CLAIMS + 400)


def test_what_is_removed_or_withheld_is_not_found(large: SQLiteWorkspace, tmp_path: Path) -> None:
    removed, retracted = (large.sources()[at].id for at in (4, 7))
    large.remove(removed)
    large.reviews.retract(retracted, reason=None)
    for at in (4, 7):
        place = at * CLAIMS + 3
        assert place + 1 not in {key for key, _ in found(large, VECTORS[place])}
        assert found(large, VECTORS[place]) == exactly(tmp_path, VECTORS[place])
    assert not large.vectors([4 * CLAIMS + 1]).any()
    assert large.vectors([7 * CLAIMS + 1]).any()
    large.reviews.reinstate(retracted)
    assert found(large, VECTORS[7 * CLAIMS])[0][0] == 7 * CLAIMS + 1


def test_no_byte_of_a_removed_source_stays_in_the_lists(large: SQLiteWorkspace, tmp_path: Path) -> None:
    gone, kept = VECTORS[4 * CLAIMS : 5 * CLAIMS], VECTORS[5 * CLAIMS : 6 * CLAIMS]
    before = file_of(tmp_path).read_bytes()
    now = large._lists._now
    assert now
    rows = now.lists.rows_of(np.arange(4 * CLAIMS + 1, 5 * CLAIMS + 1))
    codes = [now.lists.codes[row].tobytes() for row in rows]
    assert all(packed(row) in before for row in gone)
    assert all(code in before for code in codes)
    large.remove(large.sources()[4].id)
    after = file_of(tmp_path).read_bytes()
    assert not any(packed(row) in after for row in gone)
    assert not any(code in after for code in codes)
    assert all(packed(row) in after for row in kept)
    large.close()
    assert vector_lists.opened(file_of(tmp_path), renewals=0)


def test_a_deleted_workspace_takes_its_lists_along(large: SQLiteWorkspace, tmp_path: Path) -> None:
    large.close()
    file_of(tmp_path).with_name("large.db-index.part").touch()
    assert SQLiteStore(tmp_path).delete("large")
    assert list((tmp_path / "workspaces").iterdir()) == []


def test_clusters_are_the_same_in_every_run_and_part_what_points_apart() -> None:
    vectors = crowded(2000, seed=5)
    first, second = (centres_of(vectors, 20) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    near = (vectors * first[assigned(vectors, first)]).sum(axis=1)
    assert near.mean() > 3 * (vectors @ first.T).mean()
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, atol=1e-5)
