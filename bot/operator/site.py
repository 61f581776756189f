"""What the operator sets for the pages, read once from the environment, and the secret that signs links."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.operator.secrets import secret
from bot.site.links import Site
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

HOST: Final = "127.0.0.1"
PORT: Final = 8330
SHORTEST_SECRET: Final = 16
SECRET_FILE: Final = "web-secret"  # noqa: S105
URL_NAME: Final = "COUNTERPOINT_WEB_URL"
PORT_NAME: Final = "COUNTERPOINT_WEB_PORT"
HOST_NAME: Final = "COUNTERPOINT_WEB_HOST"
SECRET_NAME: Final = "COUNTERPOINT_WEB_SECRET"  # noqa: S105
BAD_URL: Final = (
    f"{URL_NAME} is the address that people open, such as https://evidence.example, without ? or #."
)
BAD_PORT: Final = f"{PORT_NAME} is a port, a whole number from 1 to 65535."
SHORT_SECRET: Final = (
    f"{SECRET_NAME} is too short to be safe; give at least {SHORTEST_SECRET} characters that "
    "nobody can guess."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """Where the pages are served, and at which address people find them."""

    address: str
    host: str = HOST
    port: int = PORT
    secret: str | None = field(default=None, repr=False)
    """None where the data folder keeps one."""
    named: bool = True
    """Whether the address was given, and is not merely this machine's own."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> SiteSettings | None:
        """Read the settings; None where neither an address nor a port is set.

        Raises:
            InputError: one of them is not what it should be.
        """
        url, port = environment.get(URL_NAME, "").strip(), environment.get(PORT_NAME, "").strip()
        if not url and not port:
            return None
        host = environment.get(HOST_NAME, "").strip() or HOST
        listens = _port(port) if port else PORT
        return cls(
            address=_address(url) if url else local_address(host, listens),
            host=host,
            port=listens,
            secret=given_secret(environment),
            named=bool(url),
        )


def site(settings: SiteSettings, data: Path) -> Site:
    """The site with these settings. Raises `InputError` where its secret cannot be kept."""
    return Site(address=settings.address, secret=settings.secret or kept_secret(data))


def site_of(environment: Mapping[str, str], data: Path) -> Site | None:
    """The site that the environment sets up, if it does. Raises `InputError`."""
    settings = SiteSettings.read(environment)
    return site(settings, data) if settings else None


def local_address(host: str, port: int) -> str:
    """How this machine itself opens what listens there."""
    here = {"0.0.0.0": HOST, "::": "::1", "": HOST}.get(host, host)  # noqa: S104
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def given_secret(environment: Mapping[str, str]) -> str | None:
    """The secret that the operator set. Raises `InputError` where it is easily guessed."""
    found = secret(environment, SECRET_NAME)
    if found is not None and len(found) < SHORTEST_SECRET:
        raise InputError(SHORT_SECRET)
    return found


def kept_secret(data: Path) -> str:
    """The secret that the data folder keeps, made when it is first needed; only its owner may read it.

    Raises:
        InputError: it can neither be read nor made.
    """
    place = data / SECRET_FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            _make(place)
        found = place.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{place} cannot be read or made; check its rights, or set {SECRET_NAME}.") from None
    if len(found) < SHORTEST_SECRET:
        raise InputError(f"{place} holds no secret; delete it, and a new one is made.")
    return found


def _make(place: Path) -> None:
    """Write a new secret; of two programs that do so at once, one wins and both read the same."""
    draft = place.with_name(f"{place.name}-{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{secrets.token_urlsafe(32)}\n")
    try:
        os.link(draft, place)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _address(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise InputError(BAD_URL)
    if any(one.isspace() or not one.isprintable() for one in given) or parts.username:
        raise InputError(BAD_URL)
    return given.rstrip("/")


def _port(given: str) -> int:
    if given.isascii() and given.isdigit() and 1 <= int(given) <= 65_535:
        return int(given)
    raise InputError(BAD_PORT)
