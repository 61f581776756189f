"""The bot's registry as commands of the command line: words in, a reply out, an exit code."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from adapters.console import saving, texts
from adapters.console.words import PREFIX, CommandLine, RegisteredCommand, Words
from bot.command import Command, Parameter
from bot.commands import COMMANDS
from bot.dispatch import answer
from bot.languages import speaking
from bot.reply import Note, Outcome, Reply
from bot.request import Asker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.site.links import Pages

EXIT: dict[Outcome, int] = {"answered": 0, "failed": 1, "refused": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for every command of one run."""

    data: Path
    workspace: str

    @property
    def pages(self) -> Pages | None:
        """The pages of the workspace, where the environment says that there are some. Raises `InputError`."""
        from bot.operator.site import site_of

        site = site_of(os.environ, self.data)
        return site.of(self.workspace) if site else None


def registered() -> list[click.Command]:
    """Make every command of the registry; those of two words stand in a group of their own."""
    from adapters.console.ingest import ingest_command

    groups: dict[str, CommandLine] = {}
    made: list[click.Command] = []
    for command in COMMANDS:
        for name in (command.name, *command.aliases):
            first, _, second = name.partition(" ")
            word = second or first
            one = ingest_command(command, word) if command.name == "ingest" else _made(command, word)
            if second:
                groups.setdefault(first, CommandLine(name=first, help=texts.GROUPS[first])).add_command(one)
            else:
                made.append(one)
    return [*made, *groups.values()]


def parameters(command: Command) -> list[click.Parameter]:
    """Give what a command of the registry takes, for click, with `--json`."""
    shown = click.Option(["--json", "as_json"], is_flag=True, help=texts.JSON)
    return [*(_parameter(parameter) for parameter in command.parameters), *saving.option(command), shown]


def command_help(command: Command) -> str:
    """Give what `--help` says about a command."""
    given = [one for one in command.parameters if not one.option]
    about = "".join(f"\n\n{one.usage}: {one.summary}" for one in given)
    return f"{command.summary}{about}\n\nFor example: {PREFIX}{command.example}"


def show(reply: Reply, *, as_json: bool) -> int:
    """Print a reply and return the exit code; what went wrong goes to standard error."""
    warnings = [piece.text for piece in reply.pieces if isinstance(piece, Note) and piece.tone == "warning"]
    rest = [piece for piece in reply.pieces if not (isinstance(piece, Note) and piece.tone == "warning")]
    if as_json and reply.error is None:
        print_json(reply)
    elif rest and not as_json:
        from adapters.console.render import render, terminal

        with speaking(reply.language):
            render(rest, terminal())
    sys.stdout.flush()
    for warning in warnings:
        hint = f" {texts.DEBUG_HINT}" if reply.reference else ""
        click.echo(" ".join(warning.split()) + hint, err=True)
    return EXIT[reply.outcome]


def print_json(reply: Reply) -> None:
    """Print a reply as one JSON object on a line of its own."""
    click.echo(json.dumps(reply.data, ensure_ascii=False))


def _made(command: Command, name: str) -> click.Command:
    return RegisteredCommand(
        name=name,
        help=command_help(command),
        short_help=command.summary,
        params=parameters(command),
        callback=_callback(command),
    )


def _callback(command: Command) -> Callable[..., int]:
    @click.pass_obj
    def run(
        settings: Settings,
        /,
        *,
        as_json: bool,
        output: str | None = None,
        force: bool = False,
        **given: Any,
    ) -> int:
        from adapters.console.data import opened

        given = saving.asked(command, given, output, force=force)
        with opened(settings.data, settings.workspace, examining=command.examines) as workspace:
            asker = Asker(
                workspace=workspace,
                audience="moderator",
                local=True,
                scripted=as_json,
                pages=settings.pages,
            )
            reply = answer(command, given, asker)
        if output or (saving.formats(command) and not as_json):
            reply = saving.saved(reply, output)
        return show(reply, as_json=as_json)

    return run


def _parameter(parameter: Parameter) -> click.Parameter:
    if parameter.option:
        metavar = "NUMBER" if parameter.kind == "number" else parameter.name.upper()
        return click.Option([f"--{parameter.name}"], metavar=metavar, help=parameter.summary)
    return Words(parameter)
