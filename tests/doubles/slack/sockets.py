"""Socket Mode: hello, envelopes, acknowledgements, disconnects and dropped sockets."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.doubles.slack import limits
from tests.doubles.slack.records import Json
from tests.doubles.slack.world import APP, World

WIRE = {"slash": "slash_commands", "event": "events_api"}


class Dropped(Exception):
    """The socket went away before the acknowledgement came."""


@dataclass(slots=True, kw_only=True, eq=False)
class Sockets:
    """The bot's connections; an envelope goes to one of them."""

    world: World
    tickets: set[str] = field(default_factory=set)
    connected: list[web.WebSocketResponse] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: dict[str, tuple[asyncio.Future[Json | None], web.WebSocketResponse | None]] = field(
        default_factory=dict
    )
    settled: set[str] = field(default_factory=set)
    turns: Iterator[int] = field(default_factory=itertools.count)
    opened: int = 0

    def ticket(self) -> str:
        made = secrets.token_hex(16)
        self.tickets.add(made)
        return f"{self.world.address.replace('http', 'ws', 1)}/link/?ticket={made}&app_id={APP}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection of the bot."""
        if request.query.get("ticket") not in self.tickets:
            return web.Response(status=404)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connected) >= limits.SOCKETS or self.world.crowded:
            self.world.turned_away += 1
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self.connected.append(socket)
        self.opened += 1
        await socket.send_json(_hello(len(self.connected)))
        self._changed()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._forget(socket)
        return socket

    def _changed(self) -> None:
        (self.ready.set if self.connected else self.ready.clear)()
        self.world.wake()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self.connected:
            self.connected.remove(socket)
            self._changed()
        for future, its_socket in self.waiting.values():
            if its_socket is socket and not future.done():
                future.set_exception(Dropped)

    def _take(self, data: str) -> None:
        try:
            said = json.loads(data)
            envelope_id = said["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self.world.complain(f"socket: not an acknowledgement: {data[:200]}")
            return
        future, _ = self.waiting.get(envelope_id, (None, None))
        if future is None:
            known = envelope_id in self.settled
            self.world.complain(
                f"socket: {'late or second' if known else 'unknown'} acknowledgement {envelope_id}"
            )
        elif not future.done():
            future.set_result(said.get("payload"))

    async def send(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Json | None:
        """Send one envelope and wait for its acknowledgement.

        Raises:
            Dropped: when the socket went away first.
            TimeoutError: when no acknowledgement came in time.
        """
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "payload": payload,
            "type": WIRE.get(kind, "interactive"),
            "accepts_response_payload": kind in ("slash", "suggestion", "submission"),
        }
        if kind == "event":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        socket = self.connected[next(self.turns) % len(self.connected)]
        # A dropped event is delivered again; what a person waits for may still be answered over the next socket.
        self.waiting[envelope["envelope_id"]] = (future, socket if kind == "event" else None)
        try:
            await socket.send_json(envelope)
            return await asyncio.wait_for(future, self.world.acknowledge_seconds)
        except ConnectionError as error:
            raise Dropped from error
        finally:
            del self.waiting[envelope["envelope_id"]]
            self.settled.add(envelope["envelope_id"])

    async def disconnect(self, reason: str) -> None:
        """Ask the bot to reconnect, as Slack does some times a day; the old sockets close when it has."""
        for socket in list(self.connected):
            self.connected.remove(socket)
            await socket.send_json(_disconnect(reason))
        self._changed()

    async def drop(self, *, rudely: bool) -> None:
        """Close all sockets, or cut them off without a word."""
        for socket in list(self.connected):
            transport = socket.get_extra_info("transport") if rudely else None
            if transport is not None:
                transport.abort()
            else:
                await socket.close(code=1001)
            self._forget(socket)


def _hello(number: int) -> Json:
    return {
        "type": "hello",
        "num_connections": number,
        "connection_info": {"app_id": APP},
        "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18_060},
    }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
