"""Deliveries: over a socket or by HTTP, the acknowledgement clock, retries and duplicates."""

import asyncio
import time
from dataclasses import dataclass, field

import aiohttp

from tests.doubles.slack import signed
from tests.doubles.slack.acknowledging import take_reply
from tests.doubles.slack.records import Interaction, Json
from tests.doubles.slack.sockets import Dropped, Sockets
from tests.doubles.slack.world import World

RETRIES = 3


class Unheard(Exception):
    """A delivery without an acknowledgement, with Slack's name of the reason."""


@dataclass(slots=True, kw_only=True, eq=False)
class Deliveries:
    """Takes what people do to the bot."""

    world: World
    sockets: Sockets
    running: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, interaction: Interaction) -> None:
        """Deliver in the background, as often as the control API asked for."""
        copies = 1
        if self.world.copies > 0:
            self.world.copies -= 1
            copies = self.world.times
        for number in range(copies):
            task = asyncio.get_running_loop().create_task(self._deliver(interaction, first=number == 0))
            self.running.add(task)
            task.add_done_callback(self.running.discard)

    def start_in_order(self, interactions: list[Interaction]) -> None:
        """Deliver one after the other, each when the one before is settled."""

        async def deliver() -> None:
            for interaction in interactions:
                await self._deliver(interaction, first=True)

        task = asyncio.get_running_loop().create_task(deliver())
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def _deliver(self, interaction: Interaction, *, first: bool) -> None:
        reason = ""
        for attempt in range(1 + (RETRIES if interaction.kind == "event" else 0)):
            if attempt:
                await asyncio.sleep(self.world.retry_delays[attempt - 1])
            try:
                reply = await self._send(interaction, attempt, reason)
            except Unheard as unheard:
                reason = str(unheard)
                if reason == "no_retry":
                    break
                continue
            if interaction.acknowledged is None:
                interaction.acknowledged = time.monotonic()
                take_reply(self.world, interaction, reply)
            return
        if interaction.acknowledged is None and first:
            known = {"http_timeout": "operation_timeout", "http_error": "http_service_error"}
            self.world.fail(interaction, known.get(reason, reason))

    async def _send(self, interaction: Interaction, attempt: int, reason: str) -> Json | None:
        """Send once; the reply, or Unheard with the reason."""
        if self.world.bot_address is None:
            return await self._over_socket(interaction, attempt, reason)
        interaction.deliveries += 1
        body, content_type = signed.encode(interaction.kind, interaction.payload)
        again = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else None
        try:
            heard = await signed.send(self.world, body, content_type, headers=again)
        except TimeoutError as error:
            raise Unheard("http_timeout") from error
        except aiohttp.ClientError as error:
            raise Unheard("connection_failed") from error
        interaction.status = heard.status
        if not 200 <= heard.status < 300:
            raise Unheard("no_retry" if heard.no_retry else "http_error")
        return heard.reply

    async def _over_socket(self, interaction: Interaction, attempt: int, reason: str) -> Json | None:
        patience = None if interaction.kind == "event" else self.world.acknowledge_seconds
        try:
            await asyncio.wait_for(self.sockets.ready.wait(), patience)
        except TimeoutError as error:
            raise Unheard("dispatch_failed") from error
        interaction.deliveries += 1
        try:
            return await self.sockets.send(
                interaction.kind, interaction.payload, attempt=attempt, reason=reason
            )
        except TimeoutError as error:
            raise Unheard("http_timeout" if interaction.kind == "event" else "operation_timeout") from error
        except Dropped as error:
            raise Unheard("socket_dropped" if interaction.kind == "event" else "operation_timeout") from error
