"""What the operator sets for the whole program, read once from the environment."""

from __future__ import annotations

import base64
import binascii
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adapters.program import texts
from bot.secrets import secret
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LEVELS: Final = ("debug", "info", "warning", "error")
MOST_WORKERS: Final = 64
KEY_BYTES: Final = 32
SECRET: Final = re.compile(r"(?:COUNTERPOINT|DISCORD|SLACK)_(?:\w*_)?(?:TOKEN|SECRET|KEY)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSettings:
    """What holds for every platform."""

    data: Path
    keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys that seal what is stored of other people's tokens; the first seals, all open."""
    workers: int | None = None
    """How many questions are worked on at once; None leaves it to the number of cores."""
    level: int = logging.INFO

    @classmethod
    def read(cls, environment: Mapping[str, str], *, data: Path, debug: bool = False) -> ProgramSettings:
        """Read the settings.

        Raises:
            InputError: a number, a level or a key is none.
        """
        return cls(
            data=data,
            keys=_keys(environment),
            workers=_workers(environment.get("COUNTERPOINT_WORKERS", "").strip()),
            level=logging.DEBUG if debug else _level(environment.get("COUNTERPOINT_LOG", "").strip()),
        )


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Every secret that the environment holds or names a file of, so that the log can hide them."""
    found: list[str] = []
    for variable in environment:
        name = variable.removesuffix("_FILE")
        if SECRET.fullmatch(name) and (value := secret(environment, name)):
            found += _parts(value)
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


def _workers(given: str) -> int | None:
    if not given:
        return None
    if given.isascii() and given.isdigit() and 1 <= int(given) <= MOST_WORKERS:
        return int(given)
    raise InputError(texts.bad_number("COUNTERPOINT_WORKERS", given, most=MOST_WORKERS))


def _level(given: str) -> int:
    if not given:
        return logging.INFO
    if given.lower() not in LEVELS:
        raise InputError(texts.bad_level(given, LEVELS))
    return logging.getLevelNamesMapping()[given.upper()]
