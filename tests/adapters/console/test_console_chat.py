"""`counterpoint chat`: lines in, answers out."""

import io
import json
from pathlib import Path

import pytest

from adapters.console import chat
from adapters.console.main import run
from adapters.console.render import terminal
from tests.bot.small_library import SmallWorkspace, small_library


@pytest.fixture(autouse=True)
def _library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "opened", lambda *_, **__: small_library(SmallWorkspace()))


def _chat(
    lines: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert run(["chat", *options]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_chat_gives_one_object_a_line_also_for_errors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = '\ufeff/claims\n\n  \n/sources\n/counter "x"\n/counter\n/xyzzy\nhello\n/\n/verify\n/counter\x00x'
    out = _chat(lines, monkeypatch, capsys, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    commands = [row["command"] for row in rows]
    assert commands[:4] == ["claims", "sources", "counter", "counter"]
    assert commands[4:8] == ["xyzzy", "hello", "", "verify"]
    assert ["error" in row for row in rows[:8]] == [False, False, False, True, True, True, True, False]
    assert len(rows) == 9


def test_chat_answers_piped_lines_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = _chat("/counter ferries are slow\n/nonsense\n", monkeypatch, capsys)
    assert "“The ferry pays for itself.”" in out
    assert "There is no command /nonsense" in out


def test_chat_ends_when_somebody_leaves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _chat("/quit\n/sources\n", monkeypatch, capsys) == ""
    out = _chat("/QUIT\n/sources\n", monkeypatch, capsys, "--json")
    assert json.loads(out) == {"command": "quit"}


def test_greeting_says_what_is_there_and_gives_three_examples() -> None:
    workspace = SmallWorkspace()
    console = terminal()
    with console.capture() as shown:
        from adapters.console.render import render

        render(chat.greeting(workspace), console)
    text = shown.get()
    assert "2 sources on ferry-bridge" in text
    assert all(example in text for example in ("/views russia-china", '/counter "alliance is easy"', "/help"))
    workspace.kept.clear()
    assert len(chat.greeting(workspace)) == 2


def test_completion_finishes_commands_and_topics() -> None:
    workspace = SmallWorkspace()
    assert chat.completions("/cou", workspace) == ["/counter "]
    assert chat.completions("/views fer", workspace) == ["/views ferry-bridge"]
    assert chat.completions("/source show 3f", workspace) == ["/source show 3f2a9c1b"]
    assert chat.completions("/counter x", workspace) == []


def test_a_failing_library_at_the_start_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr(chat, "opened", refuse)
    assert run(["chat", "--json"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
