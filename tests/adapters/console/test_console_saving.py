"""`-o FILE`: a map or a chart in a file, whose ending says as what."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.console import chat, data
from adapters.console.main import run
from tests.bot.small_library import SmallWorkspace, small_library

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    for module in (data, chat):
        monkeypatch.setattr(module, "opened", lambda *_, **__: small_library(SmallWorkspace()))

    def run_it(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = run(["--data", "nowhere", *words])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_it


@pytest.mark.parametrize(
    ("ending", "begins"), [("png", b"\x89PNG"), ("SVG", b"<svg "), ("argdown", b"==="), ("json", b"{")]
)
def test_the_ending_says_what_is_saved(call: Call, tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"my map.{ending}"
    status, out, err = call("map", "ferries", "are", "slow", "-o", str(path))
    assert (status, err) == (0, "")
    assert f"Saved as {path}." in " ".join(out.split())
    assert path.read_bytes().startswith(begins)


def test_another_ending_is_refused_in_one_sentence_and_nothing_is_saved(call: Call, tmp_path: Path) -> None:
    for name in ("map.gif", "map", "map.png.txt"):
        status, out, err = call("map", "ferries", "-o", str(tmp_path / name))
        assert (status, out) == (2, "")
        assert err.endswith("must end in .png, .svg, .argdown or .json, which says what is saved.\n")
        assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_name_and_a_format_that_differ_are_refused(call: Call, tmp_path: Path) -> None:
    status, _, err = call("map", "ferries", "-o", str(tmp_path / "a.svg"), "--format", "json")
    assert status == 2
    assert "another format than --format json" in err


def test_nothing_is_saved_where_nothing_argues(call: Call, tmp_path: Path) -> None:
    status, out, _ = call("map", "bananas", "-o", str(tmp_path / "a.png"))
    assert status == 0
    assert "Nothing in the sources argues for or against this." in out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused_in_one_line(call: Call, tmp_path: Path) -> None:
    status, _, err = call("map", "ferries", "-o", str(tmp_path / "no" / "a.png"))
    assert status == 2
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_script_may_save_and_read_the_object(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    _, out, _ = call("map", "ferries", "-o", str(path), "--json")
    assert json.loads(out)["command"] == "map"
    assert ET.parse(path).getroot().tag.endswith("svg")  # noqa: S314


def test_formats_of_text_are_printed_and_pictures_are_not(call: Call) -> None:
    status, out, _ = call("map", "ferries", "--format", "argdown")
    assert status == 0
    assert out.startswith("===\ntitle:")
    status, out, err = call("map", "ferries", "--format", "png")
    assert (status, out) == (2, "")
    assert "save it in a file" in err


def test_the_map_is_printed_as_a_tree_that_says_how_to_save_it(call: Call) -> None:
    _, out, _ = call("map", "ferries", "are", "slow")
    lines = [line.rstrip() for line in out.splitlines()]
    assert (
        "    + Supports · 90 % · FB-001: “The ferry pays for itself.” — Tomas Brandt, harbour master" in lines
    )
    assert "-o map.png" in lines[-1]


def test_lines_typed_in_chat_save_files_too(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a b.svg"
    typed = f'/map ferries are slow -o {path}\n/chart ferry-bridge -o "{tmp_path / "c.png"}"\n/map ferries -o x.doc\n'
    status, out, err = call("chat", typed=typed)
    assert (status, err) == (0, "")
    assert path.read_bytes().startswith(b"<svg ")
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    assert "must end in .png" in " ".join(out.split())


def test_a_dash_o_in_a_claim_for_another_command_is_part_of_the_claim(call: Call) -> None:
    _, out, _ = call("chat", "--json", typed="/counter ferries -o slow\n")
    assert json.loads(out)["query"] == "ferries -o slow"
