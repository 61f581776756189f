"""What the service knows: people, servers, channels, messages, interactions, and what went wrong."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from tests.doubles.discord.refusals import (
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    Payload,
    Refusal,
)

EPOCH, A_DAY = 1_420_070_400_000, 86_400_000
TEXT_CHANNEL, DIRECT = 0, 1
T = TypeVar("T")
MEMBER_PERMISSIONS = (1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 31)
MODERATOR_PERMISSIONS = MEMBER_PERMISSIONS | (1 << 5) | (1 << 13)
ADMINISTRATOR = 1 << 3
SENDING = (1 << 11) | (1 << 38)


class Snowflakes:
    """Ids that grow with time."""

    def __init__(self) -> None:
        self._last = int(time.time() * 1000 - EPOCH) << 22
        self._last_server = (self._last >> 22) - A_DAY

    def __call__(self) -> str:
        now = int(time.time() * 1000 - EPOCH) << 22
        self._last = max(now, self._last + 1)
        return str(self._last)

    def server(self) -> str:
        """The id of a server: neighbours fall to different shards."""
        self._last_server += 1
        return str(self._last_server << 22)


@dataclass(slots=True)
class Clock:
    """The service's time, which tests move forward."""

    ahead: float = 0.0

    def now(self) -> float:
        return time.time() + self.ahead

    def stamp(self) -> str:
        return datetime.fromtimestamp(self.now(), UTC).isoformat()


class Changes:
    """Lets many wait until something that they look at is so."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def announce(self) -> None:
        for one in self._waiting:
            if not one.done():
                one.set_result(None)
        self._waiting.clear()

    async def until(self, is_so: Callable[[], bool], within: float) -> bool:
        end = time.monotonic() + within
        while not is_so():
            rest = end - time.monotonic()
            if rest <= 0:
                return False
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            await asyncio.wait([future], timeout=rest)
            self._waiting.discard(future)
        return True


@dataclass(slots=True, kw_only=True)
class Stored:
    """A message with what only the service knows of it."""

    payload: Payload
    only_for: str | None = None
    pings: list[str] = field(default_factory=list)
    interaction: str | None = None
    edits: int = 0
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Interaction:
    """One thing that a person did, and what the bot made of it."""

    payload: Payload
    owner: str
    created: float
    sent: float = field(default_factory=time.perf_counter)
    command: str | None = None
    away: bool = False
    acknowledged: float | None = None
    answered: float | None = None
    response: int | None = None
    original: Stored | None = None
    follow_ups: list[Stored] = field(default_factory=list)
    edits: int = 0
    first_responses: int = 0
    deliveries: int = 0
    modal: Payload | None = None
    choices: list[Payload] | None = None

    @property
    def id(self) -> str:
        return str(self.payload["id"])

    def answer(self) -> None:
        self.answered = self.answered or time.perf_counter()


@dataclass(slots=True, kw_only=True)
class Guild:
    id: str
    name: str
    channels: list[Payload]
    has_bot: bool = True
    available: bool = True


@dataclass(slots=True)
class World:
    """Everything that the service remembers while it runs."""

    token: str
    ids: Snowflakes = field(default_factory=Snowflakes)
    clock: Clock = field(default_factory=Clock)
    changes: Changes = field(default_factory=Changes)
    users: dict[str, Payload] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Payload] = field(default_factory=dict)
    messages: dict[str, Stored] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    by_token: dict[str, Interaction] = field(default_factory=dict)
    commands: dict[str, list[Payload]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    """Channels in which the bot may not write."""
    pinnable: set[str] = field(default_factory=set)
    """Channels in which the bot may pin messages, which nobody grants it by the usual invitation."""
    closed: set[tuple[str, str]] = field(default_factory=set)
    """Channels in which a person may not write."""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    refusals: list[Payload] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    syncs: int = 0
    base: str = ""
    application: str = ""
    bot: Payload = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.application = self.ids()
        self.bot = {
            **new_user(self.application, "Counterpoint"),
            "bot": True,
            "verified": True,
            "email": None,
        }
        self.users[self.application] = self.bot

    def complain(self, text: str) -> None:
        self.complaints.append(text)
        self.changes.announce()

    def add_user(self, name: str) -> Payload:
        user = new_user(self.ids(), name)
        self.users[user["id"]] = user
        return user

    def add_guild(self, name: str, *, has_bot: bool = True) -> Guild:
        guild = Guild(id=self.ids.server(), name=name, channels=[], has_bot=has_bot)
        self.guilds[guild.id] = guild
        for channel in ("general", "debate"):
            self.add_channel(guild, channel)
        return guild

    def add_channel(self, guild: Guild, name: str) -> Payload:
        channel: Payload = {
            "id": self.ids(),
            "type": TEXT_CHANNEL,
            "name": name,
            "guild_id": guild.id,
            "nsfw": False,
            "position": len(guild.channels),
            "permission_overwrites": [],
            "parent_id": None,
            "topic": None,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "flags": 0,
        }
        guild.channels.append(channel)
        self.channels[channel["id"]] = channel
        return channel

    def direct_channel(self, user: str) -> Payload:
        for channel in self.channels.values():
            if channel["type"] == DIRECT and channel["recipients"][0]["id"] == user:
                return channel
        recipients = [self.user(user)]
        made: Payload = {"id": self.ids(), "type": DIRECT, "recipients": recipients, "last_message_id": None}
        self.channels[made["id"]] = {**made, "flags": 0}
        return self.channels[made["id"]]

    def user(self, wanted: str) -> Payload:
        return _found(self.users, wanted, UNKNOWN_USER)

    def guild(self, wanted: str) -> Guild:
        return _found(self.guilds, wanted, UNKNOWN_GUILD)

    def channel(self, wanted: str) -> Payload:
        return _found(self.channels, wanted, UNKNOWN_CHANNEL)

    def message(self, wanted: str) -> Stored:
        stored = _found(self.messages, wanted, UNKNOWN_MESSAGE)
        if stored.deleted:
            raise Refusal(404, UNKNOWN_MESSAGE)
        return stored

    def permissions_in(self, channel: str, user: str, permissions: int) -> int:
        """What somebody may do in a channel, given what they may do in the server."""
        return permissions & ~SENDING if (channel, user) in self.closed else permissions

    def seen(self, channel: str, viewer: str) -> list[Stored]:
        """The channel's messages that this person sees, in their order."""
        return [
            one
            for one in self.messages.values()
            if one.payload["channel_id"] == channel and not one.deleted and one.only_for in {None, viewer}
        ]


def _found(where: dict[str, T], wanted: str, reason: tuple[int, str]) -> T:
    if wanted not in where:
        raise Refusal(404, reason)
    return where[wanted]


def new_user(number: str, name: str) -> Payload:
    handle = name.lower().replace(" ", "_")
    return {
        "id": number,
        "username": handle,
        "global_name": name,
        "discriminator": "0",
        "avatar": None,
        "bot": False,
        "public_flags": 0,
    }
