"""HTTP mode: a small server that lets through what Slack signed, and the pages of the installation."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack import limits
from adapters.slack.guard import refusal

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from adapters.slack.settings import Settings

EVENTS: Final = "/slack/events"
INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"


def make_server(
    app: AsyncApp, settings: Settings, *, now: Callable[[], float] = time.time
) -> web.Application:
    """The server's routes."""
    server = web.Application(client_max_size=limits.BODY)

    async def events(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        status = refusal(request.headers, body, secret=settings.signing_secret or "", now=now)
        if status is not None:
            return web.Response(status=status)
        return await to_aiohttp_response(await app.async_dispatch(_bolt_request(request, body.decode())))

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


def _bolt_request(request: web.Request, body: str) -> AsyncBoltRequest:
    headers: dict[str, str | Sequence[str]] = {name: request.headers.getall(name) for name in request.headers}
    return AsyncBoltRequest(body=body, query=request.query_string, headers=headers)
