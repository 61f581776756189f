"""An interaction that notes what it is answered with, and fails as it is told to."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import discord


def refusal(status: int, code: int = 0) -> discord.HTTPException:
    """What the library raises where Discord refuses."""
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    response = SimpleNamespace(status=status, reason="invented")
    return kind(cast(Any, response), {"code": code, "message": "invented"})


class Place:
    """Somewhere messages can be sent to."""

    def __init__(self, name: str, sent: list[tuple[str, Any]], failures: Sequence[Exception] = ()) -> None:
        self.id, self.name, self._sent, self._failures = 42, name, sent, list(failures)

    async def send(self, **given: Any) -> None:
        if self._failures:
            raise self._failures.pop(0)
        self._sent.append((self.name, given))


class Invented:
    """The part of an interaction that the adapter touches."""

    def __init__(self, *, expired: bool = False, guild: int | None = 7) -> None:
        self.id, self.channel_id, self.guild_id = 1001, 5, guild
        self.sent: list[tuple[str, Any]] = []
        self.failures: dict[str, list[Exception]] = {}
        self.expired = expired
        self.user = Place("person", self.sent)
        self.channel = Place("channel", self.sent)
        self.client = SimpleNamespace(get_partial_messageable=lambda _: self.channel)
        self.response = SimpleNamespace(defer=self._does("defer"), is_done=lambda: True)
        self.followup = SimpleNamespace(send=self._does("followup"))
        self.edit_original_response = self._does("edit")
        self.delete_original_response = self._does("delete")
        self.context = SimpleNamespace(dm_channel=False)

    def is_expired(self) -> bool:
        return self.expired

    @property
    def _integration_owners(self) -> dict[int, int]:
        return {1: 0} if self.guild_id is None else {0: self.guild_id}

    def is_user_integration(self) -> bool:
        return self.guild_id is None

    def is_guild_integration(self) -> bool:
        return self.guild_id is not None

    @property
    def steps(self) -> list[str]:
        return [name for name, _ in self.sent]

    def as_interaction(self) -> discord.Interaction:
        return cast(discord.Interaction, self)

    def _does(self, name: str) -> Any:
        async def do(**given: Any) -> None:
            if self.failures.get(name):
                raise self.failures[name].pop(0)
            self.sent.append((name, given))

        return do


def written(given: Any) -> str:
    """The texts of a message that was sent."""
    return "\n".join(
        item.content for item in given["view"].walk_children() if isinstance(item, discord.ui.TextDisplay)
    )
