"""Where something is still to be added is known of all workspaces at once, and no workspace is ever missed."""

import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.storage.sqlite.begun import Begun
from knowledge.types import File
from tests.knowledge.storage.engines import Kept

FERRY = File(name="ferry.txt", content=b"The ferry to Skerry is safe.")


@pytest.fixture
def installation(kept: Kept) -> Iterator[Library]:
    made = kept.library()
    yield made
    made.close()


def test_workspaces_of_a_process_that_is_gone_are_named_and_no_others(
    kept: Kept, installation: Library
) -> None:
    assert installation.unfinished() == []
    other = kept.library()
    for name in ("T3", "T1"):
        other.workspace(name).store.jobs.keep([FERRY, FERRY], {})
    installation.workspace("T2").store.jobs.keep([FERRY], {})
    installation.workspace("T4").store.jobs.drop([])
    assert installation.unfinished() == other.unfinished() == []
    other.close()
    assert installation.unfinished() == ["T1", "T3"]
    installation.workspace("T3").store.jobs.begun()
    assert installation.unfinished() == ["T1"]


def test_a_look_at_all_workspaces_leaves_each_with_its_own(installation: Library) -> None:
    for name in ("T1", "T2"):
        installation.workspace(name).store.records.set_setting("language", name)
    installation.unfinished()
    kept_settings = [installation.workspace(name).store.records.settings() for name in ("T1", "T2")]
    assert kept_settings == [{"language": "T1"}, {"language": "T2"}]


def test_a_workspace_that_was_deleted_has_nothing_to_go_on_with(kept: Kept, installation: Library) -> None:
    other = kept.library()
    other.workspace("T1").store.jobs.keep([FERRY], {})
    other.close()
    assert installation.unfinished() == ["T1"]
    installation.delete("T1")
    assert installation.unfinished() == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that were opened, by the names of their files."""
    seen: list[str] = []
    connect = sqlite3.connect

    def counted(place: str, **options: Any) -> Any:
        seen.append(Path(place.partition("?")[0]).name)
        return connect(place, **options)

    monkeypatch.setattr(sqlite3, "connect", counted)
    return seen


def long_ago(folder: Path) -> None:
    """Let files be as they are for so long that whatever is written to them has another time."""
    for place in folder.iterdir():
        then = time.time_ns() - 60_000_000_000
        os.utime(place, ns=(then, then))


def test_a_file_that_has_not_changed_is_not_opened_again(tmp_path: Path, opened: list[str]) -> None:
    library, folder = Library(tmp_path), tmp_path / "workspaces"
    for name in ("T1", "T2"):
        library.workspace(name).store.jobs.drop([])
    long_ago(folder)
    look = Begun(folder)
    opened.clear()
    assert look.owners() == {"T1": set(), "T2": set()}
    assert look.owners() == {"T1": set(), "T2": set()}
    assert opened == ["T1.db", "T2.db"]
    library.workspace("T2").store.jobs.keep([FERRY], {})
    assert len(look.owners()["T2"]) == 1
    assert opened == ["T1.db", "T2.db", "T2.db"]
    library.close()


def test_a_file_that_was_just_written_to_is_looked_at_again(tmp_path: Path, opened: list[str]) -> None:
    library, folder = Library(tmp_path), tmp_path / "workspaces"
    library.workspace("T1").store.jobs.drop([])
    look = Begun(folder)
    opened.clear()
    look.owners()
    look.owners()
    assert opened == ["T1.db", "T1.db"]
    library.close()


def test_a_file_that_could_not_be_read_is_looked_at_again(tmp_path: Path) -> None:
    library, folder = Library(tmp_path), tmp_path / "workspaces"
    library.workspace("T1").store.jobs.keep([FERRY], {})
    library.close()
    sound = (folder / "T1.db").read_bytes()
    (folder / "T1.db").write_bytes(b"no database at all " * 100)
    long_ago(folder)
    look = Begun(folder)
    assert look.owners() == {"T1": set()}
    (folder / "T1.db").write_bytes(sound)
    assert len(look.owners()["T1"]) == 1
