"""Posting for everybody what a moderator had the bot post: in the channel they are in, or one that they chose."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import discord

from adapters.discord import layout, posting
from adapters.discord.sending import NOT_TAKEN
from bot.languages import speaking
from bot.reply import Posted, Posting, Problem

logger = logging.getLogger(__name__)
Channel: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
UNKNOWN_CHANNEL = 10003


async def publish(interaction: discord.Interaction, wanted: Posting) -> Posted:
    """Post it whole, or not at all, and pin its first message where that is asked for. Never raises for Discord."""
    try:
        channel = await _channel(interaction, wanted.channel)
        if channel is None:
            return Posted(problem="no such channel")
        if not _may_write(interaction, channel):
            return Posted(problem="not yours")
        return await _post(channel, wanted, mark=str(interaction.id))
    except NOT_TAKEN as error:
        logger.warning("a post of interaction %s was not taken: %r", interaction.id, error)
        return Posted(problem=_problem(error))


async def _channel(
    interaction: discord.Interaction, wanted: str | None
) -> Channel | discord.PartialMessageable | None:
    """Where to post: of this server alone, since a library belongs to one."""
    here = interaction.channel_id
    if wanted is None or wanted == str(here):
        found = interaction.channel
        return found if isinstance(found, Channel) else interaction.client.get_partial_messageable(here or 0)
    if interaction.guild_id is None or not wanted.isdecimal():
        return None
    there = await interaction.client.fetch_channel(int(wanted))
    return there if isinstance(there, Channel) and there.guild.id == interaction.guild_id else None


def _may_write(interaction: discord.Interaction, channel: Channel | discord.PartialMessageable) -> bool:
    """Whether the person may write there, as Discord says beside the channel: nobody posts further through the bot."""
    if interaction.guild_id is None:
        return True
    permissions = interaction.permissions
    if channel.id != interaction.channel_id:
        told = _resolved(interaction).get(str(channel.id), {}).get("permissions")
        permissions = discord.Permissions(int(told or 0))
    if isinstance(channel, discord.Thread):
        return permissions.view_channel and permissions.send_messages_in_threads
    return permissions.view_channel and permissions.send_messages


def _resolved(interaction: discord.Interaction) -> Mapping[str, Mapping[str, Any]]:
    """What Discord says of the channels that were chosen in a form."""
    data: Mapping[str, Any] = dict(interaction.data or {})
    channels: Mapping[str, Mapping[str, Any]] = (data.get("resolved") or {}).get("channels") or {}
    return channels


async def _post(channel: Channel | discord.PartialMessageable, wanted: Posting, *, mark: str) -> Posted:
    with speaking(wanted.post.language):
        found = layout.messages(wanted.post)
    sent: list[discord.Message] = []
    try:
        for at, message in enumerate(found):
            sent.append(await posting.post_one(channel, message, mark=f"{mark[-18:]}-p{at}"))
    except NOT_TAKEN:
        await _taken_back(sent)
        raise
    return Posted(
        channel=str(channel.id),
        messages=tuple(str(one.id) for one in sent),
        place=f"#{channel.name}" if isinstance(channel, Channel) else None,
        pinned=wanted.pin and await _pinned(sent[0]),
    )


async def _taken_back(sent: Sequence[discord.Message]) -> None:
    """Half a post says something else than the whole; so nothing of it stays."""
    for message in sent:
        try:
            await message.delete()
        except NOT_TAKEN as error:
            logger.warning("half a post stays as message %s: %r", message.id, error)


async def _pinned(message: discord.Message) -> bool:
    try:
        await message.pin()
    except NOT_TAKEN as error:
        logger.info("message %s could not be pinned: %r", message.id, error)
        return False
    return True


def _problem(error: Exception) -> Problem:
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_CHANNEL:
        return "no such channel"
    return "no right" if isinstance(error, discord.Forbidden) else "failed"
