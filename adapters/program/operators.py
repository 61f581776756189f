"""The operator's port: health, readiness and metrics, on an address that members and readers of pages never see."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from adapters.program import texts
from bot.host import CannotStart

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.program.health import Health
    from adapters.program.metrics import Metrics
    from adapters.program.settings import OperatorSettings

HEALTHY, READY, METRICS = "/healthz", "/readyz", "/metrics"
UNAVAILABLE: Final = 503


def make_server(health: Health, metrics: Metrics) -> web.Application:
    """The server's three addresses; each can only be read."""

    async def healthy(_: web.Request) -> web.Response:
        # whoever reads this knows that the event loop moves: nothing else could have answered
        return web.json_response({"alive": True, "stopping": health.stopping})

    async def ready(_: web.Request) -> web.Response:
        state = await health.state()
        return web.json_response(state, status=200 if state["ready"] else UNAVAILABLE)

    async def measured(_: web.Request) -> web.Response:
        await health.state()
        return web.Response(body=metrics.written(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    server = web.Application(client_max_size=1024)
    server.router.add_get(HEALTHY, healthy)
    server.router.add_get(READY, ready)
    server.router.add_get(METRICS, measured)
    return server


@asynccontextmanager
async def listening(settings: OperatorSettings, health: Health, metrics: Metrics) -> AsyncIterator[int]:
    """Listen while the block runs; gives the port, which the system chose where it was 0.

    Raises:
        CannotStart: the port is taken, or the host is none of this machine.
    """
    runner = web.AppRunner(
        make_server(health, metrics), access_log=None, shutdown_timeout=1.0, handle_signals=False
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        await runner.cleanup()
        why = error.strerror or type(error).__name__
        raise CannotStart(texts.operator_port_taken(settings.host, settings.port, why)) from None
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
