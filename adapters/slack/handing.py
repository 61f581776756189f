"""Files of a reply on their way into Slack: handed over in the asker's direct messages, after the answer.

A short text is shown in the answer itself, to be copied; so is a longer one that Slack does not take as a file.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError

from adapters.slack.layout import messages, sentence
from adapters.slack.sending import Refused, Undelivered, reason
from bot import chat_texts
from bot.reply import Note

if TYPE_CHECKING:
    from adapters.slack.sending import Outlet
    from bot.reply import Reply
    from knowledge.types import File

TO_COPY: Final = 1_000
"""Bytes of a text that is shown in the answer."""
FAILURES: Final = (SlackApiError, SlackRequestError, ClientError, TimeoutError, OSError)

logger = logging.getLogger(__name__)


def without_files(reply: Reply, outlet: Outlet) -> Reply:
    """The answer without the files that are handed over after it, and with a note that says where."""
    shown = tuple(file for file in reply.files if _is_shown(file))
    if len(shown) == len(reply.files):
        return reply
    notes = tuple(
        Note(text=chat_texts.file_in_direct_messages(file.name), tone="quiet")
        for file in reply.files
        if not (_is_shown(file) or outlet.place.direct)
    )
    return replace(reply, files=shown, pieces=(*reply.pieces, *notes))


async def hand_over(outlet: Outlet, reply: Reply) -> None:
    """Put the files of a reply into the asker's direct messages; where Slack takes none, say so or show the text."""
    for file in reply.files:
        if _is_shown(file):
            continue
        try:
            await _share(outlet, file)
        except FAILURES as error:
            logger.warning("a file was not taken by Slack: %s", reason(error))
            await _explain(outlet, reply, file)


def _is_shown(file: File) -> bool:
    return len(file.content) <= TO_COPY and _is_text(file)


def _is_text(file: File) -> bool:
    try:
        return "\0" not in file.content.decode()
    except UnicodeDecodeError:
        return False


async def _share(outlet: Outlet, file: File) -> None:
    """Put a file into the direct messages with the bot, which a first message opens where it has to."""
    place, client = outlet.place, outlet.client
    channel, thread = place.channel, place.thread
    if not place.direct:
        said = sentence(chat_texts.here_is(file.name))
        posted = await client.chat_postMessage(channel=place.user, **said.body())
        channel, thread = str(posted["channel"]), None
    await client.files_upload_v2(
        channel=channel, filename=file.name, content=file.content, title=file.name, thread_ts=thread
    )


async def _explain(outlet: Outlet, reply: Reply, file: File) -> None:
    sorry = Note(text=chat_texts.file_not_taken(file.name), tone="warning")
    shown = replace(reply, pieces=(sorry,), actions=(), files=(file,) if _is_text(file) else ())
    try:
        for message in messages(shown):
            await outlet.send(message)
    except (Refused, Undelivered) as error:
        logger.warning("nor a word about it: %s", type(error).__name__)
