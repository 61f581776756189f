"""What the bot's commands are called in Slack: one slash command for each first word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.command import Command
from bot.commands import find, in_chat
from bot.reply import Heading, Note, Piece, Table

TAKEN: Final = {"topic": "debate-topic", "who": "who-said"}
"""First words that are commands of Slack's own in every workspace, and what stands in for them."""
ANY: Final = "/counterpoint"
"""Takes a whole line, whatever else is called what."""
FIND_COUNTERS: Final = "find_counters"
ASK: Final = "ask_counterpoint"
_WORDS: Final = {slack: word for word, slack in TAKEN.items()}
_TYPED: Final = re.compile(rf"\A(\s*/?(?:help\s+/?)?)({'|'.join(_WORDS)})(?![\w-])", re.IGNORECASE)
_NAMED: Final = re.compile(rf"(?<![\w/.:-])/({'|'.join(TAKEN)})(?![\w/-])")


def first_words(commands: Sequence[Command]) -> dict[str, list[Command]]:
    """The commands by the first word of their names."""
    found: dict[str, list[Command]] = {}
    for command in commands:
        found.setdefault(command.chat_name.split()[0], []).append(command)
    return found


def slash(word: str) -> str:
    """What the slash command of a first word is called."""
    return f"/{TAKEN.get(word, word)}"


def as_here(text: str) -> str:
    """What the bot says, with its commands called as they are in Slack."""
    return _NAMED.sub(lambda found: slash(found[1]), text)


def renamed(piece: Piece) -> Piece:
    """A piece in which the bot speaks of commands; words of sources stay as they are."""
    match piece:
        case Note():
            return replace(piece, text=as_here(piece.text))
        case Heading():
            return replace(piece, text=as_here(piece.text))
        case Table():
            return replace(piece, rows=tuple(tuple(map(as_here, row)) for row in piece.rows))
        case _:
            return piece


def line_of(command: str, text: str) -> str:
    """A slash command and what was typed after it, as the line that the bot reads."""
    return meant(text if command == ANY else f"{command} {text}".strip())


def meant(line: str) -> str:
    """A line as the bot reads it, in which a command may be called as it is in Slack."""
    return _TYPED.sub(lambda found: f"{found[1]}{_WORDS[found[2].lower()]}", line)


def asked_for(line: str) -> tuple[Command, str] | None:
    """The command that a line names, and what follows its name; None where there is no such command."""
    words = line.strip().removeprefix("/").split(maxsplit=2)
    for count in (2, 1):
        command = find(" ".join(words[:count])) if len(words) >= count else None
        if command is not None and command in in_chat():
            return command, " ".join(words[count:])
    return None
