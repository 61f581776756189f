"""Pictures of a reply on their way into Slack: uploaded as files that only the bot may open, then shown by a block."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError

from adapters.slack import limits
from adapters.slack.markup import cut
from adapters.slack.sending import reason
from bot.reply import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.reply import Reply
    from knowledge.types import File

UNTIL_TAKEN_IN: Final = (0.0, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds between looks at a file that was handed over: Slack takes it in afterwards, and refuses it in a block before."""
FAILURES: Final = (SlackApiError, SlackRequestError, ClientError, TimeoutError, OSError)

logger = logging.getLogger(__name__)


async def uploaded(client: AsyncWebClient, reply: Reply) -> dict[str, str]:
    """The ids of a reply's pictures in Slack, by the names of their files.

    A picture that Slack does not take, such as where the app lacks the right to hand over files, is left out; its
    lines are shown instead.
    """
    found: dict[str, str] = {}
    for file, description in _pictures(reply):
        try:
            found[file.name] = await _taken_in(client, file, description)
        except FAILURES as error:
            logger.warning("a picture was not taken by Slack: %s", reason(error))
    return found


def _pictures(reply: Reply) -> Iterator[tuple[File, str]]:
    for piece in reply.pieces:
        if isinstance(piece, Picture) and piece.file is not None:
            yield piece.file, piece.description


async def _taken_in(client: AsyncWebClient, file: File, description: str) -> str:
    """Hand over a file, and wait until Slack knows what it is."""
    answer = await client.files_upload_v2(
        filename=file.name, content=file.content, title=file.name, alt_txt=cut(description, limits.ALT_TEXT)
    )
    name = str((answer.get("file") or {})["id"])
    for wait in UNTIL_TAKEN_IN:
        await asyncio.sleep(wait)
        info = await client.files_info(file=name)
        if (info.get("file") or {}).get("mimetype"):
            return name
    raise TimeoutError
