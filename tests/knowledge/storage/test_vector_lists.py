"""A large workspace is searched through lists beside its database: the same answers, always in step, nothing left."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.storage import listing, vector_index, vector_lists
from knowledge.storage.backup import backup
from knowledge.storage.clusters import assigned, centres_of
from knowledge.storage.restoring import restore
from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from knowledge.storage.store import Vectors
from knowledge.storage.vectors import ENCODER, packed
from tests.knowledge.storage.invented import new_source, unit_vectors

SOURCES, CLAIMS = 30, 100
LARGE = 1000


def crowded(number: int, *, seed: int) -> Vectors:
    """Vectors that stand in crowds, as those of texts on some subjects do."""
    centres = unit_vectors(60, seed=1)[np.random.default_rng(seed).integers(0, 60, number)]
    made = centres + 0.7 * unit_vectors(number, seed=seed)
    vectors: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return vectors


VECTORS = crowded(SOURCES * CLAIMS, seed=2)


def add(workspace: SQLiteWorkspace, name: str, vectors: Vectors) -> str:
    quotes = [f"Claim {name} {number} holds." for number in range(len(vectors))]
    return workspace.add(new_source(*quotes, file=name, vectors=vectors)).id


def file_of(data: Path) -> Path:
    return data / "workspaces" / "large.db-index"


@pytest.fixture(autouse=True)
def _small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists so small that a search has to choose among them, and no waiting between two attempts."""
    monkeypatch.setattr("knowledge.storage.listing.ROWS_A_LIST", 40)
    monkeypatch.setattr(vector_index, "TRIED_AGAIN", 0.0)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[SQLiteWorkspace]:
    store = SQLiteStore(tmp_path, indexed_from=LARGE)
    workspace = store.workspace("large")
    for number in range(SOURCES):
        add(workspace, f"{number}", VECTORS[CLAIMS * number : CLAIMS * (number + 1)])
    listed(workspace)
    yield workspace
    store.close()


def listed(workspace: SQLiteWorkspace) -> None:
    """Ask once, so that lists are made, and wait for them."""
    workspace.nearest(VECTORS[0], limit=1)
    workspace._lists.wait()
    workspace.nearest(VECTORS[0], limit=1)


def through_lists(workspace: SQLiteWorkspace) -> bool:
    return workspace._lists._now is not None


def found(workspace: SQLiteWorkspace, vector: Vectors, limit: int = 20) -> list[tuple[int, float]]:
    return [(hit.key, round(hit.value, 4)) for hit in workspace.nearest(vector, limit=limit)]


def exactly(data: Path, vector: Vectors, limit: int = 20) -> list[tuple[int, float]]:
    store = SQLiteStore(data)
    hits = found(store.workspace("large"), vector, limit)
    store.close()
    return hits


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


def test_lists_are_opened_and_not_made_again(
    large: SQLiteWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.remove(large.sources()[4].id)
    large.close()
    monkeypatch.setattr(vector_index.VectorIndex, "_make", lambda _: None)
    store = SQLiteStore(tmp_path, indexed_from=LARGE)
    again = store.workspace("large")
    assert found(again, VECTORS[1]) == exactly(tmp_path, VECTORS[1])
    assert through_lists(again)
    store.close()


@pytest.mark.parametrize("place", [5, 100, 5000, -1])
def test_lists_with_a_changed_byte_are_not_trusted(
    large: SQLiteWorkspace, tmp_path: Path, place: int
) -> None:
    large.close()
    content = bytearray(file_of(tmp_path).read_bytes())
    content[place] ^= 0xFF
    file_of(tmp_path).write_bytes(content)
    assert vector_lists.opened(file_of(tmp_path), renewals=0) is None
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])
    listed(large)
    assert through_lists(large)
    assert vector_lists.opened(file_of(tmp_path), renewals=0)


