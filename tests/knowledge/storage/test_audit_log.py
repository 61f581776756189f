"""The log of who did what: nothing in it changes unseen, and people can be forgotten without breaking it."""

import sqlite3
from pathlib import Path

import pytest

from knowledge.storage.audit import broken_at
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import WorkspaceStore

CANARY = "zebrawolfram"


@pytest.fixture
def noted(workspace: WorkspaceStore) -> WorkspaceStore:
    for person, action, subject in (
        (CANARY, "ingest", "3f2a9c"),
        ("mo", "settings", "intake=before"),
        (CANARY, "source retract", "3f2a9c"),
        ("mo", "refused", "verify"),
    ):
        workspace.audit.add(person=person, action=action, subject=subject)
    return workspace


def test_entries_stand_in_order_with_one_pseudonym_a_person(noted: WorkspaceStore) -> None:
    entries = noted.audit.entries()
    assert [one.number for one in entries] == [1, 2, 3, 4]
    assert [one.person for one in entries] == [CANARY, "mo", CANARY, "mo"]
    assert entries[0].who == entries[2].who != entries[1].who
    assert broken_at(entries) is None
    assert broken_at([]) is None


def test_when_somebody_last_did_just_this_is_known(noted: WorkspaceStore) -> None:
    assert noted.audit.latest(person="mo", action="refused", subject="verify") == noted.audit.entries()[3].at
    assert noted.audit.latest(person=CANARY, action="refused", subject="verify") is None


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ("UPDATE audit SET subject = 'intake=off' WHERE number = 2", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE number = 3", 3),
        ("UPDATE audit SET who = 'aaaaaaaa' WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
    ],
)
def test_a_change_from_outside_shows(tmp_path: Path, change: str, number: int) -> None:
    store = SQLiteStore(tmp_path)
    for subject in ("a", "b", "c"):
        store.workspace("local").audit.add(person="mo", action="settings", subject=subject)
    store.close()
    with sqlite3.connect(tmp_path / "workspaces" / "local.db") as db:
        db.execute(change)
    db.close()
    assert broken_at(store.workspace("local").audit.entries()) == number
    store.close()


def test_a_forgotten_person_leaves_no_byte_and_the_log_stays_whole(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path)
    workspace = store.workspace("local")
    for person in (CANARY, "mo"):
        workspace.audit.add(person=person, action="verify", subject="x")
    before = workspace.audit.entries()
    workspace.records.forget(CANARY)
    after = workspace.audit.entries()
    assert [one.person for one in after] == [None, "mo"]
    assert [one.who for one in after] == [one.who for one in before]
    assert broken_at(after) is None
    workspace.audit.add(person=CANARY, action="verify", subject="y")
    assert workspace.audit.entries()[-1].who not in {one.who for one in before}
    workspace.records.forget(CANARY)
    store.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []


def test_what_somebody_did_is_told_them(noted: WorkspaceStore) -> None:
    assert [action for _, action, _ in noted.records.about("mo").actions] == ["settings", "refused"]
    assert noted.records.about("ada").actions == ()
