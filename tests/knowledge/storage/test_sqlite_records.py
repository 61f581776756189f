"""What is particular to records in SQLite: nothing left of a forgotten person, old questions, deleted workspaces."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.errors import DatabaseError, InputError
from knowledge.storage.records import QUESTION_DAYS
from knowledge.storage.sqlite.migrations import MIGRATIONS
from knowledge.storage.sqlite.store import SQLiteStore
from tests.knowledge.storage.invented import TREATY, new_source, unit_vectors
from tests.knowledge.storage.older import as_of_version

CANARY = "zebrawolfram"
VECTOR = unit_vectors(1)[0]


def files_with(canary: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and canary.encode() in path.read_bytes()]


def test_no_byte_of_a_forgotten_person_stays_in_any_file(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path)
    workspace = store.workspace("local")
    workspace.add(new_source(*(f"{TREATY} {number}" for number in range(40))))
    keys = [stored.key for stored in workspace.claims()]
    people = [f"{CANARY}-{number}-x" for number in range(12)]
    for round_ in range(30):
        for person in people:
            claim = f"{person} asks {round_} {'long ' * (round_ * 7 % 90)}"
            workspace.records.keep_question(person=person, command="counter", arguments={"claim": claim})
            workspace.records.set_preference(person, f"name {round_}", person)
            workspace.records.vote(
                person=person, key=keys[round_], asked=claim, stance="counters", vector=VECTOR
            )
            workspace.records.save(person, keys[round_], claim)
    for person in people:
        assert files_with(person, tmp_path)
        workspace.records.forget(person)
        assert files_with(person, tmp_path) == []
    assert files_with(CANARY, tmp_path) == []
    store.close()


def aged(data: Path, token: str, *, days: int) -> None:
    """Make a question as old as that."""
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    connection = sqlite3.connect(data / "workspaces" / "local.db")
    connection.execute("UPDATE questions SET at = ? WHERE token = ?", (at, token))
    connection.commit()
    connection.close()


def test_questions_older_than_their_time_are_deleted_when_the_next_is_kept(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path)
    records = store.workspace("local").records
    old, young = (
        records.keep_question(person=person, command="topics", arguments={}) for person in ("ada", "jo")
    )
    aged(tmp_path, old, days=QUESTION_DAYS + 1)
    aged(tmp_path, young, days=QUESTION_DAYS - 1)
    assert records.question(old)
    records.keep_question(person="bo", command="topics", arguments={})
    assert records.question(old) is None
    assert records.question(young)
    store.close()


def test_a_library_of_the_first_version_keeps_its_sources_and_takes_records(tmp_path: Path) -> None:
    path = tmp_path / "workspaces" / "local.db"
    store = SQLiteStore(tmp_path)
    source = store.workspace("local").add(new_source(TREATY))
    store.close()
    as_of_version(path, 1)
    workspace = SQLiteStore(tmp_path).workspace("local")
    assert workspace.sources() == [source]
    workspace.records.set_setting("language", "de")
    assert workspace.records.settings() == {"language": "de"}
    workspace.close()
    newer = sqlite3.connect(path)
    assert newer.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    newer.close()


def test_many_threads_keep_questions_at_once(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path)

    def keep(number: int) -> str:
        records = store.workspace("local").records
        return records.keep_question(person=f"{number % 7}", command="counter", arguments={"n": f"{number}"})

    with ThreadPoolExecutor(max_workers=16) as pool:
        tokens = set(pool.map(keep, range(200)))
    assert len(tokens) == 200
    assert sum(len(store.workspace("local").records.about(f"{n}").questions) for n in range(7)) == 200
    store.close()


def test_a_deleted_workspace_leaves_no_file_and_can_be_begun_anew(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path)
    for name in ("T1", "T2"):
        store.workspace(name).add(new_source(f"{CANARY} {name} holds."))
    assert store.workspaces() == ["T1", "T2"]
    held = store.workspace("T1")
    assert store.delete("T1")
    assert not store.delete("T1")
    assert store.workspaces() == ["T2"]
    assert not list(tmp_path.rglob("T1*"))
    assert files_with(f"{CANARY} T1", tmp_path) == []
    assert held.count() == store.workspace("T1").count() == 0
    held.close()
    store.close()


def test_a_workspace_that_is_not_open_can_be_deleted(tmp_path: Path) -> None:
    SQLiteStore(tmp_path).workspace("T1").add(new_source(TREATY))
    assert SQLiteStore(tmp_path).delete("T1")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["", "../local", "a/b", "."])
def test_only_a_plain_name_can_be_deleted(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        SQLiteStore(tmp_path).delete(name)


def test_a_data_folder_that_is_not_there_holds_no_workspaces(tmp_path: Path) -> None:
    assert SQLiteStore(tmp_path / "nosuch").workspaces() == []
    (tmp_path / "workspaces").mkdir()
    (tmp_path / "workspaces" / "not ours.db").write_text("")
    assert SQLiteStore(tmp_path).workspaces() == []


def test_a_file_that_cannot_be_deleted_is_named(tmp_path: Path) -> None:
    (tmp_path / "workspaces" / "T1.db").mkdir(parents=True)
    with pytest.raises(DatabaseError, match=r"T1\.db.*cannot be"):
        SQLiteStore(tmp_path).delete("T1")
