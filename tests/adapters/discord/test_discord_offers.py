"""What the adapter offers: commands, translations, settings, the invitation; and what becomes of servers that leave."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands

from adapters.discord import departures, doctor, invite, limits, syncing
from adapters.discord.client import Client, intents
from adapters.discord.commands import choices
from adapters.discord.seen import Seen
from adapters.discord.settings import Settings
from bot import commands
from bot.departures import delete_due
from bot.suggestions import Choice
from knowledge.errors import DatabaseError, InputError
from tests.adapters.discord.discord_host import SmallLibraries, small_host

TOKEN = "canary-of-a-token"  # noqa: S105


def payload() -> list[dict[str, Any]]:
    async def run() -> list[dict[str, Any]]:
        async with discord.Client(intents=intents()) as client:
            return await syncing.payload(doctor.offered(client))

    return asyncio.run(run())


def leaves() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in payload():
        inside = [option for option in one.get("options", []) if option["type"] == 1]
        found |= {f"{one['name']} {option['name']}": option for option in inside} or {one["name"]: one}
    return found


def test_discord_offers_exactly_the_commands_of_the_registry_and_find_counters() -> None:
    assert set(leaves()) == {one.chat_name for one in commands.in_chat()} | {"Find counters"}


def test_every_command_keeps_to_the_limits() -> None:
    whole = payload()
    assert sum(one["type"] == 1 for one in whole) <= limits.COMMANDS
    for one in leaves().values():
        assert len(one["name"]) <= 32
        assert len(one.get("description", "x")) <= limits.DESCRIPTION
        assert len(one.get("options", [])) <= limits.OPTIONS_OF_COMMAND
        for option in one.get("options", []):
            assert 1 <= len(option["description"]) <= limits.DESCRIPTION
            assert len(option.get("choices", [])) <= limits.CHOICES


def test_parameters_are_offered_as_they_are() -> None:
    offered = leaves()
    for command in commands.in_chat():
        options = {one["name"]: one for one in offered[command.chat_name].get("options", [])}
        for parameter in command.parameters:
            if parameter.kind == "places":
                assert {options["file"]["type"], options["link"]["type"]} == {11, 3}
                continue
            option = options[parameter.name]
            assert option["type"] == (4 if parameter.kind == "number" else 3)
            assert option["required"] == parameter.required
            assert option.get("autocomplete", False) == bool(parameter.suggests)
            assert tuple(one["value"] for one in option.get("choices", [])) == parameter.choices


def test_only_commands_for_moderators_alone_ask_for_a_right() -> None:
    asked = {one["name"] for one in payload() if one.get("default_member_permissions")}
    assert asked == {"audit", "claim", "claims", "intake", "moderators", "settings", "verify", "votes"}


def test_servers_and_people_can_add_the_bot() -> None:
    for one in payload():
        assert one["integration_types"] == [0, 1]
        assert one["contexts"] == [0, 1, 2]


def test_no_privileged_intent_is_asked_for() -> None:
    wanted = intents()
    assert [wanted.members, wanted.presences, wanted.message_content] == [False] * 3


def test_suggestions_that_discord_would_refuse_are_left_out() -> None:
    found = [
        Choice(label="L" * 300, value="v"),
        Choice(label="x", value="v" * 101),
        Choice(label="", value="w"),
    ]
    assert [(len(one.name), one.value) for one in choices(found * 20)] == [(100, "v"), (1, "w")] * 12 + [
        (100, "v")
    ]


def test_commands_are_synced_only_when_they_have_changed_or_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[int] = []
    there: list[Any] = []

    async def sync(self: Any) -> list[Any]:
        calls.append(len(self.get_commands()))
        there[:] = [SimpleNamespace(type=one.type, name=one.name) for one in _kinds(self)]
        return []

    async def fetch_commands(_: Any) -> list[Any]:
        return there

    monkeypatch.setattr(app_commands.CommandTree, "sync", sync)
    monkeypatch.setattr(app_commands.CommandTree, "fetch_commands", fetch_commands)

    async def run() -> None:
        host, _ = small_host()
        async with Client(host, Settings(token=TOKEN), print) as client:
            assert await syncing.sync(client.tree, host)
            assert not await syncing.sync(client.tree, host)
            del there[0]
            assert await syncing.sync(client.tree, host)
            client.tree.remove_command("who")
            assert await syncing.sync(client.tree, host)
        host.workers.close()

    asyncio.run(run())
    assert calls[0] == calls[1] == calls[2] + 1


def _kinds(tree: Any) -> list[Any]:
    """Commands of the tree with the kind that the service would name."""
    return [
        SimpleNamespace(type=getattr(one, "type", discord.AppCommandType.chat_input), name=one.name)
        for one in tree.get_commands()
    ]


def test_the_invitation_asks_for_no_more_than_it_can_explain() -> None:
    link = invite.link(123)
    assert "scope=bot+applications.commands" in link
    assert f"permissions={invite.permissions().value}" in link
    assert not invite.permissions().administrator
    assert all(invite.REASONS.values())


def test_settings_are_read_from_the_environment_and_hide_the_token() -> None:
    environment = {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": "http://localhost:1/api/v10/",
        "DISCORD_GATEWAY_URL": "ws://localhost:2",
    }
    settings = Settings.read(environment)
    assert settings is not None
    assert (settings.token, settings.api_url) == (TOKEN, "http://localhost:1/api/v10")
    assert TOKEN not in repr(settings)
    assert Settings.read({}) is None


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"DISCORD_API_URL": "http://localhost:1"}, "DISCORD_TOKEN"),
        ({"DISCORD_TOKEN": "two words"}, "DISCORD_TOKEN"),
        ({"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": "localhost"}, "DISCORD_API_URL"),
        ({"DISCORD_TOKEN": TOKEN, "DISCORD_GATEWAY_URL": "https://localhost"}, "DISCORD_GATEWAY_URL"),
    ],
)
def test_settings_that_cannot_be_are_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(InputError, match=named) as caught:
        Settings.read(environment)
    assert TOKEN not in str(caught.value)


def test_the_same_delivery_counts_once_and_memory_is_bounded() -> None:
    seen = Seen(most=3)
    assert [seen.first_time(event) for event in (1, 1, 2, 3, 4, 1)] == [True, False, True, True, True, True]


def left_behind(*workspaces: str) -> SmallLibraries:
    libraries = SmallLibraries()
    for workspace in workspaces:
        libraries.workspace(workspace)
    return libraries


def test_who_left_and_who_came_back_while_the_bot_was_off_is_noticed() -> None:
    libraries = left_behind("discord-1", "discord-2", "discord-user-3", "slack-T4", "local")
    libraries.small.depart("discord-1")
    departures.compare(libraries, [1])
    assert set(libraries.small.departed) == {"discord-2"}


def test_what_left_30_days_ago_is_deleted_and_nothing_else() -> None:
    libraries = left_behind("discord-1", "discord-2", "discord-3", "discord-user-4", "slack-T5")
    now = datetime.now(UTC)
    old = now - timedelta(days=31)
    libraries.small.departed = {
        "discord-1": old,
        "discord-2": now - timedelta(days=29),
        "discord-3": old,
        "discord-user-4": old,
        "slack-T5": old,
    }
    assert delete_due(libraries, lambda name: departures.is_gone(name, [3]), now=now) == ["discord-1"]
    assert sorted(libraries.opened) == ["discord-2", "discord-3", "discord-user-4", "slack-T5"]
    assert "discord-1" not in libraries.small.departed


def test_what_cannot_be_deleted_now_is_due_again_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    libraries, now = left_behind("discord-1", "discord-2"), datetime.now(UTC)
    libraries.small.departed = dict.fromkeys(("discord-1", "discord-2"), now - timedelta(days=31))
    delete = libraries.delete

    def copied(name: str) -> None:
        if name == "discord-1":
            raise DatabaseError("It is being copied.")
        delete(name)

    with monkeypatch.context() as while_copied:
        while_copied.setattr(libraries, "delete", copied)
        assert delete_due(libraries, lambda _: True, now=now) == ["discord-2"]
    assert delete_due(libraries, lambda _: True, now=now) == ["discord-1"]
    assert not libraries.opened
