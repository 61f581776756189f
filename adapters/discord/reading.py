"""What people wrote, read from Discord's messages."""

import re

import discord

from adapters.discord.markdown import plain

_ANSWERED = (discord.MessageType.default, discord.MessageType.reply)


def words_of(message: discord.Message, me: int) -> str | None:
    """What somebody asks the bot, without the mention; None where the bot is not asked.

    A reply to one of the bot's messages mentions it without saying so, and is left alone: people talk about answers.
    """
    if message.author.bot or message.webhook_id or message.type not in _ANSWERED:
        return None
    mention = re.compile(rf"<@!?{me}>")
    if message.guild is not None and not mention.search(message.content):
        return None
    if message.guild is None and not isinstance(message.channel, discord.DMChannel):
        return None
    return _named(message, mention.sub(" ", message.content))


def text_of(message: discord.Message) -> str:
    """What a message says: its own words, or those of the message it passes on, or of what it embeds."""
    for text in (
        message.content,
        *(passed.content for passed in message.message_snapshots),
        *(embed.description or "" for embed in message.embeds),
    ):
        if text.strip():
            return _named(message, text)
    return ""


def _named(message: discord.Message, text: str) -> str:
    names = {str(person.id): person.display_name for person in message.mentions}
    return plain(text, names.get)
