"""Messages outside of interactions: answers that come too late, mentions, direct messages."""

import logging
from collections.abc import Sequence

import discord

from adapters.discord import layout, texts, views
from adapters.discord.layout import Message
from adapters.discord.sending import NOT_TAKEN, UNAVAILABLE, persistently

logger = logging.getLogger(__name__)
SILENT = discord.AllowedMentions.none()


async def late(
    interaction: discord.Interaction, messages: Sequence[Message], *, private: bool
) -> list[discord.Message]:
    """Bring an answer whose interaction has died: to the channel, or what is private to the person alone.

    Gives what stands in the channel for everybody.
    """
    channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
    mark = str(interaction.id)
    if private:
        sent = await post(interaction.user, messages, mark=mark)
        if len(sent) < len(messages) and interaction.guild_id is not None:
            sorry = layout.plain_message(texts.not_reachable(f"<@{interaction.user.id}>"), mentions=True)
            await post(channel, [sorry], mark=f"{mark}s")
        return []
    sent = await post(channel, messages, mark=mark)
    await post(interaction.user, messages[len(sent) :], mark=f"{mark}d")
    return sent


async def post(
    to: discord.abc.Messageable, messages: Sequence[Message], *, mark: str
) -> list[discord.Message]:
    """Send messages one by one, and give those that were taken; `mark` keeps a repeated one from being shown twice."""
    sent: list[discord.Message] = []
    for at, message in enumerate(messages):
        try:
            sent.append(await post_one(to, message, mark=f"{mark[-20:]}-{at}"))
        except NOT_TAKEN as error:
            logger.warning("message %s was not taken: %r", mark, error)
            break
    return sent


async def post_one(to: discord.abc.Messageable, message: Message, *, mark: str) -> discord.Message:
    """Send one message. Raises what discord raises."""
    return await persistently(
        lambda: to.send(
            view=views.view(message), files=views.files(message), allowed_mentions=SILENT, nonce=mark
        ),
        passing=(UNAVAILABLE,),
    )


async def replace(waiting: discord.Message, message: Message, *, mark: str) -> bool:
    """Put an answer in the place of its placeholder; where that fails, say so. False where nothing arrived."""
    try:
        await persistently(
            lambda: waiting.edit(
                view=views.view(message), attachments=views.files(message), allowed_mentions=SILENT
            ),
            passing=(UNAVAILABLE,),
        )
    except NOT_TAKEN as error:
        logger.warning("message %s was not taken: %r", mark, error)
        await post(waiting.channel, [layout.plain_message(texts.not_sent())], mark=f"{mark}s")
        return False
    return True
