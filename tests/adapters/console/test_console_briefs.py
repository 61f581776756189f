"""`-o FILE` on the command line: a brief as a file, never over another, and no binary on a terminal."""

from pathlib import Path

import pytest

from adapters.console import data
from adapters.console.main import run
from tests.bot.small_library import SmallWorkspace, small_library

MAGIC = {".pdf": b"%PDF", ".docx": b"PK", ".md": b"# Ferries", ".argdown": b"# Ferries", ".apkg": b"PK"}


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = SmallWorkspace()
    monkeypatch.setattr(data, "opened", lambda *_, **__: small_library(workspace))


def brief(*words: str) -> int:
    return run(["--data", "nowhere", "brief", "Ferries are slow", *words])


@pytest.mark.parametrize("ending", MAGIC)
def test_the_ending_of_a_file_says_its_format(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"pack{ending}"
    assert brief("-o", str(path)) == 0
    assert path.read_bytes().startswith(MAGIC[ending])
    assert f"Saved as {path}." in " ".join(capsys.readouterr().out.split()).replace("- ", "-")


def test_a_format_that_is_named_needs_no_ending(tmp_path: Path) -> None:
    path = tmp_path / "pack"
    assert brief("--format", "pdf", "-o", str(path)) == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_file_markdown_is_printed_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert brief() == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# Ferries are slow\n")
    assert printed.err == ""


def test_a_script_gets_data_and_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pack.docx"
    assert brief("--json", "-o", str(path)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith('{"command": "brief"')
    assert printed.count("\n") == 1
    assert path.read_bytes().startswith(b"PK")


def test_a_file_that_is_there_is_replaced_by_force_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pack.md"
    path.write_text("my own notes")
    assert brief("-o", str(path)) == 2
    assert "is there already; add --force" in capsys.readouterr().err
    assert path.read_text() == "my own notes"
    assert brief("-o", str(path), "--force") == 0
    assert path.read_text().startswith("# Ferries")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "pdf"), "save it in a file, such as -o brief.pdf"),
        (("--format", "anki"), "save it in a file, such as -o brief.apkg"),
        (("-o", "pack.xls"), "must end in .pdf, .docx, .md, .argdown or .apkg"),
        (("--format", "pdf", "-o", "pack.docx"), "says another format than --format pdf"),
        (("-o", "no-such-folder/pack.pdf"), "name a file in a folder that exists"),
        (("-o", "."), "must end in"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_sentence(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brief(*words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_nothing_is_written_where_the_sources_say_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pack.pdf"
    assert run(["--data", "nowhere", "brief", "chess", "-o", str(path)]) == 0
    assert "say nothing on chess" in capsys.readouterr().out
    assert not path.exists()
