"""Sentences that say why something is not done, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.languages import figures, say
from bot.texts import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.command import Command, Parameter
    from bot.settings import Setting

LONGEST_TYPED = 40
"""How much of what was typed is said again."""


def nothing_to_change(source_id: str) -> str:
    """`source edit` without an option."""
    title = say("A better title")
    return say("Say what to change, for example: {line}").format(
        line=f'/source edit {source_id} --title "{title}"'
    )


def missing(command: Command, parameter: Parameter, *, prefix: str = "/") -> str:
    """A required parameter was not given."""
    return say("{command} needs {name}, for example: {line}").format(
        command=f"{prefix}{command.name}",
        name=parameter.name.upper(),
        line=f"{prefix}{command.example}",
    )


def needs_value(option: str) -> str:
    """An option stands at the end, without its value."""
    return say("{option} needs a value after it.").format(option=f"--{option}")


def unknown_option(option: str, command: Command) -> str:
    """An option that the command does not have."""
    from rapidfuzz import fuzz, process

    names = [parameter.name for parameter in command.parameters if parameter.option]
    near = process.extractOne(option, names, scorer=fuzz.ratio, score_cutoff=60)
    typed = f"--{option}"
    if near:
        return say("There is no option {option}; did you mean {meant}?").format(
            option=typed, meant=f"--{near[0]}"
        )
    if not names:
        return say("There is no option {option}; {command} has no options.").format(
            option=typed, command=command.name
        )
    return say("There is no option {option}; {command} has {options}.").format(
        option=typed, command=command.name, options=_all_of([f"--{name}" for name in names])
    )


def not_a_number(option: str, given: str, largest: int) -> str:
    """A number that is none, or out of range."""
    return say("{option} takes a whole number from 1 to {largest}, not “{given}”.").format(
        option=f"--{option}", largest=figures(largest), given=shortened(given, LONGEST_TYPED)
    )


def not_a_choice(parameter: Parameter, given: str) -> str:
    """A value that is none of those that there are."""
    return _not_one_of(parameter.name, parameter.choices, given)


def not_a_setting(setting: Setting, given: str) -> str:
    """A value that a setting cannot have."""
    return _not_one_of(setting.name, setting.choices, given)


def takes_nothing(command: Command, given: str) -> str:
    """Words after a command that takes none."""
    return say("{command} takes nothing after it, so “{given}” was not understood.").format(
        command=f"/{command.name}", given=shortened(given, LONGEST_TYPED)
    )


def no_command() -> str:
    """A slash with nothing after it."""
    return say("Type a command after the slash; /help lists them.")


def unknown_command(typed: str, near: Sequence[str], *, prefix: str = "/", help_by: str = "help") -> str:
    """No such command, and those that come near."""
    command = f"{prefix}{shortened(typed, LONGEST_TYPED)}"
    if near:
        return say("There is no command {command}; did you mean {meant}?").format(
            command=command, meant=_one_of([f"{prefix}{name}" for name in near])
        )
    return say("There is no command {command}; {help} lists them all.").format(
        command=command, help=f"{prefix}{help_by}"
    )


def half_a_command(typed: str, full: Sequence[str]) -> str:
    """The first word of commands that have two."""
    return say("{command} needs another word: {commands}.").format(
        command=f"/{typed}", commands=_one_of([f"/{name}" for name in full])
    )


def not_a_command(line: str) -> str:
    """A line without a slash."""
    words = shortened(line.replace('"', ""), LONGEST_TYPED)
    return say("Commands start with a slash; to find what argues against a claim, type {line}.").format(
        line=f'/counter "{words}"'
    )


def only_moderators(command: Command) -> str:
    """A member used a moderator's command."""
    return only_moderators_may(f"/{command.chat_name}")


def only_moderators_may(line: str) -> str:
    """A member typed what is for moderators."""
    return say("Only moderators may use {command}; ask one of them.").format(command=line)


def unexpected(reference: str) -> str:
    """A fault of ours; the reference stands in the log, too."""
    return say("Something went wrong on our side; the log has it as {reference}.").format(reference=reference)


def _not_one_of(name: str, choices: Sequence[str], given: str) -> str:
    return say("{name} is {choices}, not “{given}”.").format(
        name=name, choices=_one_of(choices), given=shortened(given, LONGEST_TYPED)
    )


def _one_of(parts: Sequence[str]) -> str:
    return _listed(parts, say("{several} or {last}"))


def _all_of(parts: Sequence[str]) -> str:
    return _listed(parts, say("{several} and {last}"))


def _listed(parts: Sequence[str], pattern: str) -> str:
    if len(parts) == 1:
        return parts[0]
    return pattern.format(several=", ".join(parts[:-1]), last=parts[-1])


def too_long(name: str, most: int) -> str:
    """What is known about a source is longer than any such thing."""
    return say("{name} has at most {most} characters; shorten it.").format(name=name, most=most)


def not_a_link(given: str) -> str:
    """A link that is none."""
    return say("“{given}” is not a link; links start with http:// or https://.").format(
        given=shortened(given, 60)
    )


def no_claim_open() -> str:
    """An answer without a claim."""
    return say("There is no claim to answer just now; /drill gives one.")
