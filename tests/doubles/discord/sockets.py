"""One shard's session and its connection, compressed as its address asked."""

import asyncio
import importlib
import json
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.doubles.discord.refusals import Payload

MOST_SENDS, SENDS_WINDOW = 120, 60.0


@dataclass(slots=True, kw_only=True)
class Session:
    """What a shard gets, whether it is connected or not."""

    id: str
    shard: int
    shards: int
    intents: int
    sequence: int = 0
    buffer: deque[Payload] = field(default_factory=lambda: deque(maxlen=100_000))
    socket: "Socket | None" = None
    resumable: bool = True


class Socket:
    """One connection, compressed as its address asked."""

    def __init__(self, response: web.WebSocketResponse, request: web.Request) -> None:
        self.response = response
        self.request = request
        self.session: Session | None = None
        self.sends: deque[float] = deque()
        self._lock = asyncio.Lock()
        self._pack = _packing(request.query.get("compress"))

    async def send(self, event: Payload) -> None:
        text = json.dumps(event, separators=(",", ":"))
        async with self._lock:
            if self.response.closed:
                return
            try:
                if self._pack is None:
                    await self.response.send_str(text)
                else:
                    await self.response.send_bytes(self._pack(text.encode()))
            except ConnectionError:
                return

    async def close(self, code: int) -> None:
        await self.response.close(code=code)

    def cut(self) -> None:
        """End the connection without a word, as a broken line does."""
        if self.request.transport is not None:
            self.request.transport.abort()

    def too_fast(self) -> bool:
        now = time.monotonic()
        self.sends.append(now)
        while now - self.sends[0] > SENDS_WINDOW:
            self.sends.popleft()
        return len(self.sends) > MOST_SENDS


def _packing(kind: str | None) -> Callable[[bytes], bytes] | None:
    if kind == "zlib-stream":
        stream = zlib.compressobj()
        return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        zstandard: Any = importlib.import_module("zstandard")
        frame = zstandard.ZstdCompressor().compressobj()
        block = zstandard.COMPRESSOBJ_FLUSH_BLOCK

        def pack(data: bytes) -> bytes:
            return bytes(frame.compress(data) + frame.flush(block))

        return pack
    return None
