"""The service's addresses: Web API, sockets, response_url, files, authorize page, control."""

import json
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tests.doubles.slack.control import Control
from tests.doubles.slack.delivering import Deliveries
from tests.doubles.slack.doing import Doing
from tests.doubles.slack.hooks import take_response
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.sockets import Sockets
from tests.doubles.slack.uploads import take
from tests.doubles.slack.webapi import WebApi, check_scope
from tests.doubles.slack.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What answers the bot beside the Web API."""

    world: World

    async def response(self, request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.text())
        except ValueError:
            self.world.complain("response_url: not JSON")
            return web.Response(status=400, text="invalid_payload")
        seconds = self.world.waits("response_url")
        if seconds is not None:
            return web.Response(status=429, text="rate_limited", headers={"Retry-After": str(seconds)})
        try:
            take_response(self.world, request.match_info["token"], body)
        except Refusal as refusal:
            return web.Response(status=refusal.status, text=refusal.error)
        return web.Response(text="ok")

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes for the bot's token; without it Slack shows its sign-in page."""
        found = self.world.files.get(request.match_info["file"])
        if found is None:
            return web.Response(status=404)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        team = self.world.team_of(token)
        if team is None or not team.active:
            self.world.complain("files: downloaded without the bot's token")
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        try:
            check_scope(self.world, "files:read")
        except Refusal:
            self.world.complain("files: missing_scope files:read")
            return web.Response(status=403)
        return web.Response(body=found[1], content_type=found[0]["mimetype"])

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file that was announced, as the address that Slack gave out takes them."""
        if take(self.world, request.match_info["file"], await request.read()):
            return web.Response(text=f"OK - {request.content_length}")
        self.world.complain("upload: to an address that nobody was given")
        return web.Response(status=404)

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        self.world.complain(f"unknown route {request.method} {request.path}")
        return web.Response(status=404)


def _loud(world: World) -> Middleware:
    """Complain of what the double itself stumbles over, such as JSON of a shape that nobody thought of."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Exception as error:
            if isinstance(error, web.HTTPException):
                raise
            world.complain(f"{request.method} {request.path} broke the double: {error!r}")
            raise

    return middleware


def make_application(world: World) -> web.Application:
    """Put the service together."""
    sockets = Sockets(world=world)
    doing = Doing(world=world, deliveries=Deliveries(world=world, sockets=sockets))
    api = WebApi(world=world, doing=doing, sockets=sockets)
    service = Service(world=world)
    application = web.Application(client_max_size=32 * 1024 * 1024, middlewares=[_loud(world)])
    application.add_routes(
        [
            web.post("/_control/{command}", Control(world=world, doing=doing, sockets=sockets).answer),
            web.get("/api/{method}", api.answer),
            web.post("/api/{method}", api.answer),
            web.get("/link/", sockets.serve),
            web.post("/hooks/{token}", service.response),
            web.post("/upload/{file}", service.upload),
            web.get("/files/{file}/{name}", service.file),
            web.route("*", "/{rest:.*}", service.unknown),
        ]
    )
    return application
