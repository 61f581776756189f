"""Serves Slack until told to stop, over a socket or over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from adapters.calls import traced
from adapters.slack import texts
from adapters.slack.app import make_app
from adapters.slack.authorizing import ManyWorkspaces, OneWorkspace
from adapters.slack.clients import TIMEOUT, logger, web_client
from adapters.slack.connections import PLATFORM, Connections
from adapters.slack.departures import PREFIX, is_gone
from adapters.slack.desk import Desk, workspace_id
from adapters.slack.early import Early
from adapters.slack.front import Fronts, at_the_door
from adapters.slack.http import make_server
from adapters.slack.installations import Installations
from adapters.slack.kept import again, begun
from adapters.slack.living import Editor
from adapters.slack.pacing import Pacing
from adapters.slack.renewing import Renewals
from adapters.slack.sending import reason
from adapters.slack.socket import Handler
from adapters.slack.states import States
from bot.departures import keep_deleting
from bot.host import CannotStart
from bot.in_flight import Flights
from bot.mending import Mending
from bot.taking_over import taking_over
from knowledge.errors import InputError

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.authorization.async_authorize import AsyncAuthorize
    from slack_sdk.socket_mode.aiohttp import SocketModeClient

    from adapters.slack.settings import Settings
    from bot.host import Host

T = TypeVar("T")
PING_SECONDS: Final = 5.0
LAST_WORDS: Final = 0.2
"""Seconds before the socket closes; slack-bolt sends an acknowledgement some milliseconds after it is given."""
FIRST_TRIES: Final = 4
CONNECTIONS: Final = 100
CHECK: Final = "slack-check"
"""Kind of a secret that is sealed to find out whether any can be."""
UNREACHABLE: Final = (ClientError, TimeoutError, OSError)
PASSING: Final = frozenset(
    {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "unknown"}
)
"""What Slack says when a token may be good all the same."""


async def serve(settings: Settings, host: Host, *, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Answer in Slack until `stop` is set; `ready` hears where, once connected.

    Raises:
        CannotStart: a token is wrong, Slack cannot be reached, or the port is taken.
    """
    limit = ClientTimeout(total=TIMEOUT)
    tracing = [traced(PLATFORM)]
    async with ClientSession(
        timeout=limit, connector=TCPConnector(limit=CONNECTIONS), trace_configs=tracing
    ) as session:
        desk = Desk(host, settings, session)
        daily = asyncio.ensure_future(keep_deleting(host, is_gone))
        try:
            await _serve(settings, desk, stop=stop, ready=ready)
        finally:
            daily.cancel()
            await desk.finish()


async def _serve(
    settings: Settings, desk: Desk, *, stop: asyncio.Event, ready: Callable[[str], None]
) -> None:
    installations = Installations(desk.host) if settings.client_id else None
    states = States(desk.host, secret=str(settings.client_secret)) if settings.client_id else None
    team: str | None = None
    renewals: Renewals | None = None
    if settings.installable and installations is not None:
        await _check_key(desk.host)
        renewals = _of_many(settings, desk, installations)
        authorize: AsyncAuthorize = ManyWorkspaces(renewals)
        mending = Mending(desk.host, is_gone, Editor(desk, partial(_token_of_many, renewals)).edit)
    else:
        result = await _signed_in(settings, desk)
        authorize, team = OneWorkspace(result), result.team
        library = desk.host.library
        name = workspace_id(str(result.team_id or result.enterprise_id))
        await desk.host.workers.quickly(lambda: library.installation.came_back(name))
        mending = Mending(desk.host, name.__eq__, Editor(desk, partial(_token_of_one, result)).edit)
    app = make_app(desk, settings, authorize=authorize, installations=installations, states=states)
    desk.changed = mending.wake
    async with renewals.kept() if renewals else nullcontext():
        looking = asyncio.ensure_future(mending.run())
        try:
            await _listen(app, settings, desk, team, stop=stop, ready=ready)
        finally:
            looking.cancel()


async def _token_of_one(result: AuthorizeResult, _workspace: str) -> str | None:
    return result.bot_token


async def _token_of_many(renewals: Renewals, workspace: str) -> str | None:
    found = await renewals.find(None, workspace.removeprefix(PREFIX))
    return found.bot_token if found else None


async def _listen(
    app: AsyncApp,
    settings: Settings,
    desk: Desk,
    team: str | None,
    *,
    stop: asyncio.Event,
    ready: Callable[[str], None],
) -> None:
    """Hear what Slack sends, until `stop`, and answer what others had heard that are gone."""
    kept = desk.host.library.installation.in_flight
    flights = Flights(kept, platform=PLATFORM) if kept else None
    async with taking_over(flights, partial(again, app)) if flights else nullcontext():
        early = Early(desk, partial(begun, flights))
        if settings.over_socket:
            async with _socket(app, settings, desk, stop, early=early, flights=flights):
                if not stop.is_set():
                    ready(texts.connected(str(team)))
                await stop.wait()
                await desk.finish()
                await asyncio.sleep(LAST_WORDS)
        else:
            async with _listening(app, settings, early, flights) as place:
                ready(texts.listening(place, team))
                await stop.wait()
                await desk.finish()


