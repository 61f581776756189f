"""Lines as people type them, as a command with its arguments.

`/counter "alliance is easy" --topic russia-china`; the quotation marks may be curly or missing, the
dashes one long dash as phones make of two, and an apostrophe is never a quotation mark.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import refusals
from bot.arguments import bind
from bot.command import Command, Parameter
from bot.commands import COMMANDS, find, near, starting_with
from bot.request import Value
from knowledge.errors import InputError

_OPENING = '"“„«”'
_CLOSING = '"”“»'
_OPTION = re.compile(r"(?:--|[—–])([A-Za-z][A-Za-z-]{0,30})(?:=|\s|$)")
_DASHES = (" --", " —", " –")
_OPTION_NAMES = {one.name for command in COMMANDS for one in command.parameters if one.option}
_BLANKS = dict.fromkeys(map(ord, "\t\n\r\v\f\u00a0\u2007\u202f"), " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command and the arguments it was given, checked."""

    command: Command
    arguments: dict[str, Value]


def parse(line: str) -> Asked:
    """Read a typed line.

    Raises:
        InputError: there is no such command, or its arguments are not right.
    """
    command, rest = _command(_normal(line))
    options, rest = _options(command, rest)
    given: dict[str, str | Sequence[str] | None] = dict(options)
    positional = command.positional
    if rest and positional is None:
        raise InputError(refusals.takes_nothing(command, rest))
    if rest and positional is not None:
        given[positional.name] = places(rest) if positional.kind == "places" else unquoted(rest)
    return Asked(command=command, arguments=bind(command, given))


def command_word(line: str) -> str:
    """What a line calls the command it wants, also when there is no such command."""
    words = _normal(line).removeprefix("/").split(maxsplit=2)
    command = find(" ".join(words[:2])) or find(" ".join(words[:1]))
    return command.name if command else "".join(words[:1])


def unquoted(text: str) -> str:
    """A text without the quotation marks around it; marks inside it stay."""
    text = text.strip()
    marks = [at for at, letter in enumerate(text) if letter in _OPENING or letter in _CLOSING]
    opened, closed = text[:1] in tuple(_OPENING), text[-1:] in tuple(_CLOSING)
    if opened and closed and len(text) > 1:
        return text if _closes(text, marks[1:-1]) else text[1:-1]
    if len(marks) == 1 and (opened or closed):
        return text.strip(_OPENING + _CLOSING)
    return text


def places(text: str) -> tuple[str, ...]:
    """Paths and links divided by blanks; one with blanks inside stands in quotation marks."""
    found: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        quoted = text[at] in _OPENING
        end = _end_of_quoted(text, at) if quoted else text.find(" ", at)
        end = len(text) if end < 0 else end
        found.append(text[at + 1 : end] if quoted else text[at:end])
        at = end + 1
    return tuple(place for place in found if place)


def _normal(line: str) -> str:
    return line.removeprefix("\ufeff").translate(_BLANKS).strip()


def _command(line: str) -> tuple[Command, str]:
    name, _, rest = line.removeprefix("/").lstrip().partition(" ")
    second, _, further = rest.lstrip().partition(" ")
    if command := find(f"{name} {second}"):
        return command, further.strip()
    if command := find(name):
        return command, rest.strip()
    raise InputError(_no_such(line, name, second))


def _no_such(line: str, name: str, second: str) -> str:
    if not name:
        return refusals.no_command()
    if full := starting_with(name):
        close = [known for known in near(f"{name} {second}") if known in full] if second else []
        if close:
            return refusals.unknown_command(f"{name} {second}", close[:1])
        return refusals.half_a_command(name.lower(), full)
    if not line.startswith("/") and not near(name):
        return refusals.not_a_command(line)
    return refusals.unknown_command(name, near(name))


def _options(command: Command, rest: str) -> tuple[dict[str, str], str]:
    """Take options off both ends of a line; what stands between them is the positional parameter."""
    known = {parameter.name: parameter for parameter in command.parameters if parameter.option}
    options: dict[str, str] = {}
    while (taken := _leading(command, known, rest)) is not None:
        options[taken[0]], rest = taken[1:]
    while (taken := _trailing(command, known, rest)) is not None:
        options.setdefault(*taken[:2])
        rest = taken[2]
    return options, rest


def _leading(command: Command, known: dict[str, Parameter], rest: str) -> tuple[str, str, str] | None:
    match = _OPTION.match(rest)
    if match is None or (name := _known(command, known, match[1])) is None:
        return None
    after = rest[match.end() :].lstrip()
    if not after:
        raise InputError(refusals.needs_value(name))
    if known[name].whole:
        return name, unquoted(after), ""
    if after[0] in _OPENING:
        end = _end_of_quoted(after, 0)
        return name, after[1:end], after[end + 1 :].strip()
    value, _, after = after.partition(" ")
    return name, value, after.strip()


def _trailing(command: Command, known: dict[str, Parameter], rest: str) -> tuple[str, str, str] | None:
    start = max(rest.rfind(dash) for dash in _DASHES)
    match = _OPTION.match(rest, start + 1) if start >= 0 else None
    if match is None:
        return None
    value = rest[match.end() :].strip()
    bare = value[1:-1] if len(value) > 1 and value[0] in _OPENING and value[-1] in _CLOSING else value
    if any(mark in bare for mark in _OPENING + _CLOSING):
        # A mark that belongs to the claim: `/counter "never use --topic x"` has no option.
        return None
    name = _known(command, known, match[1])
    if name is None or (known[name].kind == "number" and " " in value):
        return None
    if not value:
        raise InputError(refusals.needs_value(name))
    return name, bare, rest[:start].strip()


def _known(command: Command, known: dict[str, Parameter], typed: str) -> str | None:
    """The option that was meant, or None for words of a claim that happen to follow dashes."""
    from rapidfuzz import fuzz

    name = typed.lower()
    if name in known:
        return name
    slip = any(fuzz.ratio(name, option) >= 75 for option in known)
    if slip or name in _OPTION_NAMES or command.positional is None:
        raise InputError(refusals.unknown_option(name, command))
    return None


def _closes(text: str, inner: Sequence[int]) -> bool:
    """Whether the first mark inside closes the one at the start: `"alliance" is "easy"`."""
    if not inner:
        return False
    before, after = text[inner[0] - 1], text[inner[0] + 1]
    return before != " " and not after.isalnum()


def _end_of_quoted(text: str, start: int) -> int:
    """Where the quotation that opens at `start` closes, or the end of the text."""
    closing = '"' if text[start] == '"' else _CLOSING
    ends = [at for mark in closing if (at := text.find(mark, start + 1)) >= 0]
    return min(ends, default=len(text))
