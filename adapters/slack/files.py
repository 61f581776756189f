"""Files that people hand over in Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession

from adapters.slack import texts
from knowledge.errors import InputError
from knowledge.types import File

if TYPE_CHECKING:
    from adapters.slack.desk import Caller, Desk


async def fetched(desk: Desk, caller: Caller, file: dict[str, Any]) -> File:
    """A file with its bytes.

    Raises:
        InputError: it is too large, or cannot be fetched.
    """
    from knowledge.reading import MAX_BYTES

    name = str(file.get("name") or file.get("title") or file.get("id") or "file")
    if int(file.get("size") or 0) > MAX_BYTES:
        raise InputError(texts.too_large(name, MAX_BYTES))
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    if not is_of_slack(address, desk.settings.api):
        raise InputError(texts.not_fetched(name))
    session = desk.session or ClientSession()
    headers = {"Authorization": f"Bearer {caller.client.token}"}
    try:
        # The token must not follow a redirect to somewhere else.
        async with session.get(address, headers=headers, allow_redirects=False) as answer:
            if answer.status != 200:
                raise InputError(texts.not_fetched(name))
            content = await answer.content.read(MAX_BYTES + 1)
            while len(content) <= MAX_BYTES and (more := await answer.content.read(MAX_BYTES)):
                content += more
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
