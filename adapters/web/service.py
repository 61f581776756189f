"""Serving pages until somebody says stop."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aiohttp import web

from adapters.web.server import make_server
from bot.host import CannotStart
from bot.operator.site import PORT_NAME
from bot.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.host import Host
    from bot.operator.site import SiteSettings
    from bot.site.links import Site

MOST_WAITING: Final = 100
"""Readers who wait for a page; others are asked to come back."""
FAREWELL: Final = 5.0
"""Seconds for what was begun, when the program ends."""


async def serve(
    settings: SiteSettings, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]
) -> None:
    """Serve pages until `stop`; `ready` hears where.

    Raises:
        CannotStart: the port is taken.
    """
    if host.site is None:
        raise CannotStart(f"There is nothing to sign links with; set {PORT_NAME} or COUNTERPOINT_WEB_URL.")
    # threads of their own, so that no crowd of readers makes a chat wait
    workers = Workers(answering=1, quick=2, adding=1, most_answering=MOST_WAITING, most_quick=MOST_WAITING)
    try:
        async with listening(replace(host, workers=workers), host.site, settings.host, settings.port):
            ready(f"Pages: {settings.address} (listening on {settings.host}:{settings.port})")
            await stop.wait()
    finally:
        await asyncio.to_thread(workers.close)


@asynccontextmanager
async def listening(host: Host, site: Site, name: str, port: int) -> AsyncIterator[int]:
    """Listen while the block runs; gives the port, which the system chose where it was 0.

    Raises:
        CannotStart: the port is taken, or the host is none of this machine.
    """
    runner = web.AppRunner(
        make_server(host, site), access_log=None, shutdown_timeout=FAREWELL, handle_signals=False
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, name, port).start()
    except OSError as error:
        await runner.cleanup()
        why = error.strerror or type(error).__name__
        raise CannotStart(
            f"Pages cannot be served on {name}:{port} ({why}); choose another port or host."
        ) from None
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
