"""A crowd in Discord: as many servers and people as are wanted, who all ask at the same moment."""

import json
import time
from collections.abc import Sequence
from typing import Any, Final

from benchmarks.faults.crowds import Crowd
from benchmarks.faults.lean_server import Answer, Socket
from tests.doubles.discord.payloads import BARE_GUILD

APPLICATION: Final = "1000000000000000001"
TOKEN: Final = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.crowd.of-people-who-ask"  # noqa: S105
FIRST_SERVER: Final = 1_100_000_000_000_000_000
FIRST_CHANNEL: Final = 1_200_000_000_000_000_000
FIRST_PERSON: Final = 1_300_000_000_000_000_000
DISCORDS_EPOCH: Final = 1_420_070_400_000
MAY: Final = "2150730752"
MESSAGE: Final = 4
"""The kind of an acknowledgement that is the answer."""
HEARTBEAT, IDENTIFY = 1, 2


class DiscordCrowd(Crowd):
    """Gateway and REST routes, as far as slash commands need them."""

    name, ready = "Discord", "Discord: as"

    def __init__(self, *, workspaces: int) -> None:
        super().__init__(workspaces=workspaces)
        self._socket: Socket | None = None
        self._sequence = 0
        # an id tells when something was made, and an interaction is answered for some minutes only
        self._first = int(time.time() * 1000 - DISCORDS_EPOCH) << 22
        self._commands: list[dict[str, Any]] = []

    def environment(self, address: str) -> dict[str, str]:
        """Token and addresses."""
        return {
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": f"http://{address}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://{address}/gateway",
        }

    def workspace(self, number: int) -> str:
        """The workspace of a server."""
        return f"discord-{FIRST_SERVER + number}"

    async def reach(self) -> None:
        """Nothing: the program is connected."""

    def written(self, number: int, workspace: int, person: int, claim: str) -> tuple[str, bytes]:
        """A slash command as the gateway tells of it."""
        name = str(self._first + number)
        return name, self._event("INTERACTION_CREATE", interaction(name, workspace, person, claim))

    def send(self, name: str, written: bytes) -> None:  # noqa: ARG002
        """Write it to the gateway's socket."""
        if self._socket is not None:
            self._socket.send(written)

    def handle(self, method: str, path: str, body: bytes) -> Answer:
        """Take acknowledgements and answers; tell what is asked at the start."""
        parts = path.partition("?")[0].removeprefix("/api/v10/").split("/")
        if parts[0] == "interactions":
            first = self.acknowledged(parts[1], turned_away=json.loads(body)["type"] == MESSAGE)
            if not first:
                return 400, b'{"code":40060,"message":"acknowledged before"}'
            return (200, _created(parts[1])) if "with_response=" in path else (204, b"")
        if parts[0] == "webhooks":
            name = parts[2].removeprefix("token-")
            if method in ("PATCH", "POST"):
                self.answered(name)
            return 200, json.dumps({**_MESSAGE_BODY, "id": name}).encode()
        if parts[-1] == "commands" and method == "PUT":
            wanted = json.loads(body)
            self._commands = [{**_COMMAND, **one, "id": str(at + 1)} for at, one in enumerate(wanted)]
        return 200, json.dumps(self._known(parts)).encode()

    @property
    def cut_off(self) -> bool:
        """Whether the program closed the socket."""
        return self._socket is not None and self._socket.closed

    def opened(self, socket: Socket, path: str) -> None:  # noqa: ARG002
        """Say hello, as the gateway does."""
        socket.send(b'{"op":10,"d":{"heartbeat_interval":41250},"s":null,"t":null}')

    def told(self, socket: Socket, message: bytes) -> None:
        """Answer heartbeats and IDENTIFY."""
        operation = json.loads(message)["op"]
        if operation == HEARTBEAT:
            socket.send(b'{"op":11}')
        elif operation == IDENTIFY:
            self._socket = socket
            names = [str(FIRST_SERVER + at) for at in range(self.workspaces)]
            servers = [{"id": name, "unavailable": True} for name in names]
            socket.send(self._event("READY", {**_READY, "guilds": servers}))
            for name in names:
                socket.send(self._event("GUILD_CREATE", {**_SERVER, "id": name, "name": "Skerry Debates"}))

    def _event(self, kind: str, data: dict[str, Any]) -> bytes:
        self._sequence += 1
        event = {"op": 0, "t": kind, "s": self._sequence, "d": data}
        return json.dumps(event, separators=(",", ":")).encode()

    def _known(self, parts: Sequence[str]) -> object:
        if parts[-1] == "commands":
            return self._commands
        if parts[:2] == ["gateway", "bot"]:
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            return {"url": "ws://nowhere", "shards": 1, "session_start_limit": limit}
        return _BOT if parts[0] == "users" else _APPLICATION


