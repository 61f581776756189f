"""`counterpoint web`: the pages of one workspace, for whoever sits at this machine."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import click

from adapters.console.main import ANSWERED
from adapters.program import texts
from bot.operator.site import HOST, PORT

if TYPE_CHECKING:
    from adapters.console.commands import Settings
    from bot.host import Host


@click.command(help=texts.WEB, short_help=texts.WEB_SHORT)
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help=texts.WEB_PORT)
@click.option("--host", metavar="HOST", default=HOST, show_default=True, help=texts.WEB_HOST)
@click.pass_obj
def web(settings: Settings, *, port: int, host: str) -> int:
    """Serve the workspace's pages until a signal says stop."""
    from bot import host as hosting
    from bot.operator.judging import judges
    from bot.operator.storage import database
    from bot.workers import Workers
    from knowledge.library import Library

    library = Library(settings.data, judges=judges(settings.data, os.environ), database=database(os.environ))
    workers = Workers()
    try:
        library.workspace(settings.workspace).sources()
        asyncio.run(_until_stopped(settings, hosting.Host(library=library, workers=workers), host, port))
    finally:
        workers.close()
        library.close()
    return ANSWERED


async def _until_stopped(settings: Settings, bare: Host, name: str, port: int) -> None:
    """Listen, say where, and load the models while nobody waits for them."""
    from adapters.program.models import warm
    from adapters.program.service import say, stop_on_signals
    from adapters.web.service import listening
    from bot.operator.site import given_secret, kept_secret, local_address
    from bot.site.links import Site

    stop = asyncio.Event()
    stop_on_signals(stop)
    secret = given_secret(os.environ) or kept_secret(settings.data)
    async with listening(bare, Site(address="", secret=secret), name, port) as listens:
        site = Site(address=local_address(name, listens), secret=secret)
        start = site.of(settings.workspace).start(bare.library.workspace(settings.workspace))
        say(texts.open_this(start))
        warming = asyncio.ensure_future(bare.workers.answer(warm))
        await stop.wait()
        warming.cancel()
