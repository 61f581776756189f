"""The app's manifest, from the registry of commands.

python -m adapters.slack.manifest > deploy/slack-manifest.yaml
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from adapters.slack import limits, naming
from adapters.slack.scopes import BOT, EVENTS, OPTIONAL
from bot import labels
from bot.command import Command
from bot.commands import in_chat

NAME: Final = "Counterpoint"
DESCRIPTION: Final = "Backs a debate with evidence: quotes that are word for word in a source."
LONG_DESCRIPTION: Final = (
    "Counterpoint reads the articles, op-eds and transcripts that your moderators add, finds who claims what, "
    "and which claims answer which. Ask it for the positions on a topic, or for what argues against a claim: "
    "every quote is word for word in a source, with speaker, author, date and link, and when the sources hold "
    "no answer, it says so."
)
COLOR: Final = "#1f3a5f"
HEAD: Final = "# Made from the registry of commands by: python -m adapters.slack.manifest\n"


def manifest(commands: Sequence[Command]) -> dict[str, Any]:
    """The manifest of an app that offers these commands."""
    return {
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": [*_slash_commands(commands), _any()],
        },
        "oauth_config": {"scopes": {"bot": [*BOT, *OPTIONAL], "bot_optional": list(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _shortcuts() -> list[dict[str, str]]:
    return [
        {
            "name": labels.find_counters()[: limits.SHORTCUT_NAME],
            "type": "message",
            "callback_id": naming.FIND_COUNTERS,
            "description": "Quotes that argue against what this message says",
        },
        {
            "name": "Counter a claim",
            "type": "global",
            "callback_id": naming.ASK,
            "description": "Quotes that argue against a claim",
        },
    ]


def _slash_commands(commands: Sequence[Command]) -> Iterator[dict[str, Any]]:
    for word, found in naming.first_words(commands).items():
        hint = _hint(word, found)
        yield {
            "command": naming.slash(word),
            "description": _description(found)[: limits.COMMAND_DESCRIPTION],
            **({"usage_hint": hint[: limits.COMMAND_HINT]} if hint else {}),
            "should_escape": False,
        }


def _any() -> dict[str, Any]:
    return {
        "command": naming.ANY,
        "description": "Any of the commands, typed after it.",
        "usage_hint": "views russia-china",
        "should_escape": False,
    }


def _description(found: Sequence[Command]) -> str:
    """What a command does; for a first word of several, what each of them does."""
    return found[0].summary if len(found) == 1 else " ".join(command.summary for command in found)


def _hint(word: str, found: Sequence[Command]) -> str:
    usages = (command.short_usage.removeprefix(command.name) for command in found)
    seconds = (command.chat_name.removeprefix(word).strip() for command in found)
    return " | ".join(
        part
        for part in (f"{second}{usage}".strip() for second, usage in zip(seconds, usages, strict=True))
        if part
    )


def as_yaml(value: Any, *, indent: int = 0) -> Iterator[str]:
    """The lines of a value of mappings, lists and plain values; JSON's strings are YAML's, too."""
    for key, one in value.items() if isinstance(value, dict) else ((None, one) for one in value):
        lead = " " * indent + (f"{key}:" if key is not None else "-")
        if not isinstance(one, dict | list):
            yield f"{lead} {json.dumps(one, ensure_ascii=False)}"
        elif key is not None:
            yield lead
            yield from as_yaml(one, indent=indent + 2)
        else:
            first, *rest = as_yaml(one, indent=indent + 2)
            yield f"{lead} {first.lstrip()}"
            yield from rest


def main() -> None:
    """Write the manifest to standard output."""
    sys.stdout.write(HEAD + "\n".join(as_yaml(manifest(in_chat()))) + "\n")


if __name__ == "__main__":
    main()
