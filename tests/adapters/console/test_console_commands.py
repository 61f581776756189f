"""Every command of the bot on the command line: what is printed where, and the exit code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from adapters.console import data
from adapters.console.main import run
from adapters.console.saving import formats
from bot.command import Command
from bot.commands import COMMANDS
from knowledge.errors import DatabaseError, InputError
from knowledge.types import Fault
from tests.bot.small_library import SmallWorkspace, small_library

WORDS = {
    "clash": ["ferries", "are", "slow"],
    "chart": ["ferry-bridge"],
    "map": ["ferries", "are", "slow"],
    "brief": ["ferries", "are", "slow"],
    "save": ["FB-001"],
    "topic set": ["ferry-bridge"],
    "counter": ["ferries are slow"],
    "support": ["ferries", "are", "slow"],
    "views": ["ferry-bridge"],
    "blindspots": ["ferry-bridge"],
    "who": ["Ines", "Okafor"],
    "quote": ["FB-001"],
    "source show": ["ferry.txt"],
    "source summary": ["ferry.txt"],
    "source edit": ["ferry.txt", "--title", "Sail"],
    "source remove": ["ferry.txt"],
    "ingest": ["new.txt"],
    "claim drop": ["FB-001"],
    "claim restore": ["FB-001"],
    "claim speaker": ["FB-001", "--name", "Ines Okafor"],
    "source retract": ["ferry.txt", "--reason", "withdrawn"],
    "source restore": ["ferry.txt"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run of the command line left behind."""

    status: int
    out: str
    err: str


Counterpoint = Callable[..., Run]


@pytest.fixture
def workspace() -> SmallWorkspace:
    return SmallWorkspace()


@pytest.fixture
def counterpoint(
    workspace: SmallWorkspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Counterpoint:
    monkeypatch.setattr(data, "opened", lambda *_, **__: small_library(workspace))

    def call(*arguments: str) -> Run:
        status = run(["--data", "nowhere", *arguments])
        printed = capsys.readouterr()
        return Run(status=status, out=printed.out, err=printed.err)

    return call


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_works_for_people_and_for_scripts(
    command: Command, counterpoint: Counterpoint, workspace: SmallWorkspace
) -> None:
    words = [*command.name.split(), *WORDS.get(command.name, [])]
    before = list(workspace.kept)
    shown = counterpoint(*words)
    workspace.kept[:] = before
    scripted = counterpoint(*words, "--json")
    assert (shown.status, shown.err) == (scripted.status, scripted.err) == (0, "")
    assert shown.out.strip()
    assert "\x1b" not in shown.out
    assert formats(command) or max(map(len, shown.out.splitlines())) <= 100
    assert json.loads(scripted.out)["command"] == command.name
    assert scripted.out.count("\n") == 1


def test_a_quote_is_shown_with_speaker_place_and_id(counterpoint: Counterpoint) -> None:
    out = counterpoint("counter", "ferries are slow").out
    for text in (
        "“the timetable a mess”",
        "— Ines Okafor, deputy mayor · reported",
        "Tomas Brandt, “Keep the Ferry”, The Skerry Post, 2 March 2025",
        "FB-002",
        "83 % counters",
        "Ines Okafor calls the timetable a mess. “This is why islanders leave.”",
    ):
        assert text in out


def test_views_shows_positions_under_letters(counterpoint: Counterpoint) -> None:
    out = counterpoint("views", "ferry-bridge").out
    assert "A. The ferry pays for itself." in out
    assert "B. the timetable a mess" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["countr", "x"], "did you mean counterpoint counter?"),
        (["source", "shw", "x"], "did you mean counterpoint source show"),
        (["counter"], 'needs CLAIM, for example: counterpoint counter "alliance is easy"'),
        (["source", "show"], "counterpoint source show needs ID"),
        (["counter", ""], "The claim is empty"),
        (["counter", "x", "--limit", "0"], "--limit takes a whole number from 1 to 100"),
        (["counter", "x", "--limt", "3"], "Did you mean '--limit'?"),
        (["counter", "x", "--topic"], "Option '--topic' requires an argument; counterpoint"),
        (["source", "show", "zzz"], 'There is no source "zzz"'),
        (["quote", "ZZ-999"], 'There is no quote "ZZ-999"'),
        (["ingest", "x", "--topic", "a", "--topic-from-folder"], "Give either --topic"),
        (["ingest", "bad.txt"], "bad.txt is empty; add a file with text in it."),
    ],
)
def test_wrong_input_is_one_line_on_standard_error_and_exit_code_2(
    words: list[str], sentence: str, counterpoint: Counterpoint
) -> None:
    result = counterpoint(*words)
    assert result.status == 2
    assert sentence in result.err
    assert result.err.count("\n") == 1


