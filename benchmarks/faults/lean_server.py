"""A server that costs next to nothing, so that what a crowd waits for is the program and not the double.

HTTP/1.1 with lengths, and WebSockets without compression: as much as the platforms' libraries use.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, TypeAlias

Answer: TypeAlias = tuple[int, bytes]
Handler: TypeAlias = Callable[[str, str, bytes], Answer]
"""Answers a request by method, path and body: HTTP's status, and JSON."""
_MAGIC: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA
_SHORT, _LONG = 126, 127
_FINAL: Final = 0x80


class Socket:
    """A WebSocket that the program has opened."""

    def __init__(self, transport: asyncio.WriteTransport) -> None:
        self._transport = transport

    def send(self, text: bytes) -> None:
        """Send a text."""
        self._transport.write(framed(text))

    @property
    def closed(self) -> bool:
        """Whether the program is no longer there."""
        return self._transport.is_closing()


Opened: TypeAlias = Callable[[Socket, str], None]
Told: TypeAlias = Callable[[Socket, bytes], None]


class Line(asyncio.Protocol):
    """One connection of the program."""

    def __init__(self, handle: Handler, opened: Opened, told: Told) -> None:
        self._handle, self._opened, self._told = handle, opened, told
        self._buffer = bytearray()
        self._socket: Socket | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take everything that has come in whole."""
        self._buffer += data
        while self._take_frame() if self._socket else self._take_request():
            pass

    def _take_request(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._transport is None:
            return False
        head = bytes(self._buffer[:end])
        length = _length(head)
        if len(self._buffer) < end + 4 + length:
            return False
        body = bytes(self._buffer[end + 4 : end + 4 + length])
        del self._buffer[: end + 4 + length]
        method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ", 2)
        key = _header(head, b"sec-websocket-key")
        if key is None:
            status, told = self._handle(method, path, body)
            self._transport.write(_response(status, told))
        else:
            self._transport.write(_switching(key))
            self._socket = Socket(self._transport)
            self._opened(self._socket, path)
        return True

    def _take_frame(self) -> bool:
        found = unframed(self._buffer)
        if found is None or self._transport is None or self._socket is None:
            return False
        code, payload, length = found
        del self._buffer[:length]
        if code == _PING:
            self._transport.write(framed(payload, code=_PONG))
        elif code == _CLOSE:
            self._transport.write(framed(payload, code=_CLOSE))
            self._transport.close()
        elif code == _TEXT:
            self._told(self._socket, payload)
        return True


def framed(payload: bytes, *, code: int = _TEXT) -> bytes:
    """Wrap a payload as a server sends it."""
    size = len(payload)
    if size < _SHORT:
        head = bytes((_FINAL | code, size))
    elif size < 1 << 16:
        head = bytes((_FINAL | code, _SHORT)) + size.to_bytes(2)
    else:
        head = bytes((_FINAL | code, _LONG)) + size.to_bytes(8)
    return head + payload


def unframed(buffer: bytearray) -> tuple[int, bytes, int] | None:
    """Give the first masked frame: its kind, its payload, and how long it is; None where it is not whole yet."""
    if len(buffer) < 2:
        return None
    size, at = buffer[1] & 0x7F, 2
    if size in (_SHORT, _LONG):
        at = 4 if size == _SHORT else 10
        size = int.from_bytes(buffer[2:at])
    if len(buffer) < at + 4 + size:
        return None
    mask = int.from_bytes((bytes(buffer[at : at + 4]) * (size // 4 + 1))[:size]) if size else 0
    masked = int.from_bytes(buffer[at + 4 : at + 4 + size])
    return buffer[0] & 0x0F, (masked ^ mask).to_bytes(size), at + 4 + size


def _header(head: bytes, name: bytes) -> bytes | None:
    at = head.lower().find(b"\r\n" + name + b":")
    if at < 0:
        return None
    return head[at + 3 + len(name) :].split(b"\r\n", 1)[0].strip()


def _length(head: bytes) -> int:
    return int(_header(head, b"content-length") or 0)


def _response(status: int, body: bytes) -> bytes:
    words = HTTPStatus(status).phrase
    if status == HTTPStatus.NO_CONTENT:
        return f"HTTP/1.1 {status} {words}\r\n\r\n".encode()
    head = (
        f"HTTP/1.1 {status} {words}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _switching(key: bytes) -> bytes:
    accepted = base64.b64encode(hashlib.sha1(key + _MAGIC, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accepted + b"\r\n\r\n"
    )
