"""The manifest is what the registry says, and what Slack takes."""

from pathlib import Path
from typing import Any

import yaml

from adapters.slack import naming
from adapters.slack.manifest import HEAD, as_yaml, manifest
from adapters.slack.scopes import BOT, OPTIONAL
from bot.commands import in_chat
from tests.doubles.slack.manifest import EVENTS, NEEDED

MANIFEST = Path(__file__).parents[3] / "deploy" / "slack-manifest.yaml"
OF_SLACK = {"/topic", "/who", "/remind", "/invite", "/leave", "/join", "/search", "/status", "/msg", "/me"}


def written() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return found


def test_the_manifest_is_up_to_date() -> None:
    assert written() == manifest(in_chat())
    assert MANIFEST.read_text(encoding="utf-8") == HEAD + "\n".join(as_yaml(manifest(in_chat()))) + "\n"


def test_every_command_of_the_registry_can_be_typed_in_slack() -> None:
    offered = {one["command"] for one in written()["features"]["slash_commands"]}
    for command in in_chat():
        word = command.chat_name.split()[0]
        assert naming.slash(word) in offered
        rest = command.chat_name.removeprefix(word).strip()
        found = naming.asked_for(naming.line_of(naming.slash(word), rest))
        assert found == (command, "")
    assert naming.ANY in offered
    assert not offered & OF_SLACK


def test_the_manifest_keeps_to_the_limits_of_slack() -> None:
    found = written()
    commands, shortcuts = found["features"]["slash_commands"], found["features"]["shortcuts"]
    names = [one["command"] for one in commands]
    assert len(names) == len(set(names)) <= 50
    assert all(len(one["command"]) <= 32 and len(one["description"]) <= 2_000 for one in commands)
    assert all(len(one.get("usage_hint", "")) <= 1_000 for one in commands)
    assert len(shortcuts) <= 10
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in shortcuts)
    about = found["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4_000


def test_the_manifest_asks_for_no_right_that_is_not_used() -> None:
    used = {"commands", *NEEDED.values(), *EVENTS.values()} - {"im:write"}
    scopes = written()["oauth_config"]["scopes"]["bot"]
    assert set(scopes) == used == {*BOT, *OPTIONAL}
    assert written()["oauth_config"]["scopes"]["bot_optional"] == list(OPTIONAL)
    assert not [scope for scope in scopes if scope.endswith(":history") and scope != "im:history"]