def interaction(name: str, workspace: int, person: int, claim: str) -> dict[str, Any]:
    """A slash command as the gateway tells of it."""
    server, channel = str(FIRST_SERVER + workspace), str(FIRST_CHANNEL + workspace)
    options = [{"name": "claim", "type": 3, "value": claim}]
    return {
        "id": name,
        "application_id": APPLICATION,
        "type": 2,
        "data": {"id": "1", "name": "counter", "type": 1, "options": options},
        "token": f"token-{name}",
        "version": 1,
        "locale": "en-US",
        "entitlements": [],
        "channel_id": channel,
        "channel": {**_CHANNEL, "id": channel, "guild_id": server},
        "authorizing_integration_owners": {"0": server},
        "context": 0,
        "attachment_size_limit": 10_485_760,
        "app_permissions": MAY,
        "guild_id": server,
        "guild": {"id": server, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": {**_MEMBER, "user": _person(str(FIRST_PERSON + person), f"person{person}")},
    }


def _created(name: str) -> bytes:
    """What is told of an acknowledgement to whoever wants to know."""
    return json.dumps({"interaction": {"id": name, "type": 2}}).encode()


def _person(name: str, username: str) -> dict[str, Any]:
    return {"id": name, "username": username, "discriminator": "0", "global_name": None, "avatar": None}


_BOT: Final[dict[str, Any]] = {**_person(APPLICATION, "counterpoint"), "bot": True, "flags": 0}
_CHANNEL: Final[dict[str, Any]] = {
    "name": "debate",
    "type": 0,
    "position": 0,
    "permission_overwrites": [],
    "permissions": MAY,
}
_MEMBER: Final[dict[str, Any]] = {
    "nick": None,
    "avatar": None,
    "roles": [],
    "deaf": False,
    "mute": False,
    "joined_at": "2024-01-01T00:00:00+00:00",
    "premium_since": None,
    "pending": False,
    "flags": 0,
    "communication_disabled_until": None,
    "permissions": MAY,
}
_MESSAGE_BODY: Final[dict[str, Any]] = {
    "type": 0,
    "content": "",
    "channel_id": str(FIRST_CHANNEL),
    "author": _BOT,
    "attachments": [],
    "embeds": [],
    "mentions": [],
    "mention_roles": [],
    "mention_everyone": False,
    "pinned": False,
    "tts": False,
    "timestamp": "2024-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "flags": 64,
    "components": [],
}
_APPLICATION: Final[dict[str, Any]] = {
    "id": APPLICATION,
    "name": "Counterpoint",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": _person("1", "owner"),
    "verify_key": "0" * 64,
    "team": None,
    "flags": 0,
    "rpc_origins": [],
    "summary": "",
    "tags": [],
}
_COMMAND: Final[dict[str, Any]] = {
    "description": "",
    "application_id": APPLICATION,
    "version": "1",
    "dm_permission": True,
    "nsfw": False,
}
_READY: Final[dict[str, Any]] = {
    "v": 10,
    "user": _BOT,
    "session_id": "crowd",
    "resume_gateway_url": "ws://nowhere",
    "shard": [0, 1],
    "private_channels": [],
    "application": {"id": APPLICATION, "flags": 0},
}
_SERVER: Final[dict[str, Any]] = {
    **BARE_GUILD,
    "roles": [],
    "channels": [],
    "members": [{**_MEMBER, "user": _BOT}],
}
