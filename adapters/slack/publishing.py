"""Posting for everybody what a moderator had the bot post: in the channel they are in, or one that they chose."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.layout import messages
from adapters.slack.sending import reason
from bot.languages import speaking
from bot.reply import Posted

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.layout import Message
    from adapters.slack.sending import Place
    from bot.reply import Posting, Problem

FAILURES: Final = (SlackApiError, ClientError, TimeoutError, OSError)
PROBLEMS: Final[dict[str, Problem]] = {
    "channel_not_found": "no such channel",
    "is_archived": "no such channel",
    "not_in_channel": "no right",
    "restricted_action": "no right",
    "restricted_action_read_only_channel": "no right",
    "restricted_action_thread_only_channel": "no right",
    "restricted_action_non_threadable_channel": "no right",
    "missing_scope": "no right",
}
"""Slack's words for what only people can put right; everything else may pass."""

logger = logging.getLogger(__name__)


async def publish(client: AsyncWebClient, wanted: Posting, here: Place, *, sharer: str) -> Posted:
    """Post it whole, or not at all, and pin its first message where that is asked for. Never raises for Slack.

    Slack offers people only channels that they see, and names the chosen one itself.
    """
    channel = wanted.channel or here.channel
    if channel is None:
        return Posted(problem="no such channel")
    thread = here.thread if wanted.channel is None else None
    with speaking(wanted.post.language):
        found = messages(wanted.post, sharer=sharer)
    sent: list[str] = []
    try:
        await _post(client, found, channel, thread, sent)
    except FAILURES as error:
        logger.warning("a post was not taken: %s", reason(error))
        await _taken_back(client, channel, sent)
        return Posted(problem=PROBLEMS.get(reason(error), "failed"))
    return Posted(
        channel=channel, messages=tuple(sent), pinned=wanted.pin and await _pinned(client, channel, sent[0])
    )


async def _post(
    client: AsyncWebClient, found: Sequence[Message], channel: str, thread: str | None, sent: list[str]
) -> None:
    """Post messages one after the other, and note in `sent` those that are there."""
    for message in found:
        posted = await client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            unfurl_links=False,
            unfurl_media=False,
            mrkdwn=False,
            **message.body(),
        )
        sent.append(str(posted["ts"]))


async def _taken_back(client: AsyncWebClient, channel: str, sent: Sequence[str]) -> None:
    """Half a post says something else than the whole; so nothing of it stays."""
    for ts in sent:
        try:
            await client.chat_delete(channel=channel, ts=ts)
        except FAILURES as error:
            logger.warning("half a post stays: %s", reason(error))


async def _pinned(client: AsyncWebClient, channel: str, ts: str) -> bool:
    try:
        await client.pins_add(channel=channel, timestamp=ts)
    except FAILURES as error:
        logger.info("a post could not be pinned: %s", reason(error))
        return reason(error) == "already_pinned"
    return True
