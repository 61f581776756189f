"""The Web API: tokens, scopes, rate limits, and the methods that an app of this kind calls."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.doubles.slack import chat_methods, other_methods, uploads, view_methods
from tests.doubles.slack.calls import Call
from tests.doubles.slack.doing import Doing
from tests.doubles.slack.manifest import NEEDED
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.records import Json
from tests.doubles.slack.sockets import Sockets
from tests.doubles.slack.world import World

METHODS: dict[str, Callable[[Call], Json]] = {
    **chat_methods.METHODS,
    **view_methods.METHODS,
    **other_methods.METHODS,
    **uploads.METHODS,
}
WITHOUT_TOKEN = {"api.test", "oauth.v2.access"}
AS_JSON = ("blocks", "attachments", "view", "metadata")
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
SWITCHES = ("unfurl_links", "unfurl_media", "link_names", "include_locale", "reply_broadcast", "mrkdwn")
# What a bot's mistake looks like; other errors belong to the game, such as a message that is gone.
MISTAKES = {
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_arguments",
    "invalid_json",
    "msg_too_long",
    "msg_blocks_too_long",
    "too_many_attachments",
    "missing_scope",
    "no_text",
    "unknown_method",
    "not_authed",
    "not_allowed_token_type",
    "invalid_form_data",
    "exchanged_trigger_id",
    "invalid_trigger_id",
}


@dataclass(slots=True, kw_only=True, eq=False)
class WebApi:
    """Answers /api/METHOD."""

    world: World
    doing: Doing
    sockets: Sockets

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.world.calls[method] += 1
        waits = self.world.waits(method)
        if waits is not None:
            refused = {"ok": False, "error": "ratelimited"}
            return web.json_response(refused, status=429, headers={"Retry-After": str(waits)})
        try:
            arguments = await _arguments(request)
            uploads.check_pictures(self.world, arguments)
            answer = self._call(method, request, arguments)
        except Refusal as refusal:
            if refusal.error == "ratelimited":
                return web.json_response(refusal.as_json(), status=429, headers={"Retry-After": "1"})
            # to try what an optional scope would allow is no mistake
            tried = refusal.error == "missing_scope" and NEEDED.get(method) in self.world.withheld
            if refusal.error in MISTAKES and not tried:
                self.world.complain(f"{method}: {refusal.error} {'; '.join(refusal.messages)}".strip())
            return web.json_response(refusal.as_json())
        scopes = ",".join(sorted(self.world.scopes))
        return web.json_response({"ok": True, **answer}, headers={"x-oauth-scopes": scopes})

    def _call(self, method: str, request: web.Request, arguments: Json) -> Json:
        if method not in METHODS:
            raise Refusal(error="unknown_method", messages=[method])
        call = Call(
            world=self.world,
            doing=self.doing,
            sockets=self.sockets,
            method=method,
            arguments=arguments,
            authorization=request.headers.get("Authorization", ""),
        )
        if method == "apps.connections.open":
            _check_app_token(self.world, call.token)
        elif method not in WITHOUT_TOKEN:
            self._check_bot_token(call)
        return METHODS[method](call)

    def _check_bot_token(self, call: Call) -> None:
        if call.token is None:
            raise Refusal(error="not_authed")
        team = self.world.team_of(call.token)
        if team is None:
            raise Refusal(
                error="not_allowed_token_type" if call.token.startswith("xapp-") else "invalid_auth"
            )
        if not team.active:
            raise Refusal(error="account_inactive")
        check_scope(self.world, NEEDED.get(call.method))
        self._pace(call)

    def _pace(self, call: Call) -> None:
        """About one message a second and channel, where the test asked for it."""
        if not self.world.pace or call.method not in ("chat.postMessage", "chat.postEphemeral"):
            return
        channel, now = str(call.arguments.get("channel")), time.monotonic()
        if now - self.world.posted.get(channel, 0.0) < 1.0:
            raise Refusal(error="ratelimited")
        self.world.posted[channel] = now


def check_scope(world: World, scope: str | None) -> None:
    """Refuse a call whose scope the app was not given.

    Raises:
        Refusal: `missing_scope`.
    """
    if scope is not None and scope not in world.scopes:
        provided = ",".join(sorted(world.scopes))
        raise Refusal(error="missing_scope", more={"needed": scope, "provided": provided})


def _check_app_token(world: World, token: str | None) -> None:
    if token is None:
        raise Refusal(error="not_authed")
    if token != world.app_token:
        raise Refusal(error="not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")


async def _arguments(request: web.Request) -> Json:
    """Read a call's arguments from a JSON or form body, or the query; an empty JSON body is none."""
    found: Json = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        try:
            found |= json.loads(text) if text.strip() else {}
        except (ValueError, TypeError) as error:
            raise Refusal(error="invalid_json") from error
        return found
    found |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return {key: _decoded(key, value) for key, value in found.items()}


def _decoded(key: str, value: Any) -> Any:
    if key in AS_JSON and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError as error:
            raise Refusal(error="invalid_blocks_format" if key == "blocks" else "invalid_json") from error
    return BOOLEANS.get(value.lower(), value) if key in SWITCHES else value
