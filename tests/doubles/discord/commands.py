"""What an application's commands may be, and a person's words turned into a command's data."""

import unicodedata
from itertools import pairwise
from typing import Any

from tests.doubles.discord.refusals import Path, Payload, Problems

SLASH, USER, MESSAGE = 1, 2, 3
MOST_OF_KIND = {SLASH: 100, USER: 15, MESSAGE: 15}
NAME, DESCRIPTION, OPTIONS, CHOICES, CHOICE, WHOLE = 32, 100, 25, 25, 100, 8_000
SUBCOMMAND, GROUP = 1, 2
LOCALES = frozenset(
    [
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    ]
)


def check_commands(commands: object) -> None:
    """Refuse a set of commands that the platform refuses.

    Raises:
        Refusal: with the place of everything that is wrong.
    """
    problems = Problems()
    listed = problems.items((), commands, most=sum(MOST_OF_KIND.values()))
    for kind, most in MOST_OF_KIND.items():
        if sum(one.get("type", SLASH) == kind for one in listed) > most:
            code = "APPLICATION_COMMANDS_MAX_NUMBER"
            problems.add((), code, f"Maximum number of application commands reached ({most}).")
    names = [(one.get("type", SLASH), one.get("name")) for one in listed]
    for place, command in enumerate(listed):
        if names.count(names[place]) > 1:
            message = "Application command names must be unique"
            problems.add((place,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        _check_command(problems, (place,), command)
    problems.refuse()


def _check_command(problems: Problems, path: Path, command: Payload) -> None:
    kind = command.get("type", SLASH)
    if not problems.one_of((*path, "type"), kind, (SLASH, USER, MESSAGE)):
        return
    if kind == SLASH:
        _check_named(problems, path, command)
        _check_options(problems, (*path, "options"), command.get("options") or [], depth=0)
    else:
        problems.text((*path, "name"), command.get("name"), least=1, most=NAME)
        if command.get("description") or command.get("options"):
            message = "Context menu commands cannot have description or options"
            problems.add((*path, "description"), "APPLICATION_COMMAND_TYPE_DOES_NOT_ALLOW", message)
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdigit():
        problems.add((*path, "default_member_permissions"), "PERMISSION_INVALID", "Invalid permissions")
    if _length(command) > WHOLE:
        message = f"Command exceeds maximum size ({WHOLE})"
        problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_named(problems: Problems, path: Path, one: Payload) -> None:
    names = {("name",): one.get("name"), **_localized(problems, path, one, "name")}
    for inner, name in names.items():
        problems.text((*path, *inner), name, least=1, most=NAME)
        if not isinstance(name, str) or not all(map(_fits_name, name)) or name != name.lower():
            message = "String value did not match validation regex."
            problems.add((*path, *inner), "STRING_TYPE_REGEX", message)
    texts = {("description",): one.get("description"), **_localized(problems, path, one, "description")}
    for inner, text in texts.items():
        problems.text((*path, *inner), text, least=1, most=DESCRIPTION)


def _localized(problems: Problems, path: Path, one: Payload, key: str) -> dict[tuple[str, ...], Any]:
    found = one.get(f"{key}_localizations") or {}
    for locale in found:
        problems.one_of((*path, f"{key}_localizations", locale), locale, tuple(sorted(LOCALES)))
    return {(f"{key}_localizations", locale): text for locale, text in found.items()}


def _fits_name(letter: str) -> bool:
    return letter in "-_'" or unicodedata.category(letter)[0] in "LNM"


def _check_options(problems: Problems, path: Path, options: list[Payload], *, depth: int) -> None:
    problems.items(path, options, most=OPTIONS)
    for place, option in enumerate(options):
        here = (*path, place)
        _check_named(problems, here, option)
        problems.one_of((*here, "type"), option.get("type"), tuple(range(1, 12)))
        if option.get("type") in {SUBCOMMAND, GROUP}:
            if depth + (option["type"] == GROUP) > 1:
                problems.add((*here, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
            _check_options(problems, (*here, "options"), option.get("options") or [], depth=depth + 1)
        else:
            _check_choices(problems, here, option)
    _check_order(problems, path, options)


def _check_order(problems: Problems, path: Path, options: list[Payload]) -> None:
    names = [option.get("name") for option in options]
    if len(set(names)) < len(names):
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
    if any(later.get("required") and not first.get("required") for first, later in pairwise(options)):
        message = "Required options must be placed before non-required options"
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
    nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        message = "Sub-commands and values cannot be mixed"
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)


def _check_choices(problems: Problems, path: Path, option: Payload) -> None:
    choices = problems.items((*path, "choices"), option.get("choices"), most=CHOICES)
    for place, choice in enumerate(choices):
        problems.text((*path, "choices", place, "name"), choice.get("name"), least=1, most=CHOICE)
        if isinstance(choice.get("value"), str):
            problems.text((*path, "choices", place, "value"), choice["value"], most=CHOICE)
    if choices and option.get("autocomplete"):
        message = "Choices and autocomplete are mutually exclusive"
        problems.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", message)


def _length(one: Payload) -> int:
    own = len(str(one.get("name", ""))) + len(str(one.get("description") or ""))
    own += sum(len(choice["name"]) + len(str(choice["value"])) for choice in one.get("choices") or [])
    return own + sum(map(_length, one.get("options") or []))
