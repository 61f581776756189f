"""A backup holds everything in one state, is verified to the last byte, and takes nobody's place unasked."""

import io
import json
import logging
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import DatabaseError, InputError
from knowledge.library import Library
from knowledge.storage.backup import backup, place_for
from knowledge.storage.restoring import restore
from tests.knowledge.storage.every_method import CANARY, fill
from tests.knowledge.storage.invented import TREATY, new_source

KEY = "Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2FuYXJ5Q2E="


@pytest.fixture
def data(tmp_path: Path) -> Path:
    library = Library(tmp_path / "data", keys=[KEY])
    for name in ("T1", "T2"):
        fill(library.workspace(name).store, f"{name}word")
    library.installation.set_mark("which", "first")
    library.installation.seal("slack", "T1", f"xoxb-{CANARY}")
    library.close()
    return tmp_path / "data"


@pytest.fixture
def made(data: Path, tmp_path: Path) -> Path:
    backup(data, tmp_path / "made.tar")
    return tmp_path / "made.tar"


def content(data: Path) -> dict[str, object]:
    library = Library(data, keys=[KEY])
    found: dict[str, object] = {
        name: (library.workspace(name).claims(), library.workspace(name).records.settings())
        for name in library.workspaces()
    }
    found["mark"], found["secret"] = (
        library.installation.mark("which"),
        library.installation.unseal("slack", "T1"),
    )
    library.close()
    return found


def test_what_is_restored_is_what_was_backed_up(data: Path, made: Path, tmp_path: Path) -> None:
    manifest, replaced = restore(made, tmp_path / "new")
    assert replaced is None
    assert content(tmp_path / "new") == content(data)
    assert [kept.path for kept in manifest.files] == [
        "installation.db",
        "workspaces/T1.db",
        "workspaces/T2.db",
    ]
    assert [kept.rows.get("claims") for kept in manifest.files] == [None, 3, 3]
    assert manifest.left_out == ()


def test_a_backup_is_for_its_owner_alone_and_holds_no_key_and_no_token(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    assert KEY.encode() not in made.read_bytes()
    assert CANARY.encode() not in made.read_bytes()


def test_a_backup_is_made_while_the_library_is_in_use(data: Path, tmp_path: Path) -> None:
    library = Library(data)
    added = library.workspace("T1").store.add(new_source(TREATY))
    backup(data, tmp_path / "open.tar.gz")
    library.close()
    restore(tmp_path / "open.tar.gz", tmp_path / "new")
    restored = Library(tmp_path / "new")
    assert added in restored.workspace("T1").sources()
    restored.close()


def test_a_folder_gets_a_file_with_the_date_and_a_file_is_never_overwritten(
    data: Path, tmp_path: Path
) -> None:
    assert place_for(tmp_path).parent == tmp_path
    assert place_for(tmp_path).suffix == ".tar"
    (tmp_path / "there.tar").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        backup(data, tmp_path / "there.tar")
    with pytest.raises(InputError, match="is not there; make it"):
        backup(data, tmp_path / "nowhere" / "x.tar")
    with pytest.raises(InputError, match="nothing to back up"):
        backup(tmp_path / "empty", tmp_path / "x.tar")
    assert (tmp_path / "there.tar").read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_workspace_is_left_out_and_named_and_the_others_are_in(data: Path, tmp_path: Path) -> None:
    path = data / "workspaces" / "T1.db"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"bridge of T1word is easy", b"bridge of T1word is hard", 1))
    manifest = backup(data, tmp_path / "made.tar")
    (left_out,) = manifest.left_out
    assert left_out.path == "workspaces/T1.db"
    assert "is damaged, and no copy of it was made" in left_out.reason
    assert [kept.path for kept in manifest.files] == ["installation.db", "workspaces/T2.db"]


def test_a_folder_that_holds_something_is_replaced_only_when_told_and_kept(data: Path, made: Path) -> None:
    library = Library(data)
    library.workspace("T1").records.set_setting("answers", "private")
    library.close()
    with pytest.raises(InputError, match="add --replace"):
        restore(made, data)
    _, replaced = restore(made, data, replace=True)
    assert replaced
    assert content(data)["T1"] != content(replaced)["T1"]
    assert Library(data).workspace("T1").records.settings() == {"language": "T1word"}


def test_a_library_in_use_is_not_replaced(data: Path, made: Path) -> None:
    library = Library(data)
    assert library.workspace("T2").sources()
    with pytest.raises(DatabaseError, match=r"T2\.db” is in use; stop the program"):
        restore(made, data, replace=True)
    library.close()
    restore(made, data, replace=True)


def rewritten(made: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The backup again, with each of its files changed or left out."""
    place = made.with_name("rewritten.tar")
    with tarfile.open(made) as old, tarfile.open(place, "w") as new:
        for member in old.getmembers():
            stream = old.extractfile(member)
            assert stream
            content = change(member.name, stream.read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return place


def in_manifest(**changes: Any) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        found = json.loads(content)
        found["files"][1].update(changes)
        return json.dumps(found).encode()

    return change


def test_one_changed_byte_is_refused_and_nothing_is_changed(made: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    for at in range(4000, len(whole) - 12_000, len(whole) // 9):
        made.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(InputError, match=r"made\.tar” is (not whole|no backup)"):
            restore(made, tmp_path / "new")
        assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: None if name == "workspaces/T1.db" else content,
        lambda name, content: None if name == "manifest.json" else content,
        lambda name, content: b"{}" if name == "manifest.json" else content,
        lambda name, content: b"[1, 2]" if name == "manifest.json" else content,
        in_manifest(path="../outside.db"),
        in_manifest(path="/etc/outside.db"),
        in_manifest(size=3),
        in_manifest(sha256="0" * 64),
    ],
)
def test_a_file_that_is_no_whole_backup_is_refused(
    made: Path, tmp_path: Path, change: Callable[[str, bytes], bytes | None]
) -> None:
    with pytest.raises(InputError, match=r"rewritten\.tar” is (not whole|no backup)"):
        restore(rewritten(made, change), tmp_path / "new")
    assert not list(tmp_path.rglob("outside.db"))
    assert list((tmp_path / "new").iterdir()) == []


def test_a_file_that_is_something_else_and_a_cut_one_are_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("no backup at all " * 99)
    with pytest.raises(InputError, match="cannot be read to its end"):
        restore(tmp_path / "words.txt", tmp_path / "new")
    made.write_bytes(made.read_bytes()[:50_000])
    with pytest.raises(InputError, match="is not whole"):
        restore(made, tmp_path / "new")
    with pytest.raises(InputError, match="There is no file"):
        restore(tmp_path / "nosuch.tar", tmp_path / "new")


def test_a_restored_workspace_is_looked_at_like_any_other(
    made: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    restore(made, tmp_path / "new")
    content(tmp_path / "new")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert sorted(path.name for path in (tmp_path / "new" / "workspaces").iterdir()) == [
        "T1.db",
        "T1.db-seal",
        "T2.db",
        "T2.db-seal",
    ]
