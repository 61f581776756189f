"""What is deleted is deleted: no byte of it in rows, indexes, logs, unused pages, backups made afterwards."""

import inspect
import logging
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.drafts import Framing
from knowledge.errors import CounterpointError
from knowledge.library import Library
from knowledge.storage.backup import backup
from tests.knowledge.storage.every_method import CANARY, called, card_of, fill, given, methods

SOMEBODY = f"person-{CANARY}"


def files_with(canary: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and canary.encode() in path.read_bytes()]


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[None]:
    """The log of everything, in a file that is searched, too."""
    handler, every = logging.FileHandler(tmp_path / "everything.log"), logging.getLogger()
    every.addHandler(handler)
    logging.getLogger("knowledge").setLevel(logging.DEBUG)
    yield
    logging.getLogger("knowledge").setLevel(logging.NOTSET)
    every.removeHandler(handler)
    handler.close()


def backed_up(library_folder: Path, to: Path) -> None:
    to.mkdir()
    backup(library_folder, to / "made.tar")
    with tarfile.open(to / "made.tar") as tar:
        tar.extractall(to / "unpacked", filter="data")


def keep_everything_about(library: Library, name: str, person: str) -> None:
    """Call every method that takes a person, as that person: whatever it keeps is kept about them."""
    workspace = library.workspace(name)
    named = fill(workspace.store, "county", person="bo-4")
    values = {**given(named), "person": person, "card": card_of(person, named)}
    values |= {"text": f"{person} notes", "framing": Framing(title=f"{person} frames")}
    for at in range(20):
        values |= {
            "asked": f"{person} {at}",
            "arguments": {"claim": f"{person} asks {at} " * at},
            "value": person,
        }
        for called_name, method in methods(workspace.store):
            takes = inspect.signature(method).parameters.keys()
            if {"person", "card"} & takes and not called_name.endswith(".forget"):
                try:
                    called(called_name, method, values)
                except (CounterpointError, ValueError):
                    continue


@pytest.mark.usefixtures("logged")
def test_a_deleted_workspace_leaves_no_byte_anywhere(tmp_path: Path) -> None:
    data = tmp_path / "data"
    library = Library(data)
    fill(library.workspace("gone").store, CANARY)
    fill(library.workspace("kept").store, "county")
    assert files_with(CANARY, tmp_path)
    assert library.delete("gone")
    backed_up(data, tmp_path / "backup")
    assert files_with(CANARY, tmp_path) == []
    library.close()
    assert files_with(CANARY, tmp_path) == []
    assert library.workspaces() == ["kept"]


@pytest.mark.usefixtures("logged")
def test_a_forgotten_person_leaves_no_byte_anywhere(tmp_path: Path) -> None:
    data = tmp_path / "data"
    library = Library(data)
    keep_everything_about(library, "local", SOMEBODY)
    records = library.workspace("local").records
    assert CANARY in f"{records.about(SOMEBODY).questions}"
    assert files_with(SOMEBODY, data)
    records.forget(SOMEBODY)
    assert files_with(SOMEBODY, tmp_path) == []
    kept = records.about(SOMEBODY)
    assert (kept.questions, kept.votes, dict(kept.preferences)) == ((), (), {})
    backed_up(data, tmp_path / "backup")
    library.close()
    assert files_with(SOMEBODY, tmp_path) == []


@pytest.mark.usefixtures("logged")
def test_a_removed_source_leaves_no_byte_anywhere(tmp_path: Path) -> None:
    data = tmp_path / "data"
    library = Library(data)
    workspace = library.workspace("local")
    fill(workspace.store, "county")
    named = fill(workspace.store, CANARY)
    workspace.records.set_setting("language", None)
    workspace.records.set_channel_topic("harbour", None)
    workspace.records.forget("ada-17")
    workspace.store.jobs.drop(range(1, 10))
    assert files_with(CANARY, data)
    workspace.remove(named.source)
    backed_up(data, tmp_path / "backup")
    assert files_with(CANARY, tmp_path) == []
    library.close()
    assert files_with(CANARY, tmp_path) == []


def test_a_deleted_workspace_takes_along_what_was_set_aside_of_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    fill(library.workspace("gone").store, CANARY)
    library.close()
    path = tmp_path / "workspaces" / "gone.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * 4096 + whole[8192:])
    library = Library(tmp_path)
    with pytest.raises(CounterpointError, match="set aside"):
        library.guards.check("gone")
    assert files_with(CANARY, tmp_path)
    assert library.delete("gone")
    assert files_with(CANARY, tmp_path) == []
    assert library.guards.set_aside() == []
    library.close()
