"""The table of docs/roles.md, tried: each role with each command, by every way that leads to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import click
import pytest

from adapters.program.main import command_line
from bot.command import Command
from bot.commands import COMMANDS, find
from bot.dispatch import answer, answer_line, answer_words, form_behind, press, submit
from bot.reply import Reply
from bot.request import Asker
from tests.bot.small_library import SmallWorkspace
from tests.bot.test_bot_commands import LINES

Way: TypeAlias = Callable[[Command, Asker], Reply]
ROWS: Final = [
    [cell.strip() for cell in line.strip("| \n").split("|")]
    for line in Path("docs/roles.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
]
TABLE: Final = {row[0].strip("`/"): tuple(row[1:]) for row in ROWS}
FOR_OPERATORS: Final = {row[0].strip("`").split()[1] for row in ROWS if row[0].startswith("`counterpoint ")}


def typed(command: Command, asker: Asker) -> Reply:
    return answer_line(LINES.get(command.name, f"/{command.name}"), asker)


def typed_in_part(command: Command, asker: Asker) -> Reply:
    return answer_line(f"/{command.name}", asker)


def said_to_the_bot(command: Command, asker: Asker) -> Reply:
    return answer_words(f"/{command.chat_name}", asker)


def gathered_by_a_platform(command: Command, asker: Asker) -> Reply:
    return answer(command, {}, asker)


def pressed(command: Command, asker: Asker) -> Reply:
    return press(f"run:{command.name}", asker)


def confirmed(command: Command, asker: Asker) -> Reply:
    return press(f"done:{command.name}:x", asker)


def opened_as_a_form(command: Command, asker: Asker) -> Reply:
    found = form_behind(f"form:{command.name}", asker)
    return found if isinstance(found, Reply) else Reply(command=command.name, data={})


def sent_as_a_form(command: Command, asker: Asker) -> Reply:
    return submit(f"send:{command.name}", {}, asker)


WAYS: Final[tuple[Way, ...]] = (
    typed, typed_in_part, said_to_the_bot, gathered_by_a_platform, pressed, confirmed, opened_as_a_form,
    sent_as_a_form,
)  # fmt: skip
by_every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


def refused(reply: Reply) -> bool:
    return "Only moderators may use /" in (reply.error or "")


def is_for_members(command: Command, *, added_by_everyone: bool = False) -> bool:
    may = TABLE[command.chat_name][0]
    assert may in ("yes", "–", "if set")
    return may == "yes" or (may == "if set" and added_by_everyone)


@by_every_way
@every_command
def test_members_and_moderators_may_what_the_table_says(command: Command, way: Way) -> None:
    for everyone in (False, True):
        workspace = SmallWorkspace()
        workspace.records.set_setting("add", "everyone" if everyone else None)
        moderator = Asker(workspace=workspace, person="mo", audience="moderator", chat=True)
        member = Asker(workspace=workspace, person="ada", chat=True)
        assert not refused(way(command, moderator))
        before = len(workspace.audit.entries())
        reply = way(command, member)
        assert refused(reply) != is_for_members(command, added_by_everyone=everyone)
        noted = [(one.person, one.action, one.subject) for one in workspace.audit.entries()[before:]]
        assert (noted == [("ada", "refused", command.name)]) == refused(reply)


@pytest.mark.parametrize(
    ("code", "chosen", "name"),
    [
        ("review:drop:FB-001:0", None, "claim drop"),
        ("review:approve:3f2a9c1b:0", None, "intake"),
        ("review:undo:3f2a9c1b:0", None, "intake"),
        ("set:add", "everyone", "settings"),
        ("drop:FB-001", None, "votes"),
        ("done:source remove:3f2a9c1b", None, "source remove"),
        ("done:pages:revoke", None, "pages revoke"),
        ("draft:abcdefgh:post", None, "source summary"),
        ("draft:abcdefgh:discard", None, "source summary"),
    ],
)
def test_a_moderators_button_does_nothing_for_a_member(code: str, chosen: str | None, name: str) -> None:
    workspace = SmallWorkspace()
    reply = press(code, Asker(workspace=workspace, person="ada", chat=True), chosen)
    assert "moderators" in (reply.error or "")
    assert [(one.person, one.action, one.subject) for one in workspace.audit.entries()] == [
        ("ada", "refused", name)
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [("/pages revoke", "pages revoke"), ('/source summary ferry.txt --title "Mine"', "source summary")],
)
def test_what_is_for_moderators_within_a_members_command_is_refused_and_noted(line: str, name: str) -> None:
    workspace = SmallWorkspace()
    assert "moderators" in str(answer_line(line, Asker(workspace=workspace, person="ada")).error)
    assert [one.subject for one in workspace.audit.entries()] == [name]


def test_nobody_in_a_chat_reaches_what_is_for_operators() -> None:
    for name in sorted(FOR_OPERATORS):
        assert find(name) is None
        moderator = Asker(workspace=SmallWorkspace(), person="mo", audience="moderator", chat=True)
        assert answer_line(f"/{name}", moderator).outcome == "refused"
        assert press(f"run:{name}", moderator).outcome == "refused"
    moderator = Asker(workspace=SmallWorkspace(), person="mo", audience="moderator", chat=True)
    assert "Only links" in str(answer_line("/ingest /etc/hostname", moderator).error)


def test_the_table_names_every_command_of_chats_and_of_the_command_line() -> None:
    in_chats = {command.chat_name for command in COMMANDS}
    assert in_chats <= TABLE.keys()
    words = {command.name.split()[0] for command in COMMANDS}
    with click.Context(program := command_line()) as context:
        assert set(program.list_commands(context)) - words == FOR_OPERATORS
    assert all(row[2:] == ("yes",) or row[1:] == ("yes", "yes") for row in TABLE.values())
