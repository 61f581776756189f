"""Arguments as they were given, checked against a command's parameters."""

from collections.abc import Mapping, Sequence

from bot import texts
from bot.commands import Command, Parameter
from bot.request import Value
from knowledge.errors import InputError

LARGEST_LIMIT = 100

_CONTROLS = dict.fromkeys((*range(32), 127), " ")


def bind(command: Command, given: Mapping[str, str | Sequence[str] | None]) -> dict[str, Value]:
    """Check what was given for a command; None and absent mean the same.

    Raises:
        InputError: a parameter is missing, unknown, or a number out of range.
    """
    known = {parameter.name: parameter for parameter in command.parameters}
    for name in given:
        if name not in known:
            raise InputError(texts.unknown_option(name, command))
    bound = {name: _value(known[name], value) for name, value in given.items() if value is not None}
    for parameter in command.parameters:
        if parameter.required and parameter.name not in bound:
            raise InputError(texts.missing(command, parameter))
    return bound


def clean(text: str) -> str:
    """Text that can be stored and sent: no control characters, nothing that UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS).strip()


def _value(parameter: Parameter, given: str | Sequence[str]) -> Value:
    if parameter.kind == "places":
        return (given,) if isinstance(given, str) else tuple(given)
    text = clean(given if isinstance(given, str) else " ".join(given))
    return _number(parameter.name, text) if parameter.kind == "number" else text


def _number(name: str, text: str) -> int:
    # Not str.isdigit, which holds for digits that int() refuses, such as a superscript two.
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_LIMIT))
    if not digits or not 1 <= int(text) <= LARGEST_LIMIT:
        raise InputError(texts.not_a_number(name, text, LARGEST_LIMIT))
    return int(text)
