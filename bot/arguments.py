"""Arguments as they were given, checked against a command's parameters."""

from collections.abc import Mapping, Sequence

from bot import refusals
from bot.command import Command, Parameter
from bot.request import Place, Value
from knowledge.errors import InputError
from knowledge.types import File

LARGEST_LIMIT = 100

_CONTROLS = dict.fromkeys((*range(32), 127), " ")


def bind(command: Command, given: Mapping[str, str | Sequence[Place] | None]) -> dict[str, Value]:
    """Check what was given for a command; None and absent mean the same.

    Raises:
        InputError: a parameter is missing, unknown, or a number out of range.
    """
    known = {parameter.name: parameter for parameter in command.parameters}
    for name in given:
        if name not in known:
            raise InputError(refusals.unknown_option(name, command))
    bound = {name: _value(known[name], value) for name, value in given.items() if value is not None}
    for parameter in command.parameters:
        if parameter.required and parameter.name not in bound:
            raise InputError(refusals.missing(command, parameter))
    return bound


def clean(text: str) -> str:
    """Text that can be stored and sent: no control characters, nothing that UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS).strip()


def _value(parameter: Parameter, given: str | Sequence[Place]) -> Value:
    if parameter.kind == "places":
        return (given,) if isinstance(given, str) else tuple(given)
    words = (given,) if isinstance(given, str) else given
    text = clean(" ".join(word for word in words if not isinstance(word, File)))
    if parameter.choices and text.lower() not in parameter.choices:
        raise InputError(refusals.not_a_choice(parameter, text))
    if parameter.choices:
        return text.lower()
    return _number(parameter.name, text) if parameter.kind == "number" else text


def _number(name: str, text: str) -> int:
    # Not str.isdigit, which holds for digits that int() refuses, such as a superscript two.
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_LIMIT))
    if not digits or not 1 <= int(text) <= LARGEST_LIMIT:
        raise InputError(refusals.not_a_number(name, text, LARGEST_LIMIT))
    return int(text)
