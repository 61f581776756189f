"""How the command line reads words: texts without quotation marks, texts that begin with a dash, slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot import refusals
from bot.command import Parameter
from bot.commands import COMMANDS, near
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "counterpoint"
PREFIX = f"{PROGRAM} "


class CommandLine(click.Group):
    """A group whose unknown commands are answered with those that come near."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the words name. Raises `InputError` when there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            within = f"{_name(ctx)} ".lstrip()
            close = near(within + args[0], others=() if within else self.list_commands(ctx))
            known = [
                name
                for name in close
                if name.startswith(within) and name.removeprefix(within).split()[0] in self.commands
            ]
            raise InputError(
                refusals.unknown_command(within + args[0], known, prefix=PREFIX, help_by="--help")
            )
        return super().resolve_command(ctx, args)


class RegisteredCommand(click.Command):
    """A command whose text may begin with a dash: `counter "-5 degrees is warm"`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put texts behind all options: a word with a blank in it is no option's name."""
        names = {name for parameter in self.params for name in parameter.opts}
        before = ["", *args]
        dashed = [
            word
            for word, previous in zip(args, before, strict=False)
            if word.startswith("-") and " " in word.partition("=")[0] and previous not in names
        ]
        if dashed and "--" not in args:
            args = [*(word for word in args if word not in dashed), "--", *dashed]
        return super().parse_args(ctx, args)


class Words(click.Argument):
    """One or more words, which make one text where a command takes one; None when left out."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__([parameter.name], nargs=-1, required=False, metavar=parameter.usage)
        self.parameter = parameter

    def process_value(self, ctx: click.Context, value: Any) -> Sequence[str] | None:
        """Check that something was given. Raises `InputError`, with an example."""
        words: Sequence[str] = super().process_value(ctx, value)
        if not words and self.parameter.required and not ctx.resilient_parsing:
            command = next(one for one in COMMANDS if _name(ctx) in (one.name, *one.aliases))
            raise InputError(refusals.missing(command, self.parameter, prefix=PREFIX))
        return words or None


def _name(ctx: click.Context) -> str:
    """The command's name of one or two words, without the program's."""
    return ctx.command_path.removeprefix(PROGRAM).strip()
