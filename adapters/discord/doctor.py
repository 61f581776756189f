"""What `counterpoint doctor` finds out about Discord: token, rights, commands, and the link to invite the bot."""

from __future__ import annotations

import discord
from discord import app_commands

from adapters.discord import commands, invite, syncing
from adapters.discord.client import intents, point_to
from adapters.discord.sending import NOT_TAKEN
from adapters.discord.settings import Settings
from bot import commands as registry
from bot.host import Finding

PRIVILEGED = ("gateway_message_content", "gateway_guild_members", "gateway_presence")
_LIMITED = "_limited"


async def findings(settings: Settings) -> list[Finding]:
    """Everything about Discord, the bad with what to do next."""
    point_to(settings)
    client = discord.Client(intents=intents(), max_ratelimit_timeout=30.0)
    async with client:
        try:
            await client.login(settings.token)
            return [_token(client), *await _application(client)]
        except discord.LoginFailure:
            told = "Discord refuses DISCORD_TOKEN; copy it again from the Developer Portal, page Bot."
            return [Finding(name="Discord token", good=False, sentence=told)]
        except NOT_TAKEN as error:
            place = settings.api_url or "discord.com"
            told = f"Discord is not to be reached at {place} ({type(error).__name__}); check the network."
            return [Finding(name="Discord", good=False, sentence=told)]


def _token(client: discord.Client) -> Finding:
    return Finding(name="Discord token", good=True, sentence=f"The token is {client.user}'s.")


async def _application(client: discord.Client) -> list[Finding]:
    about = await client.application_info()
    stored = await client.http.get_global_commands(about.id)
    return [
        _delivery(about),
        _intents(about),
        _installs(about),
        await _commands(client, {(one["type"], one["name"]) for one in stored}),
        Finding(
            name="Discord invite",
            good=True,
            sentence=f"Invite the bot with {invite.link(about.id)}",
        ),
    ]


def _delivery(about: discord.AppInfo) -> Finding:
    if about.interactions_endpoint_url:
        told = "Commands go to another address; in the Developer Portal, page General, empty Interactions Endpoint URL."
        return Finding(name="Discord delivery", good=False, sentence=told)
    return Finding(name="Discord delivery", good=True, sentence="Commands come through the gateway.")


def _intents(about: discord.AppInfo) -> Finding:
    on = [name for name in PRIVILEGED if getattr(about.flags, name) or getattr(about.flags, name + _LIMITED)]
    told = "No privileged intent is needed, and none is on."
    if on:
        told = "Privileged intents are on that the bot does not need; switch them off in the Developer Portal, page Bot."
    return Finding(name="Discord intents", good=True, sentence=told)


def _installs(about: discord.AppInfo) -> Finding:
    people = about.approximate_user_install_count or 0
    told = f"In about {about.approximate_guild_count} servers, and with about {people} people on their own."
    if not about.approximate_guild_count and not people:
        told = "Nobody has added the bot yet; invite it with the link below."
    return Finding(name="Discord servers", good=True, sentence=told)


async def _commands(client: discord.Client, stored: set[tuple[int, str]]) -> Finding:
    missing = {(one["type"], one["name"]) for one in await syncing.payload(offered(client))} - stored
    if not missing:
        return Finding(name="Discord commands", good=True, sentence="All commands are there.")
    names = ", ".join(sorted(f"/{name}" if kind == 1 else name for kind, name in missing))
    told = f"Discord does not have {names} yet; `counterpoint run` tells it when it starts."
    return Finding(name="Discord commands", good=False, sentence=told)


def offered(client: discord.Client) -> app_commands.CommandTree[discord.Client]:
    """All commands, for looking at them."""
    tree = app_commands.CommandTree(client)
    for command in commands.slash_commands(registry.in_chat(), commands.unused, commands.unsuggested):
        tree.add_command(command)
    tree.add_command(commands.counter_menu(commands.unused_menu))
    return tree
