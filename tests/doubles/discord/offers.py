"""What a person's words become: the data of the command that the bot registered, as the platform sends it."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord.commands import GROUP, SLASH, SUBCOMMAND
from tests.doubles.discord.payloads import has_permissions
from tests.doubles.discord.refusals import Payload

STRING, INTEGER, BOOLEAN, PERSON, NUMBER, ATTACHMENT = 3, 4, 5, 6, 10, 11
LONGEST = 6_000
KINDS: dict[int, type] = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: float, PERSON: str}
IN_SERVER, WITH_BOT, ELSEWHERE = 0, 1, 2


class NotPossible(Exception):
    """A person cannot do this in the platform's own program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody, somewhere."""

    user: str
    permissions: int
    guild: str | None
    channel: str
    by_user_install: bool = False
    locale: str = "en-US"
    context: int = IN_SERVER


@dataclass(slots=True)
class Filled:
    """A command's options as given."""

    options: list[Payload] = field(default_factory=list)
    attachments: Payload = field(default_factory=dict)
    users: list[str] = field(default_factory=list)


def find_command(commands: list[Payload], name: str, kind: int) -> Payload:
    for one in commands:
        if one["name"] == name and one["type"] == kind:
            return one
    known = ", ".join(sorted(one["name"] for one in commands if one["type"] == kind)) or "none"
    raise NotPossible(f"no such command: {name!r} (registered: {known})")


def check_offered(command: Payload, who: Who, *, anyway: bool) -> None:
    """Refuse a command that the platform's program would not show to this person here.

    Raises:
        NotPossible: with the reason.
    """
    name = command["name"]
    contexts = command.get("contexts")
    if contexts is None:
        contexts = [IN_SERVER, WITH_BOT, ELSEWHERE] if command.get("dm_permission", True) else [IN_SERVER]
    if who.context not in contexts:
        raise NotPossible(f"/{name} is not offered here: its contexts are {contexts}, this is {who.context}")
    if int(who.by_user_install) not in (command.get("integration_types") or [0]):
        raise NotPossible(f"/{name} is not offered to this kind of installation")
    wanted = command.get("default_member_permissions")
    in_own_server = who.guild is not None and not who.by_user_install
    if in_own_server and not anyway and not has_permissions(who.permissions, wanted):
        raise NotPossible(f"/{name} is not offered to members without the permissions {wanted}")


def slash_data(
    commands: list[Payload],
    words: str,
    values: Payload,
    *,
    attach: Callable[[str, bytes], Payload],
    focused: str | None = None,
) -> tuple[Payload, Payload, Filled]:
    """The command, its data as sent, and what was filled in.

    Raises:
        NotPossible: when the command has no such options, or misses one.
    """
    first, *rest = words.split()
    command = find_command(commands, first, SLASH)
    filled = Filled()
    options = _options(command, rest, values, filled, attach=attach, focused=focused)
    data = {"id": command["id"], "name": first, "type": SLASH, "options": options}
    if filled.attachments:
        data["resolved"] = {"attachments": filled.attachments}
    return command, data, filled


def _options(
    level: Payload,
    rest: list[str],
    values: Payload,
    filled: Filled,
    *,
    attach: Callable[[str, bytes], Payload],
    focused: str | None,
) -> list[Payload]:
    defined = {one["name"]: one for one in level.get("options") or []}
    if rest:
        inner = defined.get(rest[0])
        if inner is None or inner["type"] not in {SUBCOMMAND, GROUP}:
            raise NotPossible(f"{level['name']} has no subcommand {rest[0]!r}, but {sorted(defined)}")
        below = _options(inner, rest[1:], values, filled, attach=attach, focused=focused)
        return [{"name": rest[0], "type": inner["type"], "options": below}]
    if any(one["type"] in {SUBCOMMAND, GROUP} for one in defined.values()):
        raise NotPossible(f"{level['name']} needs a subcommand: {sorted(defined)}")
    _check_given(level, defined, values, focused)
    for name, value in values.items():
        filled.options.append(_option(defined[name], value, filled, attach=attach, focused=focused == name))
    return filled.options


def _check_given(level: Payload, defined: Payload, values: Payload, focused: str | None) -> None:
    if unknown := sorted(set(values) - set(defined)):
        raise NotPossible(f"{level['name']} has no option {unknown}, but {sorted(defined)}")
    missing = [name for name, one in defined.items() if one.get("required") and name not in values]
    if focused is None and missing:
        raise NotPossible(f"{level['name']} needs {missing}")
    if focused is not None and not defined[focused].get("autocomplete"):
        raise NotPossible(f"the option {focused!r} of {level['name']} has no autocomplete")


def _option(
    defined: Payload, value: Any, filled: Filled, *, attach: Callable[[str, bytes], Payload], focused: bool
) -> Payload:
    kind, name = defined["type"], defined["name"]
    if kind == ATTACHMENT:
        attachment = attach(value["name"], base64.b64decode(value["content"]))
        filled.attachments[attachment["id"]] = attachment
        value = attachment["id"]
    elif focused:
        return {"name": name, "type": kind, "value": str(value), "focused": True}
    else:
        _check_value(defined, value)
    return {"name": name, "type": kind, "value": value}


def _check_value(defined: Payload, value: Any) -> None:
    name = defined["name"]
    kind: type = KINDS.get(defined["type"], str)
    if not isinstance(value, kind) and not (kind is float and isinstance(value, int)):
        raise NotPossible(f"the option {name!r} cannot be {value!r}")
    choices = [one["value"] for one in defined.get("choices") or []]
    if choices and value not in choices:
        raise NotPossible(f"the option {name!r} is one of {choices}, not {value!r}")
    if isinstance(value, str):
        least, most = defined.get("min_length") or 0, defined.get("max_length") or LONGEST
        if not least <= len(value) <= most:
            raise NotPossible(f"the option {name!r} takes {least} to {most} characters, not {len(value)}")
    elif isinstance(value, int | float):
        least, most = defined.get("min_value", value), defined.get("max_value", value)
        if not least <= value <= most:
            raise NotPossible(f"the option {name!r} takes {least} to {most}, not {value}")