def test_claims_may_begin_with_a_dash_or_hold_what_the_terminal_cannot_show(
    counterpoint: Counterpoint, workspace: SmallWorkspace
) -> None:
    assert counterpoint("counter", "-5 degrees is warm", "--limit", "2").status == 0
    assert counterpoint("counter", "--", "-5").status == 0
    assert counterpoint("counter", "caf\udce9 \x00 \x1b[31m").status == 0
    asked = [(claim, limit) for _, claim, _, limit in workspace.asked]
    assert asked == [("-5 degrees is warm", 2), ("-5", 10), ("caf?    [31m", 10)]


def test_a_source_cannot_steer_the_terminal(counterpoint: Counterpoint) -> None:
    counterpoint("source", "edit", "ferry.txt", "--title", "safe")
    out = counterpoint("counter", "x \u202e \x9b31m").out
    assert "\x9b" not in out
    assert "\u202e" not in out


def test_a_database_that_cannot_be_used_is_exit_code_1(
    counterpoint: Counterpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(sentence: str, kind: type[Exception], *_: object, **__: object) -> None:
        raise kind(sentence)

    cases = ((DatabaseError, 1), (InputError, 2), (OSError, 1), (ZeroDivisionError, 1))
    for kind, status in cases:
        monkeypatch.setattr(data, "opened", partial(refuse, "It is newer; update the program.", kind))
        result = counterpoint("topics")
        assert result.status == status
        assert result.err.count("\n") == 1
        assert "Traceback" not in result.err


def test_verify_exits_with_1_when_a_quote_does_not_stand(
    counterpoint: Counterpoint, workspace: SmallWorkspace
) -> None:
    workspace.faults = (Fault(claim_id="FB-001", file="ferry.txt", reason="the words are not there"),)
    assert counterpoint("verify").status == 1
    assert counterpoint("verify", "--json").status == 1


def test_ingest_names_what_it_skips_and_adds_the_rest(counterpoint: Counterpoint) -> None:
    result = counterpoint("ingest", "a.txt", "bad.txt", "b.txt", "--json")
    assert result.status == 0
    assert [one["file"] for one in json.loads(result.out)["added"]] == ["a.txt", "b.txt"]
    assert result.err == "bad.txt is empty; add a file with text in it.\n"


def test_ingest_of_what_is_there_already_is_no_error(counterpoint: Counterpoint) -> None:
    result = counterpoint("ingest", "ferry.txt")
    assert (result.status, result.out) == (0, "Nothing was added.\n")
    assert "already" in result.err


def test_ingest_new_and_quiet_says_nothing_when_nothing_is_new(counterpoint: Counterpoint) -> None:
    assert counterpoint("ingest", "ferry.txt", "--new", "--quiet") == Run(status=0, out="", err="")
    some = counterpoint("ingest", "ferry.txt", "a.txt", "--new", "--quiet")
    assert some == Run(status=0, out="1 source added.\n", err="")
    assert "is empty" in counterpoint("ingest", "bad.txt", "--new", "--quiet").err


def test_ingest_new_does_not_read_known_files_again(
    counterpoint: Counterpoint, workspace: SmallWorkspace, tmp_path: Path
) -> None:
    from dataclasses import replace
    from hashlib import sha256

    known = tmp_path / "bad-but-known.txt"
    known.write_text("The bridge is dear.")
    workspace.kept[0] = replace(workspace.kept[0], sha256=sha256(known.read_bytes()).hexdigest())
    assert counterpoint("ingest", str(known), "--new", "--json").err == ""


def test_ingest_takes_topics_from_folders(counterpoint: Counterpoint, workspace: SmallWorkspace) -> None:
    counterpoint("ingest", "ferry-bridge/a.txt", "school/b.txt", "ferry-bridge/c.txt", "--topic-from-folder")
    topics = {source.file: source.topic for source in workspace.kept[2:]}
    assert topics == {"a.txt": "ferry-bridge", "c.txt": "ferry-bridge", "b.txt": "school"}


def test_no_command_shows_what_there_is(
    counterpoint: Counterpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([]) == 0
    assert "counter" in capsys.readouterr().out
    assert counterpoint("counter", "--help").status == 0
    assert counterpoint("--version").out.startswith("counterpoint ")


def test_the_data_folder_is_the_one_given_else_the_environment_says() -> None:
    assert data.data_folder("here", {"COUNTERPOINT_DATA": "there"}) == Path("here")
    assert data.data_folder(None, {"COUNTERPOINT_DATA": "there"}) == Path("there")
    assert data.data_folder(None, {"XDG_DATA_HOME": "/shared"}) == Path("/shared/counterpoint")
    assert data.data_folder(None, {}).parts[-3:] == (".local", "share", "counterpoint")
