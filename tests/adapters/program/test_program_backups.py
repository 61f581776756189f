"""`counterpoint backup` and `counterpoint restore` as an operator types them."""

from pathlib import Path

from tests.program import counterpoint


def test_a_library_is_backed_up_and_restored_and_gives_the_same_answers(
    own_library: Path, tmp_path: Path
) -> None:
    done = counterpoint("backup", str(tmp_path), data=own_library)
    (file,) = tmp_path.glob("counterpoint-*.tar")
    assert done.status == 0
    assert done.out == (
        f"1 workspace backed up to {file}. Keep COUNTERPOINT_SECRET_KEY and the platforms' tokens apart: they are "
        f"not in it.\n"
    )
    before = counterpoint("claims", "--json", data=own_library).object
    done = counterpoint("restore", str(file), "--json", data=tmp_path / "new")
    assert (done.status, done.err) == (0, "")
    assert done.object["replaced"] is None
    assert [kept["path"] for kept in done.object["files"]] == ["workspaces/local.db"]
    assert counterpoint("claims", "--json", data=tmp_path / "new").object == before


def test_what_is_there_is_replaced_only_when_told(own_library: Path, tmp_path: Path) -> None:
    assert counterpoint("backup", str(tmp_path / "made.tar.gz"), data=own_library).status == 0
    refused = counterpoint("restore", str(tmp_path / "made.tar.gz"), data=own_library)
    assert refused.status == 2
    assert "add --replace" in refused.complaint
    done = counterpoint("restore", str(tmp_path / "made.tar.gz"), "--replace", data=own_library)
    assert done.status == 0
    assert "What was there is in" in done.out


def test_what_is_damaged_is_named_and_the_status_says_so(own_library: Path, tmp_path: Path) -> None:
    path = own_library / "workspaces" / "local.db"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"safe", b"save"))
    done = counterpoint("backup", str(tmp_path / "made.tar"), data=own_library)
    assert done.status == 1
    assert done.complaint.startswith("Not in the backup: workspaces/local.db. ")
    said = counterpoint("counter", "the ferry is safe", data=own_library)
    assert said.status == 1
    assert "was found damaged and set aside" in said.complaint
    again = counterpoint("backup", str(tmp_path / "again.tar"), data=own_library)
    assert again.status == 1
    assert "set aside" in again.complaint


def test_a_file_that_is_no_backup_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("words")
    done = counterpoint("restore", str(tmp_path / "words.txt"), data=tmp_path / "new")
    assert done.status == 2
    assert "nothing was changed" in done.complaint
