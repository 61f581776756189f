"""What every route has around it: the token, limits, ordered faults, and the form of answers."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.doubles.discord.refusals import EMPTY_MESSAGE, INVALID_FORM, INVALID_JSON, Payload, Refusal
from tests.doubles.discord.throttle import Throttle, answer
from tests.doubles.discord.world import World

Answer = web.StreamResponse | Payload | list[Payload]
Handler = Callable[[web.Request], Awaitable[Answer]]
API = "/api/v10"
MALFORMED = {INVALID_FORM, EMPTY_MESSAGE[0], INVALID_JSON[0]}


class Surroundings:
    """Wraps the handlers of routes."""

    def __init__(self, world: World, throttle: Throttle) -> None:
        self.world = world
        self.throttle = throttle

    def around(
        self, handler: Handler, template: str
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(API)
            self.world.requests.append(f"{request.method} {path}")
            response = await self._handle(handler, template, request, path)
            if response.status in {401, 403, 429}:
                self.throttle.invalid += 1
            return response

        return handle

    async def _handle(
        self, handler: Handler, template: str, request: web.Request, path: str
    ) -> web.StreamResponse:
        fault = self.throttle.fault(request, path)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault is not None and fault.kind == "edge":
            return self.throttle.edge_refusal(fault.retry_after)
        elif fault is not None and fault.kind in {"limit", "global"}:
            return self.throttle.refusal(fault.retry_after, everywhere=fault.kind == "global")
        elif fault is not None and fault.kind == "error":
            return answer({"message": "Internal Server Error", "code": 0}, status=fault.status)
        over = self.throttle.over_global(path)
        if over is not None:
            return over
        headers, too_many = self.throttle.headers(request, template)
        if too_many:
            return self.throttle.refusal(float(headers["X-RateLimit-Reset-After"]), headers=headers)
        response = await self._answer(handler, template, request, headers)
        if fault is not None and fault.kind == "lost":
            return answer({"message": "Bad Gateway", "code": 0}, status=502)
        return response

    async def _answer(
        self, handler: Handler, template: str, request: web.Request, headers: dict[str, str]
    ) -> web.StreamResponse:
        try:
            self._check_token(request, template)
            done = await handler(request)
        except Refusal as no:
            about = f"{request.method} {request.path.removeprefix(API)}"
            self.world.refusals.append(
                {"request": about, "status": no.status, "code": no.code, "text": str(no)}
            )
            self.world.changes.announce()
            if no.code in MALFORMED:
                self.world.complain(f"{about}: {no}")
            return answer(no.body, status=no.status, headers=headers)
        if isinstance(done, web.StreamResponse):
            done.headers.update(headers)
            return done
        return answer(done, headers=headers)

    def _check_token(self, request: web.Request, template: str) -> None:
        if template.startswith(("/interactions/", "/webhooks/")):
            return
        if request.headers.get("Authorization") != f"Bot {self.world.token}":
            raise Refusal(401, (0, "401: Unauthorized"))

    async def unknown(self, request: web.Request) -> web.Response:
        """What no route fits."""
        self.world.complain(f"unknown route: {request.method} {request.path_qs}")
        return answer({"message": "404: Not Found", "code": 0}, status=404)
