"""HTTP mode: a small server that lets through what Slack signed, and the pages of the installation."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack import limits, texts
from adapters.slack.framing import EVENTS
from adapters.slack.guard import let_through
from adapters.slack.kept import acknowledged

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from adapters.slack.early import Early
    from adapters.slack.front import Fronts
    from adapters.slack.settings import Settings
    from bot.in_flight import Flights

INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"

logger = logging.getLogger(__name__)


def make_server(
    app: AsyncApp,
    settings: Settings,
    *,
    early: Early | None = None,
    flights: Flights | None = None,
    fronts: Fronts | None = None,
    now: Callable[[], float] = time.time,
) -> web.Application:
    """The server's routes. `early` acknowledges what comes in a rush; `flights` keep it until it is answered.

    `fronts` stand before it.
    """
    telling = [fronts.served] if fronts else []
    server = web.Application(client_max_size=limits.BODY, middlewares=[*telling, plainly])

    async def events(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        held = let_through(request.headers, body, secret=settings.signing_secret or "", now=now)
        if isinstance(held, int):
            return web.Response(status=held)
        said = await _early(app, early, request, body, held)
        if said is None:
            said = await acknowledged(flights, held, partial(_answered, app, request, body), web.Response)
        return said

    async def install(request: web.Request) -> web.StreamResponse:
        flow = app.oauth_flow
        if flow is None:
            raise web.HTTPNotFound
        return await to_aiohttp_response(await flow.handle_installation(_bolt_request(request, "")))

    async def redirect(request: web.Request) -> web.StreamResponse:
        flow = app.oauth_flow
        if flow is None:
            raise web.HTTPNotFound
        return await to_aiohttp_response(await flow.handle_callback(_bolt_request(request, "")))

    server.router.add_post(EVENTS, events)
    server.router.add_get(INSTALL, install)
    server.router.add_get(REDIRECT, redirect)
    return server


async def _early(
    app: AsyncApp, early: Early | None, request: web.Request, body: bytes, held: dict[str, Any]
) -> web.StreamResponse | None:
    """In a rush, the acknowledgement before the framework is asked."""
    if early is None or not early.hears():
        return None
    said = await early.take(held, lambda: app.async_dispatch(_bolt_request(request, body.decode())))
    if said is None:
        return None
    return web.json_response(said) if said else web.Response()


async def _answered(app: AsyncApp, request: web.Request, body: bytes) -> web.StreamResponse:
    """What the framework answers."""
    try:
        read = _bolt_request(request, body.decode())
    except Exception as error:  # noqa: BLE001 - the framework looks into what may have any shape
        logger.warning("turned away a garbled request: %s", type(error).__name__)
        return web.Response(status=400)
    return await to_aiohttp_response(await app.async_dispatch(read))


@web.middleware
async def plainly(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer a fault of ours, or of the framework, with its status alone; the log has the rest."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        reference = secrets.token_hex(3)
        logger.exception("failed, %s: %s %s", reference, request.method, request.path)
        return web.Response(status=500, text=texts.failed(reference))


def _bolt_request(request: web.Request, body: str) -> AsyncBoltRequest:
    headers: dict[str, str | Sequence[str]] = {name: request.headers.getall(name) for name in request.headers}
    return AsyncBoltRequest(body=body, query=request.query_string, headers=headers)
