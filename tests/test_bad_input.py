"""Wrong input and broken data: one clear sentence each, the right exit code, nothing half-written."""

import os
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.program import BRIDGE, FERRY, counterpoint, database_of


def _empty(place: Path) -> None:
    place.write_bytes(b"")


def _blank(place: Path) -> None:
    place.write_text(" \n\n\t \n")


def _binary(place: Path) -> None:
    place.write_bytes(bytes(range(256)) * 400)


def _pdf(place: Path, **options: Any) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(place), **options)
    for at, line in enumerate(BRIDGE.splitlines()):
        canvas.drawString(50, 800 - 15 * at, line)
    canvas.save()


def _encrypted_pdf(place: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    _pdf(place, encrypt=StandardEncryption("secret", ownerPassword="other"))


def _truncated_pdf(place: Path) -> None:
    _pdf(place)
    place.write_bytes(place.read_bytes()[:600])


def _truncated_docx(place: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph(BRIDGE)
    document.save(str(place))
    place.write_bytes(place.read_bytes()[:9000])


def _zip_bomb(place: Path) -> None:
    start = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            part.write(start)
            for _ in range(400):
                part.write(b" " * 1_000_000)


def _huge(place: Path) -> None:
    with place.open("wb") as file:
        file.write(BRIDGE.encode())
        file.truncate(200_000_000)


def _without_claim(place: Path) -> None:
    place.write_text("Menu\n\nHome\n\nContact\n\nWhere is the ferry today?\n\nPhoto: A. Moss\n")


def _directory(place: Path) -> None:
    place.mkdir()


def _missing(place: Path) -> None:
    assert not place.exists()


BAD_FILES: dict[str, Callable[[Path], None]] = {
    "empty.txt": _empty,
    "blank.txt": _blank,
    "binary.txt": _binary,
    "encrypted.pdf": _encrypted_pdf,
    "truncated.pdf": _truncated_pdf,
    "truncated.docx": _truncated_docx,
    "bomb.docx": _zip_bomb,
    "huge.txt": _huge,
    "claimless.txt": _without_claim,
    "folder": _directory,
    "missing.txt": _missing,
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_sentence_and_exit_code_2(name: str, tmp_path: Path) -> None:
    place = tmp_path / name
    BAD_FILES[name](place)
    done = counterpoint("ingest", str(place), "--json", data=tmp_path / "data")
    assert done.status == 2
    assert done.complaint.startswith(name)
    assert done.object["added"] == []
    assert done.object["skipped"][0]["file"] == name
    assert done.object["skipped"][0]["reason"].count("\n") == 0


def test_the_rest_of_a_batch_goes_in_and_nothing_stays_half_written(
    tmp_path: Path, sources: list[str]
) -> None:
    places = []
    for name, make in BAD_FILES.items():
        make(tmp_path / name)
        places += [str(tmp_path / name)]
    done = counterpoint("ingest", places[0], *sources, *places[1:], "--json", data=tmp_path / "data")
    assert done.status == 0
    assert [one["file"] for one in done.object["added"]] == ["bridge.txt", "ferry.txt"]
    assert [one["file"] for one in done.object["skipped"]] == list(BAD_FILES)
    assert done.err.count("\n") == len(BAD_FILES)
    checked = counterpoint("verify", "--json", data=tmp_path / "data").object
    assert (checked["sources"], checked["faults"]) == (2, [])


@pytest.mark.parametrize("claim", ["", "   ", "“”", "?!", "\x07", "long " * 2_000], ids=range(6))
def test_a_claim_that_is_none_is_one_sentence_and_exit_code_2(claim: str, library: Path) -> None:
    for command in ("counter", "support"):
        done = counterpoint(command, claim, "--json", data=library)
        assert done.status == 2
        assert done.complaint.endswith((".", "?", '"'))
        assert done.out == ""


@pytest.mark.parametrize(
    "claim", ['"', "a AND (b", "quote:*", "NEAR(x y)", "-x", "%", "'; DROP TABLE claims; --"]
)
def test_search_syntax_in_a_claim_is_taken_as_words(claim: str, library: Path) -> None:
    done = counterpoint("counter", "--json", "--", f"The bridge {claim} is too expensive", data=library)
    assert done.status == 0
    assert done.object["command"] == "counter"


def test_a_workspace_needs_a_plain_name(library: Path) -> None:
    done = counterpoint("--workspace", "../outside", "sources", data=library)
    assert done.status == 2
    assert done.complaint


def test_a_database_of_a_newer_version_is_refused_and_left_alone(own_library: Path) -> None:
    place = database_of(own_library)
    with sqlite3.connect(place) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = place.read_bytes()
    done = counterpoint("sources", data=own_library)
    assert (done.status, done.out) == (1, "")
    assert "newer" in done.complaint
    row = counterpoint("chat", "--json", data=own_library, lines="/sources\n").object
    assert "newer" in row["error"]
    assert place.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"This is no database.\n" * 500, b"", b"SQLite format 3\x00" + b"\x00" * 50],
    ids=["text", "empty", "cut"],
)
def test_a_file_that_is_no_database_is_refused_or_empty(content: bytes, own_library: Path) -> None:
    place = database_of(own_library)
    for beside in own_library.glob(f"{place.name}-*"):
        beside.unlink()
    place.write_bytes(content)
    done = counterpoint("sources", "--json", data=own_library)
    if content:
        assert done.status == 1
        assert done.complaint
        assert content in [path.read_bytes() for path in place.parent.iterdir()]
    else:
        assert done.object["sources"] == []


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    done = counterpoint("sources", data=tmp_path / "data")
    assert done.status == 1
    assert done.complaint


def test_a_read_only_data_folder_still_answers_and_refuses_to_add(
    own_library: Path, sources: list[str], tmp_path: Path
) -> None:
    before = _without_root_powers(tmp_path)
    new = tmp_path / "new.txt"
    new.write_text(FERRY.replace("ferry", "tunnel").replace("Skerry", "Farholm"), encoding="utf-8")
    for place in own_library.rglob("*"):
        place.chmod(0o555 if place.is_dir() else 0o444)
    own_library.chmod(0o555)
    try:
        refused = counterpoint("ingest", str(new), data=own_library, before=before)
        answered = counterpoint("sources", "--json", data=own_library, before=before)
    finally:
        for place in (own_library, *own_library.rglob("*")):
            place.chmod(0o755)
    assert refused.status == 1
    assert "read-only" in refused.complaint
    assert len(answered.object["sources"]) == len(sources)
    assert len(counterpoint("sources", "--json", data=own_library).object["sources"]) == len(sources)


def _without_root_powers(folder: Path) -> list[str]:
    """What must stand before a command so that a read-only folder is one for it, also when root runs it."""
    if os.geteuid() != 0:
        return []
    before = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    probe = folder / "probe"
    probe.mkdir(mode=0o555)
    if shutil.which("setpriv") is None:
        pytest.skip("root writes everywhere, and setpriv is missing")
    if subprocess.run([*before, "touch", str(probe / "x")], capture_output=True).returncode == 0:
        pytest.skip("root writes everywhere, also without its powers")
    return before
