"""What the operator sets for the whole program, read once from the environment."""

from __future__ import annotations

import base64
import binascii
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, get_args

from adapters.program import texts
from adapters.program.load_settings import capacity_of
from bot.door import Capacity
from bot.operator.secrets import password_in, secret
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LogFormat: TypeAlias = Literal["text", "json"]
LEVELS: Final = ("debug", "info", "warning", "error")
MOST_WORKERS: Final = 64
KEY_BYTES: Final = 32
SECRET: Final = re.compile(
    r"(?:COUNTERPOINT|DISCORD|SLACK)_(?:\w*_)?(?:TOKEN|SECRET|KEY|PASSWORD)|PGPASSWORD"
)
ADDRESS: Final = re.compile(r"COUNTERPOINT_\w+|DATABASE_URL")
"""Variables that may hold an address with a password in it."""
OPERATOR_HOST: Final = "127.0.0.1"
LAST_PORT: Final = 65_535
LONGEST_GRACE: Final = 600
GRACE: Final = 10
"""How many seconds what is in flight has to finish, once the program is told to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """Where health and metrics are told, apart from everything that others may reach."""

    port: int
    host: str = OPERATOR_HOST

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> OperatorSettings | None:
        """Read the settings; None where no port is set. Raises `InputError` where it is none."""
        name = "COUNTERPOINT_OPERATOR_PORT"
        port = _number(environment, name, most=LAST_PORT, least=0)
        host = environment.get("COUNTERPOINT_OPERATOR_HOST", "").strip() or OPERATOR_HOST
        return None if port is None else cls(port=port, host=host)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSettings:
    """What holds for every platform."""

    data: Path
    keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys that seal what is stored of other people's tokens; the first seals, all open."""
    workers: int | None = None
    """How many questions are worked on at once; None leaves it to the number of cores."""
    capacity: Capacity = field(default_factory=Capacity)
    """How many may wait, and how often somebody may ask."""
    level: int = logging.INFO
    log_format: LogFormat = "text"
    operator: OperatorSettings | None = None
    """Where health and metrics are told; None for nowhere."""
    grace: int = GRACE
    """How many seconds what is in flight has to finish, once the program is told to stop."""

    @classmethod
    def read(cls, environment: Mapping[str, str], *, data: Path, debug: bool = False) -> ProgramSettings:
        """Read the settings.

        Raises:
            InputError: a number, a level or a key is none.
        """
        return cls(
            data=data,
            keys=_keys(environment),
            workers=_number(environment, "COUNTERPOINT_WORKERS", most=MOST_WORKERS),
            capacity=capacity_of(environment),
            level=logging.DEBUG if debug else _level(environment.get("COUNTERPOINT_LOG", "").strip()),
            log_format=_format(environment.get("COUNTERPOINT_LOG_FORMAT", "").strip()),
            operator=OperatorSettings.read(environment),
            grace=_number(environment, "COUNTERPOINT_STOP_SECONDS", most=LONGEST_GRACE) or GRACE,
        )


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Every secret that the environment holds or names a file of, so that the log can hide them."""
    found: list[str] = []
    for variable in environment:
        name = variable.removesuffix("_FILE")
        if SECRET.fullmatch(name) and (value := secret(environment, name)):
            found += _parts(value)
        elif ADDRESS.fullmatch(name) and (value := secret(environment, name)):
            found += password_in(value)
    return tuple(dict.fromkeys(found))


def _keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    keys = _parts(secret(environment, "COUNTERPOINT_SECRET_KEY") or "")
    for place, key in enumerate(keys, start=1):
        if not _is_key(key):
            raise InputError(texts.bad_key(place, len(keys)))
    return keys


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in value.split(",")) if part)


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def _number(environment: Mapping[str, str], name: str, *, most: int, least: int = 1) -> int | None:
    given = environment.get(name, "").strip()
    if not given:
        return None
    if given.isascii() and given.isdigit() and least <= int(given[:9]) <= most:
        return int(given)
    raise InputError(texts.bad_number(name, given[:40], most=most, least=least))


def _format(given: str) -> LogFormat:
    for known in get_args(LogFormat):
        if given.lower() in (known, ""):
            return cast("LogFormat", known)
    raise InputError(texts.bad_choice("COUNTERPOINT_LOG_FORMAT", given, get_args(LogFormat)))


def _level(given: str) -> int:
    if not given:
        return logging.INFO
    if given.lower() not in LEVELS:
        raise InputError(texts.bad_choice("COUNTERPOINT_LOG", given, LEVELS))
    return logging.getLevelNamesMapping()[given.upper()]
