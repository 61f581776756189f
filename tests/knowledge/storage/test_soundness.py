"""A database is looked at before it is used: what changed by itself is noticed, set aside and named."""

import logging
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge.errors import DatabaseError
from knowledge.library import Library
from knowledge.storage import digests
from knowledge.storage.sqlite import guard, seals, soundness
from knowledge.storage.sqlite.migrations import Schema
from knowledge.storage.sqlite.store import SQLiteStore
from tests.knowledge.storage.every_method import CANARY, fill
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source

NAMES = ("broken", "sound")


def file_of(data: Path, name: str = "broken") -> Path:
    return data / "workspaces" / f"{name}.db"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = SQLiteStore(tmp_path)
    for name in NAMES:
        fill(store.workspace(name), CANARY)
    store.close()
    return tmp_path


def damage(path: Path, *, words: bytes = f"bridge of {CANARY} is easy".encode()) -> None:
    """Change a letter of what is stored, as a disk would."""
    whole = path.read_bytes()
    assert words in whole
    path.write_bytes(whole.replace(words, words.replace(b"easy", b"hard"), 1))


def unsealed(data: Path) -> Path:
    """A library that was killed: nothing says what its bytes were."""
    for seal in data.rglob("*-seal"):
        seal.unlink()
    return data


def complaint(data: Path) -> str:
    store = SQLiteStore(data)
    with pytest.raises(DatabaseError) as caught:
        store.workspace("broken").claims()
    store.close()
    return str(caught.value)


@pytest.mark.parametrize("killed", [False, True])
def test_a_changed_letter_is_noticed_and_the_workspace_set_aside(data: Path, *, killed: bool) -> None:
    damage(file_of(unsealed(data) if killed else data))
    changed = file_of(data).read_bytes()
    said = complaint(data)
    (aside,) = data.rglob("broken.db.damaged-*Z")
    assert said == (
        f"The workspace broken was found damaged and set aside as “{aside}”, and all others go on; restore it with "
        f"counterpoint restore, or move that file away to begin the workspace anew."
    )
    assert aside.read_bytes() == changed
    assert not file_of(data).exists()
    store = SQLiteStore(data)
    assert store.workspace("sound").count() == 3
    assert (store.workspaces(), store.guards.set_aside()) == (["sound"], ["broken"])
    store.close()


def test_a_workspace_that_is_set_aside_does_not_begin_anew_by_itself(data: Path) -> None:
    damage(file_of(data))
    assert complaint(data) == complaint(data)
    (aside,) = data.rglob("broken.db.damaged-*Z")
    aside.unlink()
    store = SQLiteStore(data)
    assert store.workspace("broken").count() == 0
    store.close()


def test_a_workspace_is_back_when_its_file_is(data: Path) -> None:
    whole = file_of(data).read_bytes()
    damage(file_of(data))
    complaint(data)
    file_of(data).write_bytes(whole)
    store = SQLiteStore(data)
    assert store.workspace("broken").count() == 3
    assert store.guards.set_aside() == []
    store.close()


@pytest.mark.parametrize("table", sorted(digests._OF_SOURCE))
def test_whatever_is_stored_of_a_source_has_a_digest_that_follows_it(data: Path, table: str) -> None:
    store = SQLiteStore(data)
    workspace = store.workspace("broken")
    with workspace._connections.writing() as db:
        before = db.execute("SELECT sha256 FROM digests").fetchall()
        column = db.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid DESC", (table,)).fetchone()[0]
        other = (
            f"CASE typeof({column}) WHEN 'blob' THEN zeroblob(9) WHEN 'null' THEN 1 ELSE {column} || 1 END"
        )
        db.execute(f"UPDATE {table} SET {column} = {other}")  # noqa: S608
    with workspace._file.reading() as db:
        assert db.execute("SELECT sha256 FROM digests").fetchall() != before
        assert list(digests.faults(db)) == []
    store.close()


