"""What people do in Discord, with the library's real machinery on a server in memory."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord
import pytest
import simcord

from adapters.discord.client import Client
from adapters.discord.settings import Settings
from bot import commands
from tests.adapters.discord.discord_host import SmallLibraries, small_host
from tests.bot.small_library import BARE

CLAIM = "the ferry is cheap"


class Scene:
    """A server with a channel, a member and a moderator."""

    def __init__(self, env: simcord.Env, libraries: SmallLibraries, told: list[str]) -> None:
        self.env, self.libraries, self.told = env, libraries, told
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("general")
        self.member = self.guild.add_member(env.create_user("ada"))
        moderators = self.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
        self.moderator = self.guild.add_member(env.create_user("ines"), roles=[moderators])

    @property
    def workspace(self) -> str:
        return f"discord-{self.guild.id}"


Play: TypeAlias = Callable[[Scene], Awaitable[None]]


def played(play: Play) -> None:
    async def run() -> None:
        host, libraries = small_host()
        told: list[str] = []
        client = Client(host, Settings(token="t"), told.append)  # noqa: S106
        async with simcord.run(client, shard_count=2, settle_timeout=20.0) as env:
            await play(Scene(env, libraries, told))
        host.workers.close()

    asyncio.run(run())


def read(message: Any) -> str:
    """Everything that is written in a message and on its buttons."""
    return json.dumps(message.components, ensure_ascii=False)


EXAMPLES: dict[str, dict[str, Any]] = {
    "counter": {"claim": CLAIM},
    "support": {"claim": CLAIM},
    "clash": {"query": CLAIM},
    "chart": {"topic": "ferry-bridge"},
    "map": {"query": CLAIM},
    "brief": {"topic": "ferry-bridge"},
    "save": {"id": "FB-001"},
    "views": {"topic": "ferry-bridge"},
    "blindspots": {"topic": "ferry-bridge"},
    "who": {"name": "Okafor"},
    "quote": {"id": "FB-001"},
    "source show": {"id": "ferry.txt"},
    "source summary": {"id": "ferry.txt"},
    "source remove": {"id": "notes.md"},
    "source edit": {"id": "ferry.txt", "title": "Another title"},
    "source add": {"link": "https://skerry.example/new"},
    "topic set": {"topic": "ferry-bridge"},
    "source retract": {"id": "ferry.txt", "reason": "withdrawn"},
    "source restore": {"id": "ferry.txt"},
    "claim drop": {"quote": "FB-001"},
    "claim restore": {"quote": "FB-001"},
    "claim speaker": {"quote": "FB-001", "name": "Ines Okafor"},
}


@pytest.mark.parametrize("name", [command.chat_name for command in commands.in_chat()])
def test_every_command_of_the_registry_is_answered(name: str) -> None:
    async def play(scene: Scene) -> None:
        result = await scene.moderator.slash(scene.channel, name, **EXAMPLES.get(name, {}))
        assert result.response is not None
        assert result.deferred or result.acknowledged
        assert len(read(result.response)) > 20
        assert "went wrong" not in read(result.response)

    played(play)


def test_an_answer_is_private_until_it_is_shared() -> None:
    async def play(scene: Scene) -> None:
        asked = await scene.member.slash(scene.channel, "counter", claim=CLAIM)
        assert asked.response is not None
        assert asked.response.ephemeral
        assert "The ferry pays for itself." in read(asked.response)
        shared = await scene.member.click(asked.response, label="Share")
        assert shared.response is not None
        assert not shared.response.ephemeral
        assert f"<@{scene.member.id}>" in read(shared.response)

    played(play)


def test_buttons_work_after_a_restart() -> None:
    async def play(scene: Scene) -> None:
        asked = await scene.member.slash(scene.channel, "counter", claim=CLAIM)
        host, libraries = small_host()
        libraries.opened.update(scene.libraries.opened)
        await scene.env.restart_bot(Client(host, Settings(token="t"), scene.told.append))  # noqa: S106
        assert asked.response is not None
        pressed = await scene.member.click(asked.response, custom_id="cp:context:FB-001")
        assert "Keep the Ferry" in read(pressed.followups[0] if pressed.followups else pressed.response)

    played(play)


def test_a_source_is_added_from_a_pasted_text_in_a_form() -> None:
    async def play(scene: Scene) -> None:
        opened = await scene.moderator.slash(scene.channel, "source add")
        assert opened.modal is not None
        sent = await scene.moderator.submit_modal(opened, {"text": "The bridge is late.", "title": "Late"})
        added = scene.libraries.opened[scene.workspace].kept[-1]
        assert added.file == "late.txt"
        assert sent.response is not None
        assert added.file in read(sent.response)

    played(play)


def test_a_member_may_not_add_and_is_told_so_privately() -> None:
    async def play(scene: Scene) -> None:
        refused = await scene.member.slash(scene.channel, "source add", link="https://skerry.example/new")
        assert refused.response is not None
        assert refused.response.ephemeral
        assert "moderators" in read(refused.response)
        assert BARE in scene.libraries.opened[scene.workspace].kept

    played(play)


def test_people_of_the_role_that_moderators_name_moderate_too() -> None:
    async def play(scene: Scene) -> None:
        role = scene.guild.create_role("judges")
        judge = scene.guild.add_member(scene.env.create_user("pia"), roles=[role])
        link = "https://skerry.example/new"
        before = await judge.slash(scene.channel, "source add", link=link)
        assert "Only moderators" in read(before.response)
        await scene.moderator.slash(scene.channel, "moderators", group=f"<@&{role.id}>")
        after = await judge.slash(scene.channel, "source add", link=link)
        assert "Only moderators" not in read(after.response)
        other = await scene.member.slash(scene.channel, "source add", link=link)
        assert "Only moderators" in read(other.response)

    played(play)


def test_commands_for_moderators_alone_are_hidden_from_members() -> None:
    async def play(scene: Scene) -> None:
        hidden = set(scene.moderator.available_commands(scene.channel)) - set(
            scene.member.available_commands(scene.channel)
        )
        assert hidden == {
            "audit",
            "claim drop",
            "claim restore",
            "claim speaker",
            "claims",
            "intake",
            "moderators",
            "settings",
            "verify",
            "votes",
        }

    played(play)


def test_find_counters_answers_a_message_of_somebody_else() -> None:
    async def play(scene: Scene) -> None:
        said = await scene.moderator.send(scene.channel, "**The ferry** is cheap and `x` <@1>.")
        found = await scene.member.context_menu(scene.channel, "Find counters", said)
        assert found.response is not None
        assert found.response.ephemeral
        assert "The ferry pays for itself." in read(found.response)

    played(play)


def test_a_mention_is_answered_and_other_talk_is_left_alone() -> None:
    async def play(scene: Scene) -> None:
        await scene.member.send(scene.channel, "The ferry is cheap.")
        assert len(scene.channel.history()) == 1
        user = scene.env.bot.user
        assert user is not None
        await scene.member.send(scene.channel, f"{user.mention} the ferry is cheap")
        answer = scene.channel.last_message
        assert answer is not None
        assert answer.author.id == user.id
        assert len(scene.channel.history()) == 3
        assert scene.libraries.opened[scene.workspace].asked[-1][1] == "the ferry is cheap"

    played(play)


def test_a_direct_message_is_asked_of_ones_own_library() -> None:
    async def play(scene: Scene) -> None:
        await scene.member.send_dm("the ferry is cheap")
        assert list(scene.libraries.opened) == [f"discord-user-{scene.member.id}"]

    played(play)


@pytest.mark.parametrize(
    ("command", "option", "typed"),
    [
        ("views", "topic", "fery"),
        ("source show", "id", "Kep the"),
        ("who", "name", "Okaf"),
        ("help", "command", ""),
    ],
)
def test_suggestions_come_while_typing_and_never_more_than_25(command: str, option: str, typed: str) -> None:
    async def play(scene: Scene) -> None:
        offered = await scene.member.autocomplete(scene.channel, command, option, typed)
        assert 1 <= len(offered) <= 25
        assert all(1 <= len(one["name"]) <= 100 and 1 <= len(one["value"]) <= 100 for one in offered)

    played(play)


def test_nothing_pings() -> None:
    async def play(scene: Scene) -> None:
        await scene.member.slash(scene.channel, "counter", claim="@everyone the ferry is cheap")
        user = scene.env.bot.user
        assert user is not None
        await scene.member.send(scene.channel, f"{user.mention} @everyone is for ferries")
        bodies = [one.json or {} for one in scene.env.http_requests]
        sent = [one for one in bodies if "components" in one]
        assert sent
        assert all(one["allowed_mentions"] == {"parse": []} for one in sent)

    played(play)


def test_one_says_when_it_is_ready() -> None:
    async def play(scene: Scene) -> None:
        assert len(scene.told) == 1
        assert scene.told[0].startswith("Discord: as ")

    played(play)


def test_a_server_that_removes_the_bot_is_remembered_and_may_come_back() -> None:
    async def play(scene: Scene) -> None:
        await scene.member.slash(scene.channel, "topics")
        guild = scene.env.bot.get_guild(scene.guild.id)
        assert guild is not None
        await guild.leave()
        await scene.env.settle()
        assert list(scene.libraries.small.departed) == [scene.workspace]
        scene.env.bot.dispatch("guild_join", guild)
        await scene.env.settle()
        assert scene.libraries.small.departed == {}

    played(play)
