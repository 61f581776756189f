"""The control API under /_control: what tests tell the double to do, and what they ask it."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web

from tests.doubles.slack import installing, showing, signed, uploads
from tests.doubles.slack.doing import Doing, Refused
from tests.doubles.slack.posting import as_json, delete
from tests.doubles.slack.records import Interaction, Json, Message, View
from tests.doubles.slack.sockets import Sockets
from tests.doubles.slack.world import World

Command = Callable[[Json], Json | Awaitable[Json]]


@dataclass(slots=True, kw_only=True, eq=False)
class Control:
    """Runs the commands; each is a method named as its path."""

    world: World
    doing: Doing
    sockets: Sockets

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Run one command; what Slack would not let a person do is 409 with the reason."""
        name = request.match_info["command"]
        command: Command | None = None if name.startswith("_") else getattr(self, f"do_{name}", None)
        if command is None:
            return web.json_response({"error": f"unknown control command {name}"}, status=404)
        try:
            found = command(await request.json())
            result = await found if isinstance(found, Awaitable) else found
        except (Refused, installing.Broken) as refused:
            return web.json_response({"error": str(refused)}, status=409)
        return web.json_response(result)

    # What exists.

    def do_person(self, asked: Json) -> Json:
        return asdict(self.world.add_person(**asked))

    def do_channel(self, asked: Json) -> Json:
        return asdict(self.world.add_channel(**asked))

    def do_direct_channel(self, asked: Json) -> Json:
        return asdict(self.world.direct(asked["person"]))

    def do_team(self, asked: Json) -> Json:
        return asdict(self.world.add_team(asked["name"]))

    def do_group(self, asked: Json) -> Json:
        self.world.groups[asked["id"]] = asked["people"]
        return {}

    def do_file(self, asked: Json) -> Json:
        content = base64.b64decode(asked["content"])
        return uploads.known(self.world, asked["name"], content, mimetype=asked["mimetype"])

    # What people do.

    def do_slash(self, asked: Json) -> Json:
        return self.doing.slash(**asked).as_json()

    def do_shortcut(self, asked: Json) -> Json:
        return self.doing.shortcut(**asked).as_json()

    def do_global_shortcut(self, asked: Json) -> Json:
        return self.doing.global_shortcut(**asked).as_json()

    def do_say(self, asked: Json) -> Json:
        return as_json(self.doing.say(**asked))

    def do_mention(self, asked: Json) -> Json:
        return self.doing.mention(**asked).as_json()

    def do_direct(self, asked: Json) -> Json:
        return self.doing.direct(**asked).as_json()

    def do_home(self, asked: Json) -> Json:
        return self.doing.home(**asked).as_json()

    def do_event(self, asked: Json) -> Json:
        return self.doing.event(**asked).as_json()

    def do_act(self, asked: Json) -> Json:
        source = self._source(asked)
        values = asked.get("values", {})
        return self.doing.act(
            person=asked["person"], source=source, action=asked["action"], values=values
        ).as_json()

    def do_suggest(self, asked: Json) -> Json:
        return self.doing.suggest(
            person=asked["person"], source=self._source(asked), asked=asked["asked"]
        ).as_json()

    def do_submit(self, asked: Json) -> Json:
        view = self.world.views[asked["view"]]
        for fields in asked["values"].values():
            for entry in fields.values():
                if entry["type"] == "file_input":
                    entry["files"] = [self.world.files[one][0] for one in entry["files"]]
        return self.doing.submit(person=asked["person"], view=view, values=asked["values"]).as_json()

    def do_close(self, asked: Json) -> Json:
        one = self.doing.close(person=asked["person"], view=self.world.views[asked["view"]])
        return {} if one is None else one.as_json()

    def do_uninstall(self, asked: Json) -> Json:
        return {"interactions": [one.as_json() for one in self.doing.uninstall(**asked)]}

    async def do_burst(self, asked: Json) -> Json:
        """Begin many commands in one go."""
        return {"interactions": [self.doing.slash(**one).id for one in asked["commands"]]}

    def _source(self, asked: Json) -> Message | View:
        """The message or view that somebody acts on.

        Raises:
            Refused: when it is gone, or another person's.
        """
        if "view" in asked:
            view = self.world.views[asked["view"]]
            if not view.open:
                raise Refused("this view is closed")
            return view
        message = self.world.messages[asked["channel"], asked["ts"]]
        if message.deleted:
            raise Refused("this message was deleted")
        if message.seen_by not in (None, asked["person"]):
            raise Refused("this message is private to somebody else")
        return message

    # What came of it.

    async def do_wait(self, asked: Json) -> Json:
        """Wait until something new came of an interaction, or it is `settled`, or the time is over."""
        one = self.world.interactions[asked["interaction"]]

        def news() -> bool:
            if asked["settled"]:
                return one.acknowledged is not None or one.failure is not None
            return bool(self._effects(one, asked["after"]))

        await self.world.until(news, seconds=asked["seconds"])
        effects = [effect.as_json(one.began) for effect in self._effects(one, asked["after"])]
        return {**one.as_json(), "effects": effects}

    def _effects(self, one: Interaction, after: int) -> list[Any]:
        return [
            effect for effect in self.world.effects if effect.interaction == one.id and effect.number > after
        ]

    async def do_connected(self, asked: Json) -> Json:
        """Wait for sockets, with more than `after` opened since the start, that stay for `steady` seconds."""

        def ready() -> bool:
            return len(self.sockets.connected) >= int(asked["sockets"]) and self.sockets.opened > int(
                asked["after"]
            )

        done = await self.world.until(ready, seconds=asked["seconds"])
        # The client library may open two sockets in a row, and closes the first.
        while done and await self._opens_another(asked["steady"]):
            done = await self.world.until(ready, seconds=asked["seconds"])
        return {"connected": done, "sockets": len(self.sockets.connected), "opened": self.sockets.opened}

    async def _opens_another(self, seconds: float) -> bool:
        opened = self.sockets.opened
        return await self.world.until(lambda: self.sockets.opened > opened, seconds=seconds)

    async def do_settle(self, asked: Json) -> Json:
        """Wait until nothing new was shown for `quiet` seconds."""

        def more(number: int) -> Callable[[], bool]:
            return lambda: len(self.world.effects) > number

        while await self.world.until(more(len(self.world.effects)), seconds=asked["quiet"]):
            pass
        return {}

    def do_report(self, asked: Json) -> Json:
        """Several interactions with all that came of them."""
        found = []
        for name in asked["interactions"]:
            one = self.world.interactions[name]
            effects = [effect.as_json(one.began) for effect in self._effects(one, 0)]
            found.append({**one.as_json(), "payload": one.payload, "effects": effects})
        return {"interactions": found}

    def do_records(self, _: Json) -> Json:
        world = self.world
        return {
            "complaints": world.complaints,
            "pinged": world.pinged,
            "unfurled": world.unfurled,
            "failures": world.failures,
            "calls": dict(world.calls),
            "turned_away": world.turned_away,
        }

    def do_sees(self, asked: Json) -> Json:
        """The bot's messages that a person can see now."""
        person, found = asked["person"], []
        for one in self.world.messages.values():
            whose = {None, person} >= {one.seen_by, self.world.channels[one.channel].person}
            here = asked.get("channel") in (None, one.channel)
            if whose and here and not one.deleted and "bot_id" in one.body:
                found.append(as_json(one))
        return {"messages": found}

    def do_forget_records(self, _: Json) -> Json:
        for records in (self.world.complaints, self.world.pinged, self.world.unfurled, self.world.failures):
            records.clear()
        return {}

    def do_message(self, asked: Json) -> Json:
        return as_json(self.world.messages[asked["channel"], asked["ts"]])

    def do_delete(self, asked: Json) -> Json:
        """Delete a message, as an admin may."""
        delete(self.world, self.world.messages[asked["channel"], asked["ts"]], interaction=None)
        return {}

    def do_view(self, asked: Json) -> Json:
        """A view by id, the modal on top of a person's stack, or their home tab."""
        if "home" in asked:
            found = self.world.homes.get(asked["home"])
        elif "top" in asked:
            found = next(reversed(showing.stack(self.world, asked["top"])), None)
        else:
            found = self.world.views[asked["id"]]
        return {"view": None if found is None else showing.as_json(self.world, found)}

    # What goes wrong.

    def do_limit(self, asked: Json) -> Json:
        self.world.limited[asked["method"]] = (asked["calls"], asked["retry_after"])
        return {}

    def do_settings(self, asked: Json) -> Json:
        """Change how the service behaves: copies, pace, ahead, bot_address, acknowledge_seconds, retry_delays."""
        for key, value in asked.items():
            setattr(self.world, key, tuple(value) if isinstance(value, list) else value)
        return {}

    async def do_disconnect(self, asked: Json) -> Json:
        opened = self.sockets.opened
        await self.sockets.disconnect(asked["reason"])
        return {"opened": opened}

    async def do_drop(self, asked: Json) -> Json:
        opened = self.sockets.opened
        await self.sockets.drop(rudely=asked["rudely"])
        return {"opened": opened}

    async def do_forge(self, asked: Json) -> Json:
        return await signed.forge(self.world, asked)

    async def do_verify_address(self, _: Json) -> Json:
        """Slack's handshake when an operator enters the request address."""
        body, content_type = signed.encode(
            "event", {"type": "url_verification", "challenge": "c0", "token": "t"}
        )
        heard = await signed.send(self.world, body, content_type)
        return {"status": heard.status, "body": heard.body}

    async def do_install(self, asked: Json) -> Json:
        return await installing.install(self.world, **asked)
