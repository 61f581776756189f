"""Servers, members and channels as the platform writes them."""

from typing import Final

from tests.doubles.discord.refusals import Payload
from tests.doubles.discord.world import ADMINISTRATOR, MEMBER_PERMISSIONS, Guild, World

BARE_GUILD: Final[Payload] = {
    "icon": None,
    "owner_id": "1",
    "unavailable": False,
    "emojis": [],
    "stickers": [],
    "features": [],
    "threads": [],
    "member_count": 12,
    "large": False,
    "joined_at": "2024-01-01T00:00:00+00:00",
    "voice_states": [],
    "presences": [],
    "verification_level": 1,
    "default_message_notifications": 1,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "nsfw_level": 0,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "preferred_locale": "en-US",
    "system_channel_id": None,
    "system_channel_flags": 0,
    "stage_instances": [],
    "guild_scheduled_events": [],
    "afk_timeout": 300,
    "afk_channel_id": None,
}
"""What every server has; its id, name, roles, channels and members come to it."""


def full_guild(world: World, guild: Guild) -> Payload:
    """A server as GUILD_CREATE tells of it; without the members intent only the bot is listed."""
    everyone = {
        "id": guild.id,
        "name": "@everyone",
        "permissions": str(MEMBER_PERMISSIONS),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "flags": 0,
        "unicode_emoji": None,
        "colors": {"primary_color": 0},
    }
    return {
        **BARE_GUILD,
        "id": guild.id,
        "name": guild.name,
        "roles": [everyone],
        "channels": guild.channels,
        "members": [member(world.bot)],
    }


def member(user: Payload, permissions: int | None = None) -> Payload:
    one: Payload = {
        "user": user,
        "nick": None,
        "avatar": None,
        "roles": [],
        "deaf": False,
        "mute": False,
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return one if permissions is None else {**one, "permissions": str(permissions)}


def shown_channel(channel: Payload) -> Payload:
    """A channel as an interaction carries it."""
    if "guild_id" not in channel:
        return channel
    return {**channel, "permissions": str(MEMBER_PERMISSIONS)}


def has_permissions(permissions: int, wanted: object) -> bool:
    """Whether somebody with these permissions is offered a command that asks for others."""
    if wanted is None or permissions & ADMINISTRATOR:
        return True
    return int(str(wanted)) != 0 and permissions & int(str(wanted)) == int(str(wanted))


def application(world: World) -> Payload:
    owner = {"id": "1", "username": "owner", "discriminator": "0", "avatar": None, "global_name": "Owner"}
    return {
        "id": world.application,
        "name": "Counterpoint",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": owner,
        "verify_key": "0" * 64,
        "team": None,
        "flags": 0,
        "rpc_origins": [],
        "summary": "",
        "tags": [],
        "bot": world.bot,
        "redirect_uris": [],
        "approximate_guild_count": len(world.guilds),
        "integration_types_config": {"0": {}, "1": {}},
    }
