"""The service put together: REST, gateway, file downloads and the tests' control, on one port."""

from functools import partial

from aiohttp import web

from tests.doubles.discord.callbacks import Callbacks
from tests.doubles.discord.control import Control
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.messages import Messages
from tests.doubles.discord.people import People
from tests.doubles.discord.rest import Rest, routes
from tests.doubles.discord.surroundings import API, Surroundings
from tests.doubles.discord.throttle import Throttle
from tests.doubles.discord.verbs import handle
from tests.doubles.discord.world import World

LARGEST_BODY = 64 * 1024 * 1024


class Service:
    """One running double."""

    def __init__(self, *, token: str, shards: int = 1) -> None:
        self.world = World(token)
        self.gateway = Gateway(self.world, shards=shards)
        self.throttle = Throttle()
        self.messages = Messages(self.world, self.gateway)
        people = People(self.world, self.gateway, self.messages)
        self.control = Control(self.world, self.gateway, people, self.throttle)

    def address(self, host: str, port: int) -> dict[str, str]:
        """Tell the service where it is; what a bot and a test need to know of that."""
        self.world.base = f"http://{host}:{port}"
        self.gateway.address = f"ws://{host}:{port}/gateway"
        return {
            "DISCORD_TOKEN": self.world.token,
            "DISCORD_API_URL": self.world.base + API,
            "DISCORD_GATEWAY_URL": self.gateway.address,
            "control": self.world.base + "/_control",
        }

    def application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        around = Surroundings(self.world, self.throttle)
        callbacks = Callbacks(self.world, self.messages)
        rest = Rest(self.world, self.gateway, self.messages)
        for (method, template), handler in routes(rest, callbacks).items():
            app.router.add_route(method, API + template, around.around(handler, template))
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/cdn/{rest:.*}", self.download)
        app.router.add_post("/_control/{verb}", partial(handle, self.control))
        app.router.add_route("*", "/{rest:.*}", around.unknown)
        return app

    async def download(self, request: web.Request) -> web.Response:
        """GET of a file that somebody sent."""
        found = self.world.files.get(request.path)
        if found is None:
            self.world.complain(f"unknown file: {request.path}")
            return web.Response(status=404)
        return web.Response(body=found[1], content_type="application/octet-stream")


async def start(service: Service, *, host: str, port: int) -> tuple[web.AppRunner, dict[str, str]]:
    """Serve; port 0 takes a free one."""
    runner = web.AppRunner(service.application(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    bound = runner.addresses[0][1]
    return runner, service.address(host, bound)