@pytest.mark.usefixtures("large")
def test_lists_of_another_database_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index.VectorIndex, "_make", lambda _: None)
    store = SQLiteStore(tmp_path / "other", indexed_from=LARGE)
    other = store.workspace("large")
    for number in range(SOURCES):
        add(other, f"other {number}", crowded(CLAIMS, seed=100 + number))
    file_of(tmp_path / "other").write_bytes(file_of(tmp_path).read_bytes())
    assert found(other, VECTORS[0]) == exactly(tmp_path / "other", VECTORS[0])
    assert not through_lists(other)
    store.close()


def test_lists_of_replaced_vectors_are_made_anew(large: SQLiteWorkspace, tmp_path: Path) -> None:
    source = large.sources()[0].id
    with large._file.writing() as db:
        db.execute("UPDATE vectors SET encoder = ?", (ENCODER - 1,))
    assert source in large.outdated()
    large.renew(source, dict(enumerate(crowded(CLAIMS, seed=50), start=1)))
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])
    listed(large)
    assert through_lists(large)
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])


def test_a_source_removed_while_lists_are_made_leaves_no_byte(
    large: SQLiteWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of(tmp_path).unlink()
    large.close()
    original, source = listing.listed, large.sources()[4].id

    def meanwhile(*given: object, **named: object) -> object:
        lists = original(*given, **named)  # type: ignore[arg-type]
        remover = SQLiteStore(tmp_path)
        content = part.read_bytes()
        remover.workspace("large").remove(source)
        remover.close()
        part.write_bytes(content)
        return lists

    part = file_of(tmp_path).with_name("large.db-index.part")
    monkeypatch.setattr(vector_index, "listed", meanwhile)
    listed(large)
    gone = VECTORS[4 * CLAIMS : 5 * CLAIMS]
    assert not any(packed(row) in file_of(tmp_path).read_bytes() for row in gone)
    assert found(large, gone[0]) == exactly(tmp_path, gone[0])


def test_where_the_file_cannot_be_written_the_lists_are_kept_in_memory(
    large: SQLiteWorkspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file_of(tmp_path).unlink()
    large.close()
    (file_of(tmp_path) / "in the way").mkdir(parents=True)
    listed(large)
    assert through_lists(large)
    assert "kept in memory" in caplog.text
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])


def test_whoever_finds_lists_being_made_waits_for_them(large: SQLiteWorkspace, tmp_path: Path) -> None:
    ready = file_of(tmp_path).read_bytes()
    file_of(tmp_path).unlink()
    large.close()
    part = file_of(tmp_path).with_name("large.db-index.part")
    part.touch()
    listed(large)
    assert not through_lists(large)
    assert part.exists()
    file_of(tmp_path).write_bytes(ready)
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])
    assert through_lists(large)


def test_closing_ends_what_is_being_made(large: SQLiteWorkspace, tmp_path: Path) -> None:
    file_of(tmp_path).unlink()
    large.close()
    large.nearest(VECTORS[0], limit=1)
    large.close()
    assert not file_of(tmp_path).with_name("large.db-index.part").exists()


def test_a_deleted_workspace_takes_its_lists_along(large: SQLiteWorkspace, tmp_path: Path) -> None:
    large.close()
    file_of(tmp_path).with_name("large.db-index.part").touch()
    assert SQLiteStore(tmp_path).delete("large")
    assert list((tmp_path / "workspaces").iterdir()) == []


def test_a_backup_leaves_the_lists_out_and_they_are_made_anew(large: SQLiteWorkspace, tmp_path: Path) -> None:
    kept = backup(tmp_path, tmp_path / "made.tar")
    assert [one.path for one in kept.files] == ["workspaces/large.db"]
    restore(tmp_path / "made.tar", tmp_path / "again")
    store = SQLiteStore(tmp_path / "again", indexed_from=LARGE)
    again = store.workspace("large")
    listed(again)
    assert found(again, VECTORS[0]) == found(large, VECTORS[0])
    assert file_of(tmp_path / "again").exists()
    store.close()


def test_clusters_are_the_same_in_every_run_and_part_what_points_apart() -> None:
    vectors = crowded(2000, seed=5)
    first, second = (centres_of(vectors, 20) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    near = (vectors * first[assigned(vectors, first)]).sum(axis=1)
    assert near.mean() > 3 * (vectors @ first.T).mean()
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, atol=1e-5)
