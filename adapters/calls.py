"""What platforms' services answer to requests, told to whoever observes: of the answer its kind, of the address nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from aiohttp import ClientSession, TraceConfig, TraceRequestEndParams, TraceRequestExceptionParams

from bot.observing import observer

TOO_MANY: Final = 429


def traced(platform: str) -> TraceConfig:
    """What a client session needs so that each answer to its requests is told, those that a library tries again too."""

    async def answered(_: ClientSession, __: SimpleNamespace, done: TraceRequestEndParams) -> None:
        status = done.response.status
        kind = str(TOO_MANY) if status == TOO_MANY else f"{status // 100}xx"
        observer().called(platform=platform, answer=kind)

    async def broken(_: ClientSession, __: SimpleNamespace, ___: TraceRequestExceptionParams) -> None:
        observer().called(platform=platform, answer="broken")

    tracing = TraceConfig()
    tracing.on_request_end.append(answered)
    tracing.on_request_exception.append(broken)
    return tracing
