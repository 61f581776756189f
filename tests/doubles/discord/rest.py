"""The REST routes: who the bot is, its commands, channels and messages."""

from aiohttp import web

from tests.doubles.discord.bodies import read_body
from tests.doubles.discord.callbacks import Callbacks
from tests.doubles.discord.commands import check_commands
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.messages import Messages
from tests.doubles.discord.payloads import application, full_guild, member, shown_channel
from tests.doubles.discord.refusals import (
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_THE_AUTHOR,
    UNKNOWN_MESSAGE,
    Payload,
    Problems,
    Refusal,
)
from tests.doubles.discord.surroundings import Handler
from tests.doubles.discord.world import DIRECT, Stored, World

REPLY = 19


class Rest:
    """Handlers of the routes that need the bot's token."""

    def __init__(self, world: World, gateway: Gateway, messages: Messages) -> None:
        self.world = world
        self.gateway = gateway
        self.messages = messages

    async def me(self, _request: web.Request) -> Payload:
        return self.world.bot

    async def user(self, request: web.Request) -> Payload:
        return self.world.user(request.match_info["user"])

    async def application(self, _request: web.Request) -> Payload:
        return application(self.world)

    async def gateway_address(self, _request: web.Request) -> Payload:
        return {"url": self.gateway.address}

    async def gateway_bot(self, _request: web.Request) -> Payload:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway.address, "shards": self.gateway.shards, "session_start_limit": limit}

    async def commands(self, request: web.Request) -> list[Payload]:
        return self.world.commands.get(request.match_info.get("guild", ""), [])

    async def put_commands(self, request: web.Request) -> list[Payload]:
        wanted = (await read_body(request)).data.get("list", [])
        check_commands(wanted)
        where = request.match_info.get("guild", "")
        old = {(one["type"], one["name"]): one["id"] for one in self.world.commands.get(where, [])}
        defaults = {
            "application_id": self.world.application,
            "description": "",
            "name_localizations": None,
            "description_localizations": None,
            "default_member_permissions": None,
            "options": [],
            "dm_permission": True,
            "nsfw": False,
            "contexts": None,
            "integration_types": [0],
        }
        self.world.commands[where] = [
            {
                **defaults,
                "type": 1,
                **one,
                "id": old.get((one.get("type", 1), one["name"])) or self.world.ids(),
            }
            | {"version": self.world.ids()}
            for one in wanted
        ]
        self.world.syncs += 1
        self.world.changes.announce()
        return self.world.commands[where]

    async def guild(self, request: web.Request) -> Payload:
        return full_guild(self.world, self.world.guild(request.match_info["guild"]))

    async def guild_member(self, request: web.Request) -> Payload:
        return member(self.world.user(request.match_info["user"]))

    async def leave(self, request: web.Request) -> web.Response:
        guild = self.world.guild(request.match_info["guild"])
        guild.has_bot = False
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id}, guild=guild.id)
        return web.Response(status=204)

    async def open_direct(self, request: web.Request) -> Payload:
        return self.world.direct_channel(str((await read_body(request)).data.get("recipient_id")))

    def _channel(self, request: web.Request) -> Payload:
        channel = self.world.channel(request.match_info["channel"])
        if channel["type"] != DIRECT and not self.world.guild(channel["guild_id"]).has_bot:
            raise Refusal(403, MISSING_ACCESS)
        return channel

    def _message(self, request: web.Request, *, own: bool) -> Stored:
        channel = self._channel(request)
        stored = self.world.message(request.match_info["message"])
        # Private answers are no part of the channel for anybody but their owner, the bot included.
        if stored.payload["channel_id"] != channel["id"] or stored.only_for is not None:
            raise Refusal(404, UNKNOWN_MESSAGE)
        if own and stored.payload["author"]["id"] != self.world.application:
            raise Refusal(403, NOT_THE_AUTHOR)
        return stored

    async def channel(self, request: web.Request) -> Payload:
        return shown_channel(self._channel(request))

    async def typing(self, request: web.Request) -> web.Response:
        self._channel(request)
        return web.Response(status=204)

    async def history(self, request: web.Request) -> list[Payload]:
        seen = self.world.seen(self._channel(request)["id"], "")
        most = min(int(request.query.get("limit", "50")), 100)
        return [self.messages.without_hidden(one.payload) for one in reversed(seen)][:most]

    async def message(self, request: web.Request) -> Payload:
        return self.messages.without_hidden(self._message(request, own=False).payload)

    async def post(self, request: web.Request) -> Payload:
        channel = self._channel(request)
        body = await read_body(request)
        if int(body.data.get("flags") or 0) & 64:
            problems = Problems()
            problems.add(("flags",), "MESSAGE_FLAGS_INVALID", "Only interactions have private answers")
            problems.refuse()
        if channel["id"] in self.world.silent:
            raise Refusal(403, MISSING_PERMISSIONS)
        if (there := self._same_nonce(body.data, channel)) is not None:
            return there
        more, author = self._reference(body.data.get("message_reference"), channel)
        if body.data.get("nonce") is not None:
            more["nonce"] = body.data["nonce"]
        stored = await self.messages.post(body, channel, more=more, replied_to=author)
        return stored.payload

    def _same_nonce(self, data: Payload, channel: Payload) -> Payload | None:
        """The bot's message that carries an enforced nonce already: it is not posted once more."""
        if not data.get("enforce_nonce") or data.get("nonce") is None:
            return None
        posted = (one.payload for one in self.world.messages.values() if not one.deleted)
        return next(
            (
                one
                for one in posted
                if one["channel_id"] == channel["id"] and one.get("nonce") == data["nonce"]
            ),
            None,
        )

    def _reference(self, reference: Payload | None, channel: Payload) -> tuple[Payload, str | None]:
        if not reference:
            return {}, None
        told = {"message_id": str(reference.get("message_id")), "channel_id": channel["id"]}
        stored = self.world.messages.get(told["message_id"])
        if stored is None or stored.deleted or stored.payload["channel_id"] != channel["id"]:
            if reference.get("fail_if_not_exists", True):
                errors = {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
                raise Refusal(400, (INVALID_FORM, "Invalid Form Body"), {"message_reference": errors})
            return {"type": REPLY, "message_reference": told}, None
        more = {"type": REPLY, "message_reference": told, "referenced_message": stored.payload}
        return more, stored.payload["author"]["id"]

    async def edit(self, request: web.Request) -> Payload:
        stored = self._message(request, own=True)
        await self.messages.change(stored, await read_body(request))
        return stored.payload

    async def pin(self, request: web.Request) -> web.Response:
        stored = self._message(request, own=False)
        if stored.payload["channel_id"] not in self.world.pinnable:
            raise Refusal(403, MISSING_PERMISSIONS)
        stored.payload["pinned"] = True
        self.world.changes.announce()
        return web.Response(status=204)

    async def delete(self, request: web.Request) -> web.Response:
        await self.messages.delete(self._message(request, own=True))
        return web.Response(status=204)


def routes(rest: Rest, callbacks: Callbacks) -> dict[tuple[str, str], Handler]:
    """Every route that the service knows."""
    channel, message = "/channels/{channel}", "/channels/{channel}/messages/{message}"
    hook = "/webhooks/{app}/{token}"
    return {
        ("GET", "/users/@me"): rest.me,
        ("GET", "/users/{user}"): rest.user,
        ("POST", "/users/@me/channels"): rest.open_direct,
        ("DELETE", "/users/@me/guilds/{guild}"): rest.leave,
        ("GET", "/applications/@me"): rest.application,
        ("GET", "/oauth2/applications/@me"): rest.application,
        ("GET", "/gateway"): rest.gateway_address,
        ("GET", "/gateway/bot"): rest.gateway_bot,
        ("GET", "/applications/{app}/commands"): rest.commands,
        ("PUT", "/applications/{app}/commands"): rest.put_commands,
        ("GET", "/applications/{app}/guilds/{guild}/commands"): rest.commands,
        ("PUT", "/applications/{app}/guilds/{guild}/commands"): rest.put_commands,
        ("GET", "/guilds/{guild}"): rest.guild,
        ("GET", "/guilds/{guild}/members/{user}"): rest.guild_member,
        ("GET", channel): rest.channel,
        ("POST", f"{channel}/typing"): rest.typing,
        ("GET", f"{channel}/messages"): rest.history,
        ("POST", f"{channel}/messages"): rest.post,
        ("GET", message): rest.message,
        ("PUT", f"{channel}/messages/pins/{{message}}"): rest.pin,
        ("PATCH", message): rest.edit,
        ("DELETE", message): rest.delete,
        ("POST", "/interactions/{id}/{token}/callback"): callbacks.respond,
        ("POST", hook): callbacks.follow_up,
        ("GET", f"{hook}/messages/{{message}}"): callbacks.read,
        ("PATCH", f"{hook}/messages/{{message}}"): callbacks.edit,
        ("DELETE", f"{hook}/messages/{{message}}"): callbacks.delete,
    }
