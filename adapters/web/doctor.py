"""What `counterpoint doctor` finds out about the pages: the address that people open, the place, the secret."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.host import Finding
from bot.operator.site import SECRET_FILE, SECRET_NAME, URL_NAME, local_address

if TYPE_CHECKING:
    from bot.operator.site import SiteSettings

PATIENCE = 3.0


async def findings(settings: SiteSettings) -> list[Finding]:
    """Address, place and secret; each with what to do next."""
    return [_address(settings), await _place(settings), _secret(settings)]


def _address(settings: SiteSettings) -> Finding:
    name, parts = "Pages address", urlsplit(settings.address)
    if not settings.named:
        sentence = f"{settings.address} opens on this machine alone; set {URL_NAME} to what others open."
        return Finding(name=name, good=True, sentence=sentence)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        sentence = f"{settings.address} is not encrypted, and links open everything; put it behind HTTPS."
        return Finding(name=name, good=False, sentence=sentence)
    return Finding(name=name, good=True, sentence=f"Links lead to {settings.address}.")


async def _place(settings: SiteSettings) -> Finding:
    name, place = "Pages port", f"{settings.host}:{settings.port}"
    if await _answers(settings):
        return Finding(name=name, good=True, sentence=f"Pages are served on {place} already.")
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
    except OSError as error:
        why = error.strerror or type(error).__name__
        sentence = f"Nothing can listen on {place} ({why}); choose another port or host."
        return Finding(name=name, good=False, sentence=sentence)
    return Finding(name=name, good=True, sentence=f"Pages can be served on {place}.")


async def _answers(settings: SiteSettings) -> bool:
    """Whether pages are served there now, as beside a bot that is running."""
    here = f"{local_address(settings.host, settings.port)}{urlsplit(settings.address).path}"
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
            session.get(f"{here}/robots.txt") as answer,
        ):
            return answer.status == 200 and "Disallow: /e/" in await answer.text()
    except (ClientError, TimeoutError, OSError, ValueError):
        return False


def _secret(settings: SiteSettings) -> Finding:
    if settings.secret is not None:
        return Finding(name="Pages secret", good=True, sentence=f"{SECRET_NAME} signs the links.")
    sentence = f"The data folder keeps one in {SECRET_FILE}; {SECRET_NAME} would stand in for it."
    return Finding(name="Pages secret", good=True, sentence=sentence)
