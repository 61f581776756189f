"""Files that people hand over in Slack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from adapters.slack import texts
from bot import dispatch
from bot.languages import speaking
from knowledge.errors import InputError
from knowledge.types import File

if TYPE_CHECKING:
    from aiohttp import ClientResponse

    from adapters.slack.desk import Caller, Desk

FETCHING: Final = ClientTimeout(total=120, sock_connect=15, sock_read=30)
"""A file may be a thousand times as large as an answer of Slack's, so it may take longer."""
CHUNK: Final = 1 << 16


async def handed(desk: Desk, caller: Caller, files: Sequence[dict[str, Any]]) -> tuple[File, ...]:
    """Files with their bytes; without them where the caller may not add any, since the bot only has to say so.

    Raises:
        InputError: one is too large, or cannot be fetched.
    """
    if not await desk.quickly(caller, dispatch.may_add):
        return tuple(File(name=_name(file), content=b"") for file in files)
    with speaking(await desk.language(caller)):
        return tuple([await fetched(desk, caller, file) for file in files])


async def fetched(desk: Desk, caller: Caller, file: dict[str, Any]) -> File:
    """A file with its bytes; only a few are fetched at once.

    Raises:
        InputError: it is too large, or cannot be fetched.
    """
    from knowledge.reading import MAX_BYTES

    name = _name(file)
    if int(file.get("size") or 0) > MAX_BYTES:
        raise InputError(texts.too_large(name, MAX_BYTES))
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    if not is_of_slack(address, desk.settings.api):
        raise InputError(texts.not_fetched(name))
    headers = {"Authorization": f"Bearer {caller.client.token}"}
    session = desk.session or ClientSession()
    try:
        # The token must not follow a redirect to somewhere else.
        async with (
            desk.fetching,
            session.get(address, headers=headers, allow_redirects=False, timeout=FETCHING) as answer,
        ):
            if answer.status != 200:
                raise InputError(texts.not_fetched(name))
            content = await _read(answer, MAX_BYTES)
    except (ClientError, TimeoutError, OSError):
        raise InputError(texts.not_fetched(name)) from None
    finally:
        if session is not desk.session:
            await session.close()
    if len(content) > MAX_BYTES:
        raise InputError(texts.too_large(name, MAX_BYTES))
    return File(name=name, content=content)


def is_of_slack(address: str, api: str) -> bool:
    """Whether a file's address is Slack's, so that the token may be sent there."""
    parts, own = urlsplit(address), urlsplit(api)
    host = parts.hostname or ""
    if parts.netloc == own.netloc and parts.scheme == own.scheme:
        return True
    return parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))


async def _read(answer: ClientResponse, most: int) -> bytes:
    """What is sent, until it is more than allowed."""
    content = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > most:
            break
    return bytes(content)


def _name(file: dict[str, Any]) -> str:
    return str(file.get("name") or file.get("title") or file.get("id") or "file")
