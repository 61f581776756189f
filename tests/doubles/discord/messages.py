"""Messages: made, changed, shown to those who may see them, and told to the gateway."""

import copy

from tests.doubles.discord.bodies import Body
from tests.doubles.discord.components import walk
from tests.doubles.discord.forms import EPHEMERAL, SECOND_VERSION, check_message
from tests.doubles.discord.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway
from tests.doubles.discord.mentions import mentioned_users, pinged
from tests.doubles.discord.payloads import member
from tests.doubles.discord.refusals import Path, Payload, Problems
from tests.doubles.discord.world import Stored, World

CREATE_FLAGS = (1 << 2) | EPHEMERAL | (1 << 12) | (1 << 13) | SECOND_VERSION
VISIBLE = ("content", "embeds", "components", "attachments")


class Messages:
    """Every message of the service."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world = world
        self.gateway = gateway

    async def post(
        self,
        body: Body,
        channel: Payload,
        *,
        only_for: str | None = None,
        more: Payload | None = None,
        replied_to: str | None = None,
        before: Path = (),
    ) -> Stored:
        """A message of the bot, checked and kept.

        Raises:
            Refusal: when it breaks a limit.
        """
        stored = Stored(payload=self.blank(channel, self.world.bot, more or {}), only_for=only_for)
        stored.payload["flags"] = (int(body.data.get("flags") or 0) & CREATE_FLAGS) | (
            EPHEMERAL if only_for else 0
        )
        self._fill(stored, body, before=before, replied_to=replied_to)
        await self.keep(stored, channel)
        return stored

    async def keep(self, stored: Stored, channel: Payload) -> None:
        self.world.messages[stored.payload["id"]] = stored
        channel["last_message_id"] = stored.payload["id"]
        await self.tell(stored, "MESSAGE_CREATE")
        self.world.changes.announce()

    async def change(self, stored: Stored, body: Body, *, before: Path = ()) -> None:
        """Edit a message of the bot.

        Raises:
            Refusal: when it then breaks a limit; the message stays as it was.
        """
        changed = Stored(payload=copy.deepcopy(stored.payload), only_for=stored.only_for)
        flags = int(body.data.get("flags") or 0) & SECOND_VERSION
        changed.payload["flags"] |= flags
        self._fill(changed, body, before=before, replied_to=None)
        changed.payload["edited_timestamp"] = self.world.clock.stamp()
        stored.payload = changed.payload
        stored.pings = list(dict.fromkeys([*stored.pings, *changed.pings]))
        stored.edits += 1
        await self.tell(stored, "MESSAGE_UPDATE")
        self.world.changes.announce()

    async def delete(self, stored: Stored) -> None:
        stored.deleted = True
        gone = {key: stored.payload[key] for key in ("id", "channel_id")}
        guild = stored.payload.get("guild_id")
        if stored.only_for is None and self._wanted(guild):
            await self.gateway.dispatch("MESSAGE_DELETE", {**gone, "guild_id": guild}, guild=guild)
        self.world.changes.announce()

    def blank(self, channel: Payload, author: Payload, more: Payload) -> Payload:
        payload: Payload = {
            "id": self.world.ids(),
            "channel_id": channel["id"],
            "type": 0,
            "author": author,
            "content": "",
            "embeds": [],
            "components": [],
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "flags": 0,
            "timestamp": self.world.clock.stamp(),
            "edited_timestamp": None,
        }
        if "guild_id" in channel:
            payload["guild_id"] = channel["guild_id"]
        return {**payload, **more}

    def _fill(self, stored: Stored, body: Body, *, before: Path, replied_to: str | None) -> None:
        payload, data = stored.payload, body.data
        for key in ("content", "embeds", "components"):
            if key in data:
                payload[key] = data[key] or ([] if key != "content" else "")
        attachments = self._attached(payload, body)
        payload["attachments"] = attachments
        check_message(payload, changed=data, before=before)
        self._link_files(payload, before)
        payload["content"] = payload["content"].strip()
        for number, one in enumerate(walk(payload["components"]), start=1):
            one.setdefault("id", number)
        allowed = data.get("allowed_mentions")
        stored.pings = pinged(payload, allowed, replied_to=replied_to)
        users = [one.removeprefix("user:") for one in stored.pings if one.startswith("user:")]
        payload["mentions"] = [self.world.users[one] for one in users if one in self.world.users]
        payload["mention_everyone"] = bool({"everyone", "here"} & set(stored.pings))

    def _attached(self, payload: Payload, body: Body) -> list[Payload]:
        listed = body.data.get("attachments")
        told = {str(one.get("id")): one for one in listed or []}
        kept = [one for one in payload["attachments"] if listed is None or one["id"] in told]
        for number, (name, content) in body.files.items():
            named = told.get(number, {}).get("filename") or name
            kept.append(self.attachment(payload["channel_id"], named, content))
        return kept

    def attachment(self, channel: str, name: str, content: bytes) -> Payload:
        """A file kept for download, as a message or an interaction carries it."""
        number = self.world.ids()
        path = f"/cdn/attachments/{channel}/{number}/{name}"
        self.world.files[path] = (name, content)
        address = self.world.base + path
        kind = "text/plain; charset=utf-8" if name.endswith((".txt", ".md")) else "application/octet-stream"
        return {
            "id": number,
            "filename": name,
            "size": len(content),
            "url": address,
            "proxy_url": address,
            "content_type": kind,
        }

    def _link_files(self, payload: Payload, before: Path) -> None:
        """Put the files' addresses where components name them as `attachment://`."""
        problems = Problems(before=before)
        at = {one["filename"]: one for one in payload["attachments"]}
        for one in walk(payload["components"]):
            for holder, key in (
                (one, "media"),
                (one, "file"),
                *((item, "media") for item in one.get("items") or []),
            ):
                media = holder.get(key)
                if not isinstance(media, dict) or not media.get("url", "").startswith("attachment://"):
                    continue
                name = media["url"].removeprefix("attachment://")
                if name not in at:
                    message = f"No file {name} was sent"
                    problems.add(
                        ("components",), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message
                    )
                else:
                    media.update(url=at[name]["url"], proxy_url=at[name]["url"])
        problems.refuse()

    def _wanted(self, guild: str | None) -> bool:
        session = self.gateway.session_of(guild)
        needed = GUILD_MESSAGES if guild else DIRECT_MESSAGES
        return session is not None and bool(session.intents & needed)

    async def tell(self, stored: Stored, kind: str, *, times: int = 1) -> bool:
        """Send a message's event, without what needs the message content intent."""
        guild = stored.payload.get("guild_id")
        if stored.only_for is not None or not self._wanted(guild):
            return False
        if guild and not (guild in self.world.guilds and self.world.guilds[guild].has_bot):
            return False
        event = self.without_hidden(stored.payload)
        if guild and not event["author"].get("bot"):
            event["member"] = {key: one for key, one in member({}).items() if key != "user"}
        return await self.gateway.dispatch(kind, event, guild=guild, times=times)

    def without_hidden(self, payload: Payload) -> Payload:
        """The message as a bot without the message content intent gets it."""
        bot = self.world.application
        open_to_bot = (
            "guild_id" not in payload
            or payload["author"]["id"] == bot
            or bot in {one["id"] for one in payload["mentions"]}
            or bot in mentioned_users(payload["content"])
        )
        event = dict(payload)
        if event.get("referenced_message"):
            event["referenced_message"] = self.without_hidden(event["referenced_message"])
        if not open_to_bot:
            event.update({key: "" if key == "content" else [] for key in VISIBLE})
        return event