def _of_many(settings: Settings, desk: Desk, installations: Installations) -> Renewals:
    rotator = AsyncTokenRotator(
        client_id=str(settings.client_id),
        client_secret=str(settings.client_secret),
        client=web_client(None, api=settings.api, session=desk.session),
    )
    return Renewals(installations, rotator)


async def _check_key(host: Host) -> None:
    """Find out at once, and not at the first installation, whether tokens can be sealed."""
    installation = host.library.installation

    def seal() -> None:
        installation.seal(CHECK, "key", "0")
        installation.discard(CHECK, "key")

    try:
        await host.workers.quickly(seal)
    except InputError as error:
        raise CannotStart(str(error)) from None


async def _signed_in(settings: Settings, desk: Desk) -> AuthorizeResult:
    """Whose token it is."""
    client = web_client(settings.bot_token, api=settings.api, session=desk.session)
    answer = await first_reached(client.auth_test, name="SLACK_BOT_TOKEN", address=settings.api)
    return AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer.get("team_id"),
        team=answer.get("team"),
        bot_id=answer.get("bot_id"),
        bot_user_id=answer.get("user_id"),
        bot_token=settings.bot_token,
    )


async def first_reached(call: Callable[[], Awaitable[T]], *, name: str, address: str) -> T:
    """What Slack says when first asked; it is asked a few times where it cannot be reached.

    Raises:
        CannotStart: Slack refuses the token, or cannot be reached.
    """
    for attempt in range(FIRST_TRIES):
        try:
            return await call()
        except SlackApiError as error:
            if reason(error) not in PASSING:
                raise CannotStart(texts.refused(name, reason(error))) from None
            last: Exception = error
        except UNREACHABLE as error:
            # It may be on its way up, as when everything starts at once.
            last = error
        if attempt + 1 < FIRST_TRIES:
            await asyncio.sleep(2**attempt / 2)
    unwell = isinstance(last, SlackApiError)
    told = texts.unwell(reason(last)) if unwell else texts.unreachable(address)
    raise CannotStart(told, passing=True) from last


@asynccontextmanager
async def _socket(
    app: AsyncApp,
    settings: Settings,
    desk: Desk,
    stop: asyncio.Event,
    *,
    early: Early,
    flights: Flights | None,
) -> AsyncIterator[None]:
    handler = Handler(
        app,
        settings.app_token,
        logger=logger,
        web_client=web_client(None, api=settings.api, session=desk.session),
        ping_interval=PING_SECONDS,
    )
    handler.early, handler.flights = early, flights
    client = handler.client
    # slack-sdk leaves both without a type.
    connecting = cast("Callable[[], Coroutine[Any, Any, None]]", client.connect)
    closing = cast("Callable[[], Coroutine[Any, Any, None]]", client.close)
    # slack-sdk connects again without any pause, and Slack ends each connection at once while too many are open
    client.issue_new_wss_url = Pacing().paced(client.issue_new_wss_url)  # type: ignore[method-assign,assignment]
    connections = Connections()
    client.message_listeners.append(connections.heard)
    renewing = asyncio.ensure_future(_renew_addresses(client, connections))
    try:
        client.wss_uri = await first_reached(
            partial(_new_address, client), name="SLACK_APP_TOKEN", address=settings.api
        )
        await _unless_stopped(connecting(), stop)
        yield
    finally:
        renewing.cancel()
        await closing()
        connections.lost()


async def _new_address(client: SocketModeClient) -> str:
    """An address to connect to; slack-sdk's own way of asking writes a refusal into the log, beside the sentence."""
    opened = await client.web_client.apps_connections_open(app_token=str(client.app_token))
    return str(opened["url"])


async def _unless_stopped(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """Do something that may take forever, but not longer than until `stop`."""
    doing, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    done, waiting = await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    if doing in done:
        await doing


async def _renew_addresses(client: SocketModeClient, connections: Connections) -> None:
    """Have a lost connection come back at a new address.

    slack-sdk tries the same one again until it works, but an address is good for one connection.
    """
    while True:
        await asyncio.sleep(PING_SECONDS)
        if client.current_session is not None and not await client.is_connected():
            client.wss_uri = None
            connections.lost()


@asynccontextmanager
async def _listening(
    app: AsyncApp, settings: Settings, early: Early, flights: Flights | None
) -> AsyncIterator[str]:
    place = f"http://{settings.host}:{settings.port}"
    fronts = Fronts(at_the_door(early, secret=settings.signing_secret or ""))
    server = make_server(app, settings, early=early, flights=flights, fronts=fronts)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        accepting = await fronts.accept(runner, host=settings.host, port=settings.port)
    except OSError:
        await runner.cleanup()
        raise CannotStart(texts.cannot_listen(place)) from None
    try:
        yield place
    finally:
        accepting.close()
        await runner.cleanup()
