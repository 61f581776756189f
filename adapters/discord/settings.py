"""What the operator sets for Discord, read once from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adapters.discord.shards import Shards
from bot.operator.secrets import secret
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to reach Discord, and as whom."""

    token: str = field(repr=False)
    api_url: str | None = None
    """Where the API is, with its version; Discord's own where it is not set."""
    gateway_url: str | None = None
    """Where events come from; what the API says where it is not set."""
    shards: Shards | None = None
    """Which servers are this process's; all of them where it is not set."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings | None:
        """The settings, or None where nothing of Discord is set.

        Raises:
            InputError: something is set that cannot be.
        """
        token = secret(environment, "DISCORD_TOKEN")
        api = _address(environment, "DISCORD_API_URL", ("http", "https"))
        gateway = _address(environment, "DISCORD_GATEWAY_URL", ("ws", "wss"))
        shards = Shards.read(environment)
        if token is None:
            if api or gateway:
                raise InputError(
                    "DISCORD_TOKEN is missing; set it to the bot's token from the Developer Portal, page Bot."
                )
            return None
        if any(letter.isspace() for letter in token) or not token.isascii():
            raise InputError(
                "DISCORD_TOKEN is not a token; copy it again from the Developer Portal, page Bot."
            )
        return cls(token=token.removeprefix("Bot "), api_url=api, gateway_url=gateway, shards=shards)


def _address(environment: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    value = environment.get(name, "").strip().rstrip("/")
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.netloc:
        raise InputError(f"{name} is not an address; it starts with {schemes[-1]}:// or {schemes[0]}://.")
    return value
