"""The registry as slash commands: names of two words as groups, typed options, choices, autocomplete."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import groupby
from keyword import iskeyword
from typing import Any, TypeAlias

import discord
from discord import app_commands

from adapters.discord import texts
from adapters.discord.gathering import FILE, LINK
from adapters.discord.limits import CHOICE, CHOICES, DESCRIPTION, cut, size
from bot import labels
from bot.arguments import LARGEST_LIMIT
from bot.command import Command, Parameter, Suggested
from bot.suggestions import Choice

Run: TypeAlias = Callable[[discord.Interaction, Command, dict[str, object]], Awaitable[None]]
Suggest: TypeAlias = Callable[[discord.Interaction, Suggested, str], Awaitable[Sequence[Choice]]]
Counter: TypeAlias = Callable[[discord.Interaction, discord.Message], Awaitable[None]]
Slash: TypeAlias = "app_commands.Command[Any, ..., None] | app_commands.Group"

INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
MODERATORS = discord.Permissions(manage_guild=True)


def slash_commands(commands: Iterable[Command], run: Run, suggest: Suggest) -> list[Slash]:
    """All commands as Discord offers them."""
    ordered = sorted(commands, key=lambda one: one.chat_name)
    made: list[Slash] = []
    for first, found in groupby(ordered, key=lambda one: one.chat_name.split()[0]):
        same = list(found)
        if [one.chat_name for one in same] == [first]:
            made.append(_for_audience(_command(same[0], first, run, suggest), same))
        else:
            made.append(_for_audience(_group(first, same, run, suggest), same))
    return made


def counter_menu(counter: Counter) -> app_commands.ContextMenu:
    """The entry in the menu of every message."""

    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await counter(interaction, message)

    # Annotations are names here, and the library looks them up among the globals of this module.
    return app_commands.ContextMenu(
        name=labels.find_counters(), callback=callback, allowed_installs=INSTALLS, allowed_contexts=CONTEXTS
    )


def choices(found: Sequence[Choice]) -> list[app_commands.Choice[str]]:
    """Suggestions as Discord takes them; a value that would have to be cut is left out."""
    return [
        app_commands.Choice(name=cut(one.label, CHOICE), value=one.value)
        for one in found
        if 0 < size(one.value) <= CHOICE
    ][:CHOICES]


def _for_audience(made: Slash, commands: Sequence[Command]) -> Slash:
    """Hide what is for moderators alone; the bot checks again when it is used."""
    if all(one.audience == "moderator" for one in commands):
        made.default_permissions = MODERATORS
    return made


def _group(first: str, commands: Sequence[Command], run: Run, suggest: Suggest) -> app_commands.Group:
    words = [one.chat_name.partition(" ")[2] for one in commands]
    group = app_commands.Group(
        name=first,
        description=cut(f"/{first}: {', '.join(words)}", DESCRIPTION),
        allowed_installs=INSTALLS,
        allowed_contexts=CONTEXTS,
    )
    for word, command in zip(words, commands, strict=True):
        group.add_command(_command(command, word, run, suggest, inside=True))
    return group


def _command(
    command: Command, name: str, run: Run, suggest: Suggest, *, inside: bool = False
) -> app_commands.Command[Any, ..., None]:
    async def callback(interaction: discord.Interaction, **values: object) -> None:
        await run(interaction, command, {name.removesuffix("_"): value for name, value in values.items()})

    options = [option for parameter in command.parameters for option in _options(parameter)]
    vars(callback)["__signature__"] = inspect.Signature(
        [_parameter("interaction", discord.Interaction), *options]
    )
    described = {name: summary for one in command.parameters for name, summary in _summaries(one)}
    renamed = {name: name.removesuffix("_") for name in described if name.endswith("_")}
    app_commands.rename(**renamed)(callback)
    app_commands.describe(**described)(callback)
    for parameter in command.parameters:
        name_here = _in_python(parameter.name)
        if parameter.suggests:
            app_commands.autocomplete(**{name_here: _autocomplete(parameter.suggests, suggest)})(callback)
        if parameter.choices:
            fixed = [app_commands.Choice(name=one, value=one) for one in parameter.choices]
            app_commands.choices(**{name_here: fixed})(callback)
    return app_commands.Command(
        name=name,
        description=cut(command.summary, DESCRIPTION),
        callback=callback,
        allowed_installs=None if inside else INSTALLS,
        allowed_contexts=None if inside else CONTEXTS,
    )


def _options(parameter: Parameter) -> list[inspect.Parameter]:
    if parameter.kind == "places":
        return [_parameter(FILE, discord.Attachment | None, None), _parameter(LINK, str | None, None)]
    plain: Any = app_commands.Range[int, 1, LARGEST_LIMIT] if parameter.kind == "number" else str
    name = _in_python(parameter.name)
    return [_parameter(name, plain) if parameter.required else _parameter(name, plain | None, None)]


def _in_python(name: str) -> str:
    """The name of an option as a parameter of a function, whose names cannot be words of the language."""
    return f"{name}_" if iskeyword(name) else name


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default
    )


def _summaries(parameter: Parameter) -> list[tuple[str, str]]:
    if parameter.kind == "places":
        return [(FILE, texts.file_option()), (LINK, texts.link_option())]
    return [(_in_python(parameter.name), cut(parameter.summary, DESCRIPTION))]


def _autocomplete(kind: Suggested, suggest: Suggest) -> Any:
    async def offered(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await suggest(interaction, kind, typed))

    return offered


async def unused(_interaction: discord.Interaction, _command: Command, _values: dict[str, object]) -> None:
    """Stands in for a handler where commands are only looked at."""


async def unused_menu(_interaction: discord.Interaction, _message: discord.Message) -> None:
    """Stands in for a handler where commands are only looked at."""


async def unsuggested(_interaction: discord.Interaction, _kind: Suggested, _typed: str) -> Sequence[Choice]:
    """Stands in for suggestions where commands are only looked at."""
    return ()
