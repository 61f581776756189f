"""What Discord sends is kept from before its acknowledgement until it is answered, by whichever process does that.

Any process can answer an interaction by its token, and a message in its channel, whichever shard they came over. What a
server calls its roles only the process of its shard knows; that is kept beside what Discord sent.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

import discord

from adapters.discord import origins
from adapters.discord.connections import PLATFORM
from adapters.discord.early import Given
from adapters.discord.originals import Original, original, young
from bot.in_flight import FLIGHT, Flights
from bot.taking_over import taking_over

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from adapters.discord.client import Client
    from adapters.discord.origins import Origin
    from bot.in_flight import Flight
    from knowledge.storage.in_flight import InFlight

SENT: Final[ContextVar[Mapping[str, Any] | None]] = ContextVar("SENT", default=None)
"""The message that is being heard, as Discord sent it."""


class Kept:
    """The questions of one connection to Discord."""

    def __init__(self, client: Client, kept: InFlight | None) -> None:
        """`kept`: where they are kept; None where they are not."""
        self._client = client
        self._flights = Flights(kept, platform=PLATFORM) if kept else None

    def begin(self, data: Mapping[str, Any]) -> Flight | None:
        """Begin to keep an interaction; None where nothing is kept."""
        if self._flights is None:
            return None
        held = {"interaction": data, "roles": sorted(self._roles(data))}
        return self._flights.begin(f"i{data['id']}", json.dumps(held))

    async def is_first(self, message: discord.Message, origin: Origin) -> bool | None:
        """Keep a message from now on; whether nobody has answered it, or None where nothing is kept."""
        data = SENT.get()
        if self._flights is None or data is None:
            return None
        held = {"message": data, "origin": origins.packed(origin)}
        flight = self._flights.begin(str(message.id), json.dumps(held))
        FLIGHT.set(flight)
        return await flight.is_ours()

    def taking_over(self) -> AbstractAsyncContextManager[None]:
        """Answer what processes left that are gone, as long as the block runs."""
        return taking_over(self._flights, self._again) if self._flights else nullcontext()

    async def _again(self, flight: Flight, content: str) -> None:
        """Hand on what another process had acknowledged, as if it came now, but not what it has answered."""
        held = json.loads(content)
        if data := held.get("message"):
            await self._client.answer(_message(self._client, data), origins.unpacked(held["origin"]))
            return
        data = held["interaction"]
        found = await original(self._client, data)
        if found.is_answer or (found.is_gone and not flight.in_doubt):
            # gone without an answer: a form was opened in its place
            flight.hold()
            await flight.let_go()
            return
        if found.is_placeholder and young(int(data["id"])):
            flight.in_doubt = False
        self._client.take_again(data, _given(data, found, held["roles"]), flight)

    def _roles(self, data: Mapping[str, Any]) -> frozenset[str]:
        server = self._client.get_guild(int(data.get("guild_id") or 0))
        wanted = map(int, (data.get("member") or {}).get("roles") or ())
        return origins.names_of(role for one in wanted if server and (role := server.get_role(one)))


def _given(data: Mapping[str, Any], found: Original, roles: list[str]) -> Given:
    return Given(
        who=origins.who_of(data),
        at=time.monotonic(),
        acknowledged=found.is_acknowledged,
        private=found.private,
        let_in=False,
        roles=frozenset(roles),
    )


def _message(client: Client, data: Mapping[str, Any]) -> discord.Message:
    """A message, also of a server that another process is connected to."""
    # the library makes messages out of events alone, and knows no server but its own
    state: Any = client._connection  # noqa: SLF001
    channel, server = state._get_guild_channel(data)  # noqa: SLF001
    if server is None:
        data = {name: value for name, value in data.items() if name != "member"}
    message = discord.Message(state=state, channel=channel, data=data)  # type: ignore[arg-type]
    if server is None and "guild_id" in data:
        message.guild = state._get_or_create_unavailable_guild(int(data["guild_id"]))  # noqa: SLF001
    return message
