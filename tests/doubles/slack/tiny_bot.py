"""A bolt app in a thread, for tests of the double: unmodified slack-bolt, over sockets or by HTTP."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack.driver import SlackService

Register = Callable[[AsyncApp], None]


@contextmanager
def tiny_bot(service: SlackService, register: Register) -> Iterator[None]:
    """Run a bolt app with the handlers that `register` adds, connected by Socket Mode."""
    settings = service.environment

    async def run(ready: asyncio.Event, stop: asyncio.Event) -> None:
        client = AsyncWebClient(token=settings["SLACK_BOT_TOKEN"], base_url=settings["SLACK_API_URL"])
        app = AsyncApp(client=client)
        register(app)
        handler = AsyncSocketModeHandler(app, settings["SLACK_APP_TOKEN"], ping_interval=1)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        ready.set()
        await stop.wait()
        await handler.close_async()  # type: ignore[no-untyped-call]

    with _in_a_thread(run):
        service.wait_until_connected()
        yield


@contextmanager
def tiny_http_bot(service: SlackService, register: Register, *, folder: Path) -> Iterator[None]:
    """Run a bolt app that takes signed requests, with OAuth for many teams; `folder` keeps installations."""
    settings = service.environment
    places: list[str] = []

    async def run(ready: asyncio.Event, stop: asyncio.Event) -> None:
        app = _oauth_app(settings, folder)
        register(app)
        runner = web.AppRunner(app.web_app(path="/slack/events"), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        places.append(f"http://{host}:{port}")
        ready.set()
        await stop.wait()
        await runner.cleanup()

    with _in_a_thread(run):
        service.reach_bot_at(places[0])
        yield


def _oauth_app(settings: dict[str, str], folder: Path) -> AsyncApp:
    client = AsyncWebClient(base_url=settings["SLACK_API_URL"])
    oauth = AsyncOAuthSettings(
        client_id=settings["SLACK_CLIENT_ID"],
        client_secret=settings["SLACK_CLIENT_SECRET"],
        scopes=["commands", "chat:write"],
        installation_store=FileInstallationStore(base_dir=str(folder), client_id=settings["SLACK_CLIENT_ID"]),
        state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(folder)),
    )
    flow = AsyncOAuthFlow(client=client, settings=oauth)
    return AsyncApp(client=client, signing_secret=settings["SLACK_SIGNING_SECRET"], oauth_flow=flow)


@contextmanager
def _in_a_thread(run: Callable[[asyncio.Event, asyncio.Event], Coroutine[Any, Any, None]]) -> Iterator[None]:
    """Run until the block is left; what goes wrong before the bot is ready is raised here."""
    loop, started, failed = asyncio.new_event_loop(), threading.Event(), list[BaseException]()
    ready, stop = asyncio.Event(), asyncio.Event()

    async def main() -> None:
        task = loop.create_task(run(ready, stop))
        task.add_done_callback(lambda _: ready.set())
        await ready.wait()
        started.set()
        await task

    def thread() -> None:
        try:
            loop.run_until_complete(main())
        except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
            failed.append(error)

    worker = threading.Thread(target=thread)
    worker.start()
    started.wait()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        worker.join()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        if failed:
            raise failed[0]
