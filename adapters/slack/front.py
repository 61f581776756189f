"""What stands before the server of HTTP mode: in a rush, who finds no room hears so here, for a tenth of the cost.

Everything else goes to the server as it came, one request of a connection after the other.
"""

from __future__ import annotations

import asyncio
import json
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from adapters.slack.framing import Framed, Unusual, framed
from adapters.slack.guard import SIGNATURE, TIMESTAMP, held_in, is_signed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from adapters.slack.early import Early

    Answer = Callable[[Framed], "bytes | None"]
    """What to say to a request at once; None where that is the server's."""

WAITING: Final = 1_024
"""Connections that may wait to be accepted."""
MOST: Final = 1 << 18
"""Bytes that wait for the server; with more, the connection is not read until it has answered."""


class Front(asyncio.Protocol):
    """One connection, with what would serve it alone behind it."""

    def __init__(self, behind: asyncio.Protocol, answer: Answer, lost: Callable[[], None]) -> None:
        self._behind = behind
        self._answer = answer
        self._lost = lost
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._waits = False
        """Whether the server has to answer first."""
        self._gives_up = False
        """Whether all goes to the server from now on."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
        self._behind.connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Forget everything."""
        self._buffer.clear()
        self._lost()
        self._behind.connection_lost(error)

    def pause_writing(self) -> None:
        """Tell the server that nobody reads."""
        self._behind.pause_writing()

    def resume_writing(self) -> None:
        """Tell the server that somebody reads again."""
        self._behind.resume_writing()

    def eof_received(self) -> bool | None:
        """Have the server decide what becomes of the connection."""
        return self._behind.eof_received()

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        if self._gives_up:
            self._behind.data_received(data)
            return
        self._buffer += data
        self._go_on()
        if self._waits and self._transport and len(self._buffer) > MOST:
            self._transport.pause_reading()

    def answered(self, *, gives_up: bool = False) -> None:
        """Hear that the server has answered; where it gives up, it is not known when."""
        self._waits = False
        self._gives_up = self._gives_up or gives_up
        if self._transport and len(self._buffer) > MOST:
            self._transport.resume_reading()
        self._go_on()

    def _go_on(self) -> None:
        said: list[bytes] = []
        while self._buffer and not self._waits and (request := self._next()):
            told = self._answer(request)
            if told is None:
                self._write(said)
                self._hand_on(request)
                return
            said.append(told)
            del self._buffer[: request.length]
            if request.last and self._transport:
                self._write(said)
                self._transport.close()
                return
        self._write(said)
        if self._gives_up and self._buffer:
            rest, self._buffer = bytes(self._buffer), bytearray()
            self._behind.data_received(rest)

    def _next(self) -> Framed | None:
        if self._gives_up:
            return None
        try:
            return framed(self._buffer)
        except Unusual:
            self._gives_up = True
            return None

    def _hand_on(self, request: Framed) -> None:
        whole = bytes(self._buffer[: request.length])
        del self._buffer[: request.length]
        self._waits = True
        self._behind.data_received(whole)

    def _write(self, said: list[bytes]) -> None:
        """Write together what comes together: most of the cost of an answer is the system's."""
        if said and self._transport:
            self._transport.write(b"".join(said))
            said.clear()


class Fronts:
    """The fronts of all connections to a server."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._fronts: dict[object, Front] = {}

    async def accept(self, runner: web.AppRunner, *, host: str, port: int) -> asyncio.Server:
        """Accept connections to a server that was set up. Raises `OSError` where the port cannot be had."""
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: self._before(runner), host, port, backlog=WAITING)

    def _before(self, runner: web.AppRunner) -> Front:
        if runner.server is None:
            raise RuntimeError("the server is being stopped")
        behind = runner.server()
        front = Front(behind, self._answer, partial(self._forget, behind))
        self._fronts[behind] = front
        return front

    def _forget(self, behind: asyncio.Protocol) -> None:
        self._fronts.pop(behind, None)

    @web.middleware
    async def served(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer a request, and tell the front of its connection when that is written."""
        front = self._fronts.get(request.protocol)
        if front is None:
            return await handler(request)
        try:
            said = await handler(request)
            await said.prepare(request)
            await said.write_eof()
        except BaseException:
            front.answered(gives_up=True)
            raise
        front.answered()
        return said


def at_the_door(early: Early, *, secret: str, now: Callable[[], float] = time.time) -> Answer:
    """Turn away the signed commands for which there is no room while very many come."""

    def answer(request: Framed) -> bytes | None:
        if not early.in_a_rush or not _is_signed(request, secret, now):
            return None
        held = held_in(request.headers.get("content-type", ""), request.body)
        told = early.no_room(held) if held else None
        return None if told is None else _response(told, last=request.last)

    return answer


def _is_signed(request: Framed, secret: str, now: Callable[[], float]) -> bool:
    headers = {name: request.headers.get(name.lower(), "") for name in (SIGNATURE, TIMESTAMP)}
    return is_signed(headers, request.body, secret=secret, now=now)


def _response(told: Mapping[str, Any], *, last: bool) -> bytes:
    body = json.dumps(told).encode()
    closing = "Connection: close\r\n" if last else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n{closing}Content-Length: {len(body)}"
    return b"%b\r\n\r\n%b" % (head.encode(), body)
