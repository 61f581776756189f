"""A crowd in a Slack workspace, over HTTP or over a socket: many people who all ask at the same moment."""

import asyncio
import hashlib
import hmac
import json
import socket as sockets
import time
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.faults.crowds import Crowd
from benchmarks.faults.lean_server import Answer, Socket

TEAM, CHANNEL, BOT = "T0CROWD", "C0DEBATE", "U0BOT"
SECRET: Final = "a-secret-of-the-crowd"  # noqa: S105
HTTP_LINES: Final = 200
_END: Final = b"\r\n\r\n"


class SlackCrowd(Crowd):
    """The Web API as far as slash commands need it, and response_url."""

    ready = "Slack: "

    def __init__(self) -> None:
        super().__init__(workspaces=1)
        self._address = ""

    def environment(self, address: str) -> dict[str, str]:
        """The bot's token and where the Web API is."""
        self._address = address
        return {"SLACK_BOT_TOKEN": "xoxb-of-the-crowd", "SLACK_API_URL": f"http://{address}/api/"}

    def workspace(self, number: int) -> str:  # noqa: ARG002
        """There is one workspace."""
        return f"slack-{TEAM}"

    def question(self, number: int, person: int, claim: str) -> dict[str, str]:
        """A slash command."""
        return {
            "token": "gone-since-signatures",
            "team_id": TEAM,
            "team_domain": "crowd",
            "channel_id": CHANNEL,
            "channel_name": "debate",
            "user_id": f"U{person:08}",
            "user_name": f"person{person}",
            "command": "/counter",
            "text": f'"{claim}"',
            "api_app_id": "A0CROWD",
            "is_enterprise_install": "false",
            "response_url": f"http://{self._address}/hooks/{number}",
            "trigger_id": f"{number}.{number}.crowd",
        }

    def handle(self, method: str, path: str, body: bytes) -> Answer:  # noqa: ARG002
        """Take answers; tell what is asked of the Web API."""
        parts = path.partition("?")[0].strip("/").split("/")
        if parts[0] == "hooks":
            self.answered(parts[1])
            return 200, b"ok"
        return 200, json.dumps({"ok": True, **self._told_by(parts[-1])}).encode()

    def _told_by(self, method: str) -> dict[str, Any]:
        if method == "users.info":
            return {"user": {"id": "U1", "team_id": TEAM, "locale": "en-US", "profile": {}}}
        if method == "apps.connections.open":
            return {"url": f"ws://{self._address}/link"}
        return {"team": "Crowd", "team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "user": "counterpoint"}

    def _heard(self, name: str, said: dict[str, Any]) -> None:
        """An acknowledgement; one that says something says that there is no room."""
        if name in self.fates:
            self.acknowledged(name, turned_away=bool(said.get("text")))


class SocketSlack(SlackCrowd):
    """Slack over a socket."""

    name = "Slack, socket"

    def __init__(self) -> None:
        super().__init__()
        self._socket: Socket | None = None

    def environment(self, address: str) -> dict[str, str]:
        """The tokens of both kinds."""
        return {**super().environment(address), "SLACK_APP_TOKEN": "xapp-of-the-crowd"}

    async def reach(self) -> None:
        """Wait for the socket."""
        while self._socket is None:
            await asyncio.sleep(0.05)

    def written(self, number: int, workspace: int, person: int, claim: str) -> tuple[str, bytes]:  # noqa: ARG002
        """An envelope."""
        envelope = {
            "envelope_id": str(number),
            "payload": self.question(number, person, claim),
            "type": "slash_commands",
            "accepts_response_payload": True,
        }
        return str(number), json.dumps(envelope).encode()

    def send(self, name: str, written: bytes) -> None:  # noqa: ARG002
        """Write it to the socket."""
        if self._socket is not None:
            self._socket.send(written)

    @property
    def cut_off(self) -> bool:
        """Whether the program closed the socket."""
        return self._socket is not None and self._socket.closed

    def opened(self, socket: Socket, path: str) -> None:  # noqa: ARG002
        """Say hello."""
        self._socket = socket
        socket.send(b'{"type":"hello","num_connections":1,"connection_info":{"app_id":"A0CROWD"}}')

    def told(self, socket: Socket, message: bytes) -> None:  # noqa: ARG002
        """Take an acknowledgement."""
        said = json.loads(message)
        self._heard(said.get("envelope_id", ""), said.get("payload") or {})


class HttpSlack(SlackCrowd):
    """Slack over HTTP: signed requests over lines that are kept, written one after the other without a pause."""

    name = "Slack, HTTP"

    def __init__(self) -> None:
        super().__init__()
        with sockets.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._lines: list[_Line] = []

    def environment(self, address: str) -> dict[str, str]:
        """What is signed with, and where to listen."""
        served = {"SLACK_SIGNING_SECRET": SECRET, "SLACK_HTTP_PORT": str(self._port)}
        return {**super().environment(address), **served}

    async def reach(self) -> None:
        """Open the lines."""
        loop = asyncio.get_running_loop()
        for _ in range(HTTP_LINES):
            made = await loop.create_connection(lambda: _Line(self._acknowledgement), "127.0.0.1", self._port)
            self._lines.append(made[1])

    def written(self, number: int, workspace: int, person: int, claim: str) -> tuple[str, bytes]:  # noqa: ARG002
        """A signed request."""
        body = urlencode(self.question(number, person, claim)).encode()
        now = str(int(time.time()))
        digest = hmac.new(SECRET.encode(), b"v0:" + now.encode() + b":" + body, hashlib.sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
        )
        return str(number), head.encode() + body

    def send(self, name: str, written: bytes) -> None:
        """Write it to the next line."""
        self._lines[int(name) % len(self._lines)].ask(name, written)

    def opened(self, socket: Socket, path: str) -> None:
        """There are no sockets here."""

    def told(self, socket: Socket, message: bytes) -> None:
        """There are no sockets here."""

    def _acknowledgement(self, name: str, status: int, body: bytes) -> None:
        if status == 200:
            self._heard(name, json.loads(body) if body.startswith(b"{") else {})
        else:
            self.wrong.append(f"{name} was answered with {status}")


class _Line(asyncio.Protocol):
    """One connection to the program; answers come in the order of the questions."""

    def __init__(self, answered: Any) -> None:
        self._answered = answered
        self._names: list[str] = []
        self._buffer = bytearray()
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = transport

    def ask(self, name: str, written: bytes) -> None:
        """Write a question."""
        self._names.append(name)
        self._transport.write(written)

    def data_received(self, data: bytes) -> None:
        """Take all answers that are there."""
        self._buffer += data
        while (end := self._buffer.find(_END)) >= 0:
            head = bytes(self._buffer[:end]).lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(self._buffer) < end + len(_END) + length:
                return
            body = bytes(self._buffer[end + len(_END) : end + len(_END) + length])
            del self._buffer[: end + len(_END) + length]
            self._answered(self._names.pop(0), int(head[9:12]), body)