def test_the_digest_of_a_removed_source_goes_with_it(data: Path) -> None:
    store = SQLiteStore(data)
    workspace = store.workspace("sound")
    workspace.remove(workspace.sources()[0].id)
    with workspace._connections.reading() as db:
        assert db.execute("SELECT * FROM digests").fetchall() == []
    store.close()


def test_what_an_operator_changes_with_sql_is_taken_for_what_it_is(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    connection = sqlite3.connect(file_of(data))
    connection.execute("UPDATE claims SET speaker = 'Ada Kern'")
    connection.commit()
    connection.close()
    store = SQLiteStore(data)
    assert store.workspace("broken").speakers() == [("Ada Kern", 3)]
    store.close()
    (told,) = caplog.records
    assert told.levelno == logging.WARNING
    assert "something else than this program" in told.getMessage()
    assert CANARY not in caplog.text


def test_words_that_the_index_has_lost_are_noticed(data: Path) -> None:
    connection = sqlite3.connect(file_of(unsealed(data)))
    connection.execute(
        "INSERT INTO words (words, rowid, quote) SELECT 'delete', key, 'The ferry' FROM claims"
    )
    connection.commit()
    connection.close()
    assert "was found damaged" in complaint(data)


def test_a_first_page_that_is_gone_is_damage_where_the_file_was_ours(data: Path) -> None:
    whole = file_of(data).read_bytes()
    file_of(data).write_bytes(b"\xa5" * 100 + whole[100:])
    assert "was found damaged and set aside" in complaint(data)


def test_what_is_as_it_was_sealed_is_not_looked_into_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def look(db: Database, schema: Schema, *, writable: bool) -> str | None:
        looked.append("once")
        return soundness.fault_in(db, schema, writable=writable)

    monkeypatch.setattr(guard, "fault_in", look)
    for _ in range(3):
        store = SQLiteStore(data)
        assert store.workspace("sound").count() == 3
        store.close()
    assert looked == []
    store = SQLiteStore(data)
    store.workspace("sound").add(new_source(PIPELINES))
    assert not seals.is_sealed(file_of(data, "sound"))
    store.close()
    assert looked == ["once"]
    assert seals.holds(file_of(data, "sound"))


def test_damage_while_it_is_open_is_not_sealed_but_found_when_it_is_next_used(data: Path) -> None:
    store = SQLiteStore(data)
    store.workspace("broken").records.set_setting("answers", "private")
    damage(file_of(data))
    store.close()
    assert not seals.is_sealed(file_of(data))
    assert "was found damaged" in complaint(data)


def test_a_backup_of_an_older_version_gets_its_digests_when_it_is_used(data: Path) -> None:
    connection = sqlite3.connect(file_of(unsealed(data), "sound"))
    connection.execute("DELETE FROM digests")
    connection.commit()
    connection.close()
    library = Library(data)
    assert library.workspace("sound").store.count() == 3
    library.close()
    damage(file_of(unsealed(data), "sound"))
    with pytest.raises(DatabaseError, match="damaged"):
        Library(data).guards.check("sound")


def test_looking_alone_moves_nothing(data: Path) -> None:
    damage(file_of(data))
    store = SQLiteStore(data)
    with pytest.raises(DatabaseError, match="is damaged; restore it from a backup"):
        store.guards.check("broken", set_aside=False)
    assert file_of(data).exists()


def test_a_library_that_another_process_writes_to_is_read(data: Path) -> None:
    holder = sqlite3.connect(file_of(unsealed(data)), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store = SQLiteStore(data, patience=0.1)
    assert store.workspace("broken").count() == 3
    store.close()
    assert not seals.is_sealed(file_of(data))
    holder.execute("ROLLBACK")
    holder.close()


def test_a_copy_of_the_data_folder_is_as_good_as_the_folder(data: Path) -> None:
    shutil.copytree(data, data / "copy")
    store = SQLiteStore(data / "copy")
    assert store.workspace("sound").add(new_source(TREATY)).claims == 1
    store.close()
