"""When Discord cannot be served: what may pass, and what is the end."""

import asyncio
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from adapters.discord.service import _connect
from adapters.discord.settings import Settings
from bot.host import CannotStart

NOT_FOUND: Any = discord.GatewayNotFound


class Closed(discord.ConnectionClosed):
    """A connection that Discord closed with a code."""

    def __init__(self, code: int) -> None:
        self.code = code


def answered(status: int) -> discord.HTTPException:
    answer: Any = SimpleNamespace(status=status, reason="so it is")
    return discord.HTTPException(answer, None)


def ending(error: Exception) -> CannotStart:
    class Client:
        async def login(self, _: str) -> None:
            raise error

    client: Any = Client()
    with pytest.raises(CannotStart) as found:
        asyncio.run(_connect(client, Settings(token="t")))  # noqa: S106
    return found.value


@pytest.mark.parametrize(
    "error",
    [TimeoutError(), NOT_FOUND(), answered(503), answered(429), Closed(4011), Closed(4000)],
)
def test_what_discord_cannot_do_now_may_pass(error: Exception) -> None:
    assert ending(error).passing


@pytest.mark.parametrize(
    "error", [discord.LoginFailure(), answered(403), Closed(4004), Closed(4012), Closed(4014)]
)
def test_what_discord_refuses_is_the_end(error: Exception) -> None:
    assert not ending(error).passing
