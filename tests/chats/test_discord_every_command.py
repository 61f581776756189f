"""Every command of the registry, used in the whole program wherever Discord offers it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.command import Command
from bot.commands import in_chat
from tests.chats.discord_program import CLAIM, Club
from tests.doubles.discord.driver import Impossible, Person, Shown

LAMP = b"The Lamp\nBy Ola Berg\n1 March 2024\n\nThe lamp on the pier is too bright, and seabirds die at it.\n"


@dataclass(frozen=True, slots=True)
class Row:
    """What a command is used with, and words that its answer holds."""

    answer: str
    options: dict[str, Any] = field(default_factory=dict)


ROWS = {
    "counter": Row("SB-001", {"claim": CLAIM, "topic": "skerry-bridge", "limit": 2}),
    "support": Row("supports", {"claim": CLAIM}),
    "chart": Row("In numbers: skerry-bridge", {"topic": "skerry-bridge", "show": "sources"}),
    "map": Row("Argument map: skerry-bridge", {"query": "skerry-bridge", "limit": 5}),
    "pages": Row("No pages are served from here", {}),
    "brief": Row("Debate brief: Skerry bridge", {"topic": "skerry-bridge"}),
    "save": Row("SB-001 is in your notebook", {"id": "SB-001"}),
    "notebook": Row("notebook"),
    "clash": Row("B. ", {"query": "skerry-bridge"}),
    "views": Row("Views on skerry-bridge", {"topic": "skerry-bridge"}),
    "who": Row("**Oskar Brandt**, county treasurer · quoted", {"name": "Oskar Brandt"}),
    "topics": Row("claims 12 · sources 2"),
    "quote": Row("**Mara Lind** · author", {"id": "SB-001"}),
    "sources": Row("Build the Bridge Now"),
    "source show": Row("Ines Okafor, the harbour master", {"id": "ferry.txt"}),
    "source summary": Row("Central claim", {"id": "ferry.txt"}),
    "drill": Row("What is the best argument against it?", {"topic": "skerry-bridge"}),
    "blindspots": Row("Evidence wanted on skerry-bridge", {"topic": "skerry-bridge"}),
    "help": Row("Quotes that argue against a claim", {"command": "counter"}),
    "preferences": Row("Your own settings", {"answers": "auto"}),
    "privacy": Row("questions", {"do": "export"}),
    "topic show": Row("has no topic of its own"),
    "topic set": Row("are about skerry-bridge", {"topic": "skerry-bridge"}),
    "topic clear": Row("has no topic of its own"),
    "moderators": Row("debate-team", {"group": "@debate-team"}),
    "settings": Row("Settings for everybody here", {"add": "moderators"}),
    "votes": Row("Nobody has voted SB-001 down", {"dismiss": "SB-001"}),
    "source add": Row("The Lamp", {"file": ("lamp.txt", LAMP)}),
    "source edit": Row("Skerry Post", {"id": "ferry.txt", "outlet": "Skerry Post"}),
    "source remove": Row("Build the Bridge Now", {"id": "bridge.txt"}),
    "claims": Row("SB-007", {"source": "ferry.txt"}),
    "intake": Row("Review of “Keep the Ferry”", {"id": "ferry.txt"}),
    "claim drop": Row("SB-007 is in no answer any more", {"quote": "SB-007"}),
    "claim restore": Row("SB-007 was restored", {"quote": "SB-007"}),
    "claim speaker": Row("is now Tilda Moe", {"quote": "SB-007", "name": "Tilda Moe"}),
    "source retract": Row("Retracted “Keep the Ferry”", {"id": "ferry.txt", "reason": "withdrawn"}),
    "source restore": Row("is not retracted", {"id": "ferry.txt"}),
    "audit": Row("Who did what"),
    "verify": Row("Every quote stands word for word in its source"),
}
COMMANDS = pytest.mark.parametrize("command", in_chat(), ids=lambda one: one.chat_name)
PLACES: dict[str, Callable[[Club], Person]] = {
    "a server": lambda club: club.moderator(),
    "direct messages": lambda club: club.own_library_of(club.member()).in_direct_messages(),
    "a private chat": lambda club: club.own_library_of(club.member()).in_private_chat(),
    "a server without the bot": lambda club: club.own_library_of(
        Club.founded(club.program, has_bot=False).member()
    ).with_own_install(),
}


def use(command: Command, by: Person) -> Shown:
    row = ROWS[command.chat_name]
    return by.slash(command.chat_name, **row.options).wait_for(row.answer)


def test_every_command_has_a_row_here() -> None:
    assert set(ROWS) == {one.chat_name for one in in_chat()}


@COMMANDS
@pytest.mark.parametrize("place", PLACES)
def test_every_command_answers_its_asker_alone(club: Club, command: Command, place: str) -> None:
    shown = use(command, PLACES[place](club))
    assert "⚠" not in shown.text
    assert shown.private
    assert [one.answers - one.follow_ups for one in club.service.timings[-1:]] == [1]


@COMMANDS
def test_every_answer_is_public_where_moderators_want_it_so_but_what_is_personal(
    club: Club, command: Command
) -> None:
    moderator = club.moderator()
    moderator.slash("settings", answers="public").wait_for("Settings")
    shown = use(command, moderator)
    assert shown.private == (command.personal or command.drafts or command.audience == "moderator")
    assert shown.seen_by(club.member()) != shown.private


@pytest.mark.parametrize(
    "command", [one for one in in_chat() if one.audience == "moderator"], ids=lambda one: one.chat_name
)
def test_what_moderators_may_is_refused_to_members_in_one_private_sentence(
    club: Club, command: Command
) -> None:
    ada = club.member()
    options = ROWS[command.chat_name].options
    shown = ada.slash(command.chat_name, anyway=True, **options)
    assert shown.text.startswith(f"⚠️ Only moderators may use /{command.chat_name};")
    assert shown.private
    assert "Nobody has voted" in club.moderator().slash("votes").text


def test_commands_for_moderators_alone_are_not_offered_to_members(club: Club) -> None:
    offered = {one["name"]: one["default_member_permissions"] for one in club.service.statistics["commands"]}
    hidden = {name for name, permissions in offered.items() if permissions in (1 << 5, str(1 << 5))}
    assert hidden == {"audit", "claim", "intake", "moderators", "settings", "votes", "claims", "verify"}
    with pytest.raises(Impossible):
        club.member().slash("settings")
