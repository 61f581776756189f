"""Secrets from the environment: as a variable, or in a file that a variable names."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from knowledge.errors import InputError


def secret(environment: Mapping[str, str], name: str) -> str | None:
    """The secret `name`, or what stands in the file that `name_FILE` names; None where neither is set.

    Raises:
        InputError: the file cannot be read.
    """
    if value := environment.get(name, "").strip():
        return value
    place = environment.get(f"{name}_FILE", "").strip()
    if not place:
        return None
    try:
        return Path(place).expanduser().read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError, RuntimeError):
        raise InputError(
            f"{name}_FILE names a file that cannot be read; check its path and rights."
        ) from None


def password_in(address: str) -> tuple[str, ...]:
    """What of an address no log may show: its password as it is written and as it is meant, or all of what is none."""
    try:
        password = urlsplit(address).password
    except ValueError:
        return (address,)
    return (password, unquote(password)) if password else ()
