"""The link by which a server or a person adds the bot, with no more rights than it needs."""

import discord

SCOPES = ("bot", "applications.commands")
REASONS: dict[str, str] = {
    "view_channel": "to see where it is mentioned",
    "send_messages": "to answer mentions, and to bring an answer that comes after the 15 minutes of a command",
    "send_messages_in_threads": "the same in threads",
    "attach_files": "to hand over an export of one's data in an answer to a mention",
}
"""Each right with why it is asked for. Slash commands and their answers need none of them."""


def permissions() -> discord.Permissions:
    """The rights that are asked for."""
    return discord.Permissions(**dict.fromkeys(REASONS, True))


def link(application: int) -> str:
    """The link for servers."""
    return discord.utils.oauth_url(application, permissions=permissions(), scopes=SCOPES)
