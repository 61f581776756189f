"""Runs a command for somebody: their rights first, then what was given, and what was done goes into the log."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot import chat_texts
from bot.arguments import bind
from bot.commands import find
from bot.dressing import dressed
from bot.moderation import audit
from bot.permissions import require
from bot.request import Request
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.command import Command
    from bot.reply import Reply
    from bot.request import Asker, Place, Value


def run(
    command: Command,
    given: Mapping[str, str | Sequence[Place] | None],
    asker: Asker,
    *,
    start: int = 0,
    token: str | None = None,
    confirmed: bool = False,
) -> Reply:
    """Run a command with what was given for it. Raises `InputError` where rights or arguments are wrong."""
    # rights first: what a command takes is nothing to those who may not use it
    require(command, asker)
    return run_bound(command, bind(command, given), asker, start=start, token=token, confirmed=confirmed)


def run_bound(
    command: Command,
    arguments: Mapping[str, Value],
    asker: Asker,
    *,
    start: int = 0,
    token: str | None = None,
    confirmed: bool = False,
) -> Reply:
    """Run a command whose arguments are checked; a chat gets a page of the reply, with buttons."""
    require(command, asker)
    request = Request(arguments=arguments, asker=asker, start=start, confirmed=confirmed)
    reply = command.run(request)
    if reply.done is not None:
        audit.record(asker, command.name, reply.done)
    return dressed(reply, command, request, token=token) if asker.chat else reply


def command_of(rest: str) -> tuple[Command, dict[str, str]]:
    """The command that a code names and the one argument that may follow it. Raises `InputError`."""
    name, _, argument = rest.partition(":")
    command = find(name)
    if command is None:
        raise InputError(chat_texts.unknown_button())
    taken = command.positional or next(iter(command.parameters), None)
    return command, {taken.name: unquote(argument)} if argument and taken else {}
