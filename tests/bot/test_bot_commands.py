"""The registry: every command works, is documented, and says who may use it."""

from pathlib import Path

import pytest

from bot.command import Command
from bot.commands import COMMANDS, find, near
from bot.dispatch import answer, answer_line
from bot.parser import parse
from bot.request import Asker
from bot.suggestions import suggest
from knowledge.errors import DatabaseError
from knowledge.types import Fault, Verified
from tests.bot.small_library import SmallWorkspace

GUIDE = Path("docs/commands.md")
LINES = {
    "counter": '/counter "ferries are slow"',
    "support": "/support ferries are slow",
    "views": "/views ferry-bridge",
    "who": "/who Ines Okafor",
    "quote": "/quote fb-001",
    "source show": "/source show ferry.txt",
    "source summary": "/source summary 3f2a9c1b",
    "source edit": '/source edit ferry.txt --title "Sail"',
    "source remove": "/source remove ferry.txt",
    "chart": "/chart ferry-bridge",
    "map": "/map ferries are slow",
    "clash": "/clash ferries are slow",
    "blindspots": "/blindspots ferry-bridge",
    "brief": "/brief ferries are slow",
    "save": "/save fb-001",
    "topic set": "/topic set ferry-bridge",
    "ingest": "/ingest new.txt",
    "help": "/help counter",
    "moderators": "/moderators @debate-team",
    "intake": "/intake ferry.txt",
    "claim drop": "/claim drop FB-001",
    "claim restore": "/claim restore FB-001",
    "claim speaker": '/claim speaker fb-002 --name "Ines Okafor"',
    "source retract": '/source retract ferry.txt --reason "withdrawn"',
    "source restore": "/source restore ferry.txt",
}

every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def _moderator(workspace: SmallWorkspace | None = None) -> Asker:
    return Asker(workspace=workspace or SmallWorkspace(), audience="moderator", local=True)


@every_command
def test_every_command_answers_a_moderator_for_people_and_for_scripts(command: Command) -> None:
    reply = answer_line(LINES.get(command.name, f"/{command.name}"), _moderator())
    assert reply.error is None
    assert reply.outcome == "answered"
    assert reply.pieces
    assert reply.data["command"] == command.name == reply.command


@every_command
def test_every_example_is_a_line_that_can_be_typed(command: Command) -> None:
    assert parse(f"/{command.example}").command is command


@every_command
def test_every_command_fits_what_chat_platforms_allow(command: Command) -> None:
    assert all(len(word) <= 32 and word.isalpha() and word.islower() for word in command.name.split())
    assert len(command.name.split()) <= 2
    assert len(command.parameters) <= 25
    for text in (command.summary, *(parameter.summary for parameter in command.parameters)):
        assert len(text) <= 100
        assert text.endswith(".")
    assert sum(not parameter.option for parameter in command.parameters) <= 1


@every_command
def test_every_command_is_in_the_guide_with_its_example_and_options(command: Command) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert f"`/{command.usage}`" in guide
    assert f"/{command.example}" in guide
    assert command.summary in guide


@every_command
def test_every_command_for_moderators_refuses_members(command: Command) -> None:
    reply = answer_line(LINES.get(command.name, f"/{command.name}"), Asker(workspace=SmallWorkspace()))
    refused = reply.error == f"Only moderators may use /{command.chat_name}; ask one of them."
    assert refused == (command.audience == "moderator")


def test_names_are_found_whatever_their_case_and_near_ones_are_offered() -> None:
    assert find("/Source  SHOW") is find("source show")
    assert find("source add") is find("ingest")
    assert "counter" in near("conter")
    assert near("zzzzzz") == []


def test_only_who_sits_at_the_machine_may_name_its_files() -> None:
    away = Asker(workspace=SmallWorkspace(), audience="moderator")
    assert "Only links" in str(answer_line("/ingest /etc/hostname", away).error)
    assert "Only links" in str(answer_line("/ingest https://skerry.example/a /etc/hostname", away).error)
    assert answer_line("/ingest https://skerry.example/a", away).error is None


def test_options_reach_the_library() -> None:
    workspace = SmallWorkspace()
    answer_line("/counter ferries are slow --topic ferry-bridge --limit 2", _moderator(workspace))
    answer_line("/views ferry-bridge", _moderator(workspace))
    assert workspace.asked == [
        ("counter", "ferries are slow", "ferry-bridge", 2),
        ("views", "ferry-bridge", None, 40),
    ]


def test_arguments_gathered_by_a_platform_are_checked_like_typed_ones() -> None:
    counter = COMMANDS[0]
    assert answer(counter, {"claim": "x", "topic": None, "limit": "3"}, _moderator()).error is None
    assert "whole number" in str(answer(counter, {"claim": "x", "limit": "no"}, _moderator()).error)
    assert "needs CLAIM" in str(answer(counter, {}, _moderator()).error)
    assert "no option --colour" in str(answer(counter, {"colour": "x"}, _moderator()).error)


def test_an_error_of_the_library_is_one_sentence_and_says_whose_fault_it_is() -> None:
    workspace = SmallWorkspace()
    empty = answer_line('/counter ""', _moderator(workspace))
    assert (empty.outcome, empty.data) == (
        "refused",
        {"command": "counter", "error": "The claim is empty; type what somebody asserts."},
    )

    def broken() -> Verified:
        raise DatabaseError("The database is broken; restore it from a backup.")

    def unexpected() -> Verified:
        raise ZeroDivisionError

    workspace.verify = broken  # type: ignore[method-assign]
    assert answer_line("/verify", _moderator(workspace)).outcome == "failed"
    workspace.verify = unexpected  # type: ignore[method-assign]
    reply = answer_line("/verify", _moderator(workspace))
    assert "went wrong on our side" in str(reply.error)
    assert "ZeroDivision" not in str(reply.error)


def test_verify_fails_when_a_quote_does_not_stand_in_its_source() -> None:
    workspace = SmallWorkspace()
    workspace.faults = (Fault(claim_id="FB-001", file="ferry.txt", reason="the words are not there"),)
    reply = answer_line("/verify", _moderator(workspace))
    assert reply.outcome == "failed"
    assert reply.data["faults"] == [
        {"id": "FB-001", "file": "ferry.txt", "reason": "the words are not there"}
    ]


def test_ingest_is_refused_only_when_nothing_is_there_afterwards() -> None:
    assert answer_line("/ingest bad.txt", _moderator()).outcome == "refused"
    assert answer_line("/ingest bad.txt good.txt", _moderator()).outcome == "answered"
    assert answer_line("/ingest bad.txt ferry.txt", _moderator()).outcome == "answered"


def test_edit_without_a_change_says_what_to_type() -> None:
    assert "--title" in str(answer_line("/source edit ferry.txt", _moderator()).error)


def test_help_about_an_unknown_command_says_so() -> None:
    assert answer_line("/help xyzzy", _moderator()).outcome == "refused"
    assert answer_line("/help /source show", _moderator()).data["commands"][0]["name"] == "source show"


def test_suggestions_fit_what_was_typed_so_far() -> None:
    workspace = SmallWorkspace()
    assert [choice.value for choice in suggest("topics", "ferr", workspace)] == ["ferry-bridge"]
    assert [choice.value for choice in suggest("sources", "Keep the", workspace)] == ["3f2a9c1b"]
    assert suggest("topics", "zzzz", workspace) == []
    assert len(suggest("commands", "", workspace, limit=5)) == 5
