"""Serving Discord until somebody says stop."""

import asyncio
from collections.abc import Callable

import discord

from adapters.discord.client import Client, point_to
from adapters.discord.sending import NOT_TAKEN
from adapters.discord.settings import Settings
from bot.host import CannotStart, Host

REFUSED = "Discord refuses DISCORD_TOKEN; copy it again from the Developer Portal, page Bot."
WRONG_INTENTS = "Discord refuses the intents; in the Developer Portal, page Bot, none has to be switched on."
_CLOSED = {
    4004: REFUSED,
    4013: WRONG_INTENTS,
    4014: WRONG_INTENTS,
    4011: "Discord wants the bot in more shards; start it again.",
}
_FINAL = (4004, 4010, 4012, 4013, 4014)
"""Why Discord closes a connection where a new one would end as that one did."""
SERVERS_FAULT, TOO_MANY = 500, 429
"""HTTP's statuses of a service that cannot answer now."""
_UNREACHED: tuple[type[Exception], ...] = (*NOT_TAKEN, discord.GatewayNotFound)


async def serve(settings: Settings, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Answer in Discord until `stop` is set; `ready` is told once the bot is there.

    Raises:
        CannotStart: the token is wrong, a right is missing, or Discord is not to be reached.
    """
    point_to(settings)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    client = Client(host, settings, ready)
    async with client:
        connecting = asyncio.create_task(_connect(client, settings))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((connecting, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            if not connecting.done():
                await client.finish()
                connecting.cancel()
        try:
            await connecting
        except asyncio.CancelledError:
            if not stop.is_set():
                raise


async def _connect(client: Client, settings: Settings) -> None:
    try:
        await client.login(settings.token)
        async with client.kept.taking_over():
            await client.connect()
    except discord.LoginFailure:
        raise CannotStart(REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise CannotStart(WRONG_INTENTS) from None
    except discord.ConnectionClosed as error:
        told = f"Discord closed the connection ({error.code}); start the bot again."
        raise CannotStart(_CLOSED.get(error.code or 0, told), passing=error.code not in _FINAL) from None
    except _UNREACHED as error:
        place = settings.api_url or "discord.com"
        raise CannotStart(
            f"Discord is not to be reached at {place} ({type(error).__name__}); check the network and try again.",
            passing=_is_passing(error),
        ) from error


def _is_passing(error: Exception) -> bool:
    """Whether Discord was not there, or could not answer; what it refuses, it will refuse again."""
    if not isinstance(error, discord.HTTPException):
        return True
    return error.status >= SERVERS_FAULT or error.status == TOO_MANY
