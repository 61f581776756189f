"""Lists of vectors are used where they agree with the database, made anew where anything is in doubt, and never lie."""

import errno
import fcntl
import shutil
from io import BufferedIOBase
from pathlib import Path

import numpy as np
import pytest

from knowledge.storage import listing, vector_index, vector_lists
from knowledge.storage.backup import backup
from knowledge.storage.restoring import restore
from knowledge.storage.sqlite.store import SQLiteStore, SQLiteWorkspace
from knowledge.storage.vector_lists import opened
from knowledge.storage.vectors import ENCODER, packed
from tests.knowledge.storage.crowds import (
    CLAIMS,
    LARGE,
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
    put, source = listing._put, large.sources()[4].id

    def meanwhile(file: BufferedIOBase, place: listing.Place) -> None:
        monkeypatch.undo()
        remover = SQLiteStore(tmp_path)
        remover.workspace("large").remove(source)
        remover.close()
        put(file, place)

    monkeypatch.setattr(listing, "_put", meanwhile)
    listed(large)
    assert not list(tmp_path.glob("workspaces/large.db-index*"))
    monkeypatch.setattr(vector_index, "TRIED_AGAIN", 0.0)
    listed(large)
    assert through_lists(large)
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
    with part.open("wb") as file, vector_lists.locked(file, fcntl.LOCK_EX):
        listed(large)
    assert not through_lists(large)
    assert part.exists()
    file_of(tmp_path).write_bytes(ready)
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])
    assert through_lists(large)


def test_lists_that_somebody_began_who_ended_are_made_anew(large: SQLiteWorkspace, tmp_path: Path) -> None:
    file_of(tmp_path).unlink()
    large.close()
    file_of(tmp_path).with_name("large.db-index.part").write_bytes(b"by half")
    listed(large)
    assert through_lists(large)
    assert opened(file_of(tmp_path), renewals=0)


def test_lists_of_a_later_state_are_not_trusted_where_a_database_was_restored(
    large: SQLiteWorkspace, tmp_path: Path
) -> None:
    large.close()
    database, before = tmp_path / "workspaces" / "large.db", tmp_path / "before.db"
    shutil.copy(database, before)
    for number in range(3):
        add(large, f"later {number}", crowded(CLAIMS, seed=20 + number))
    file_of(tmp_path).unlink()
    large.close()
    listed(large)
    large.close()
    shutil.copy(before, database)
    database.with_name("large.db-seal").unlink()
    large.nearest(VECTORS[0], limit=1)
    # it gets the number that the first of the later ones had
    vectors = crowded(CLAIMS, seed=30)
    add(large, "another", vectors)
    for vector in vectors[:5]:
        assert found(large, vector) == exactly(tmp_path, vector)
    np.testing.assert_allclose(large.vectors([SOURCES * CLAIMS + 1])[0], vectors[0], atol=1e-3)


def test_lists_with_a_changed_byte_are_not_sealed_anew_by_a_removal(
    large: SQLiteWorkspace, tmp_path: Path
) -> None:
    with file_of(tmp_path).open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    large.remove(large.sources()[4].id)
    assert opened(file_of(tmp_path), renewals=0) is None


def test_a_disk_without_room_for_the_lists_ends_nothing(
    large: SQLiteWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file_of(tmp_path).unlink()
    large.close()

    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    # writing through a view of a file to a page that the disk has no room for ends the program by a signal
    monkeypatch.setattr("os.posix_fallocate", full)
    listed(large)
    assert through_lists(large)
    assert "kept in memory" in caplog.text
    assert list(tmp_path.glob("workspaces/large.db-index*")) == []
    assert found(large, VECTORS[0]) == exactly(tmp_path, VECTORS[0])


def test_closing_ends_what_is_being_made(large: SQLiteWorkspace, tmp_path: Path) -> None:
    file_of(tmp_path).unlink()
    large.close()
    large.nearest(VECTORS[0], limit=1)
    large.close()
    assert not file_of(tmp_path).with_name("large.db-index.part").exists()


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
