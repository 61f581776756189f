"""The gateway: sessions of shards, their events in order, and what happens when a socket goes away."""

import asyncio
import json

from aiohttp import WSMsgType, web

from tests.doubles.discord.payloads import full_guild
from tests.doubles.discord.refusals import Payload
from tests.doubles.discord.sockets import MOST_SENDS, Session, Socket
from tests.doubles.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID, HELLO, ACKNOWLEDGED = 8, 9, 10, 11
UNKNOWN_OPCODE, NOT_AUTHENTICATED, WRONG_TOKEN, TWICE, BAD_SEQUENCE = 4001, 4003, 4004, 4005, 4007
TOO_FAST, BAD_SHARD, PRIVILEGED = 4008, 4010, 4014
PRIVILEGED_INTENTS = {1 << 1: "GUILD_MEMBERS", 1 << 8: "GUILD_PRESENCES", 1 << 15: "MESSAGE_CONTENT"}
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1, 1 << 9, 1 << 12


class Gateway:
    """All sessions of the bot."""

    def __init__(self, world: World, *, shards: int) -> None:
        self.world = world
        self.shards = shards
        self.address = ""
        self.sessions: dict[str, Session] = {}
        self.counts = dict.fromkeys(("identifies", "resumes", "replayed", "refused", "lost_events"), 0)
        self.closes: list[int] = []
        self.resumes_held: asyncio.Event | None = None
        self._sockets: set[Socket] = set()

    def sessions_of(self, guild: str | None) -> list[Session]:
        """The sessions of the shard that this server's events go to; the first shard's outside servers."""
        return [
            session
            for session in self.sessions.values()
            if (session.shard == (int(guild) >> 22) % session.shards if guild else session.shard == 0)
        ]

    def session_of(self, guild: str | None) -> Session | None:
        """The newest of them."""
        found = self.sessions_of(guild)
        return found[-1] if found else None

    @property
    def ready(self) -> bool:
        connected = {one.shard for one in self.sessions.values() if one.socket is not None}
        return len(connected) == self.shards

    async def dispatch(self, kind: str, data: Payload, *, guild: str | None, times: int = 1) -> bool:
        """Send an event to its shard, or keep it for a resume; False where no session is there to get it."""
        found = self.sessions_of(guild)
        if not found:
            self.counts["lost_events"] += 1
            return False
        # while one process takes over from another, a shard has two sessions, and both hear everything
        for session in found:
            for _ in range(times):
                await self._give(session, kind, data)
        return True

    async def _give(self, session: Session, kind: str, data: Payload) -> None:
        session.sequence += 1
        event = {"op": DISPATCH, "t": kind, "s": session.sequence, "d": data}
        session.buffer.append(event)
        if session.socket is not None:
            await session.socket.send(event)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        response = web.WebSocketResponse(max_msg_size=0, compress=False)
        await response.prepare(request)
        socket = Socket(response, request)
        self._sockets.add(socket)
        try:
            await socket.send({"op": HELLO, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
            async for message in response:
                if message.type is WSMsgType.TEXT:
                    await self._receive(socket, json.loads(message.data))
        finally:
            self._sockets.discard(socket)
            if socket.session is not None and socket.session.socket is socket:
                socket.session.socket = None
            if response.close_code is not None:
                self.closes.append(response.close_code)
            self.world.changes.announce()
        return response

    async def _receive(self, socket: Socket, message: Payload) -> None:
        opcode, data = message.get("op"), message.get("d")
        if socket.too_fast():
            await self._refuse(socket, TOO_FAST, f"more than {MOST_SENDS} messages a minute to the gateway")
        elif opcode == HEARTBEAT:
            await socket.send({"op": ACKNOWLEDGED})
        elif opcode in {IDENTIFY, RESUME} and isinstance(data, dict):
            if socket.session is not None:
                await self._refuse(socket, TWICE, "identified twice on one socket")
            else:
                await (self._identify if opcode == IDENTIFY else self._resume)(socket, data)
        elif opcode not in {PRESENCE, VOICE, REQUEST_MEMBERS}:
            await self._refuse(socket, UNKNOWN_OPCODE, f"opcode {opcode} sent to the gateway")
        elif socket.session is None:
            await self._refuse(socket, NOT_AUTHENTICATED, f"opcode {opcode} before IDENTIFY")

    async def _refuse(self, socket: Socket, code: int, why: str, *, complaint: bool = True) -> None:
        self.counts["refused"] += 1
        if complaint:
            self.world.complain(f"gateway: {why}")
        await socket.close(code)

    async def _identify(self, socket: Socket, data: Payload) -> None:
        intents = int(data.get("intents", 0))
        asked = [name for bit, name in PRIVILEGED_INTENTS.items() if intents & bit]
        shard, shards = data.get("shard") or (0, 1)
        if data.get("token") != self.world.token:
            await self._refuse(socket, WRONG_TOKEN, "wrong token", complaint=False)
        elif asked:
            await self._refuse(socket, PRIVILEGED, f"privileged intents asked for: {', '.join(asked)}")
        elif not 0 <= shard < shards:
            await self._refuse(socket, BAD_SHARD, f"shard {shard} of {shards}")
        else:
            for old in [one for one in self.sessions.values() if one.shard == shard and one.socket is None]:
                del self.sessions[old.id]
            session = Session(id=f"session-{self.world.ids()}", shard=shard, shards=shards, intents=intents)
            self.sessions[session.id] = session
            await self._welcome(socket, session)

    async def _welcome(self, socket: Socket, session: Session) -> None:
        self.counts["identifies"] += 1
        socket.session, session.socket = session, socket
        mine = [
            one
            for one in self.world.guilds.values()
            if one.has_bot and (int(one.id) >> 22) % session.shards == session.shard
        ]
        ready = {
            "v": 10,
            "user": self.world.bot,
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "guilds": [{"id": one.id, "unavailable": True} for one in mine],
            "shard": [session.shard, session.shards],
            "private_channels": [],
            "application": {"id": self.world.application, "flags": 0},
        }
        await self._give(session, "READY", ready)
        for one in mine:
            if one.available and session.intents & GUILDS:
                await self._give(session, "GUILD_CREATE", full_guild(self.world, one))
        self.world.changes.announce()

    async def _resume(self, socket: Socket, data: Payload) -> None:
        if self.resumes_held is not None:
            await self.resumes_held.wait()
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token") != self.world.token:
            await self._refuse(socket, WRONG_TOKEN, "wrong token", complaint=False)
        elif session is None or not session.resumable:
            await socket.send({"op": INVALID, "d": False})
        elif (seen := int(data.get("seq") or 0)) > session.sequence:
            await self._refuse(socket, BAD_SEQUENCE, f"resume at {seen} of {session.sequence}")
        else:
            await self._replay(socket, session, seen)

    async def _replay(self, socket: Socket, session: Session, seen: int) -> None:
        self.counts["resumes"] += 1
        socket.session = session
        # Events may come while older ones are being sent: the socket takes over once it has caught up.
        while missed := [event for event in session.buffer if event["s"] > seen]:
            for event in missed:
                await socket.send(event)
            seen = missed[-1]["s"]
            self.counts["replayed"] += len(missed)
        session.socket = socket
        await self._give(session, "RESUMED", {})
        self.world.changes.announce()

    async def repeat(self, kind: str, times: int) -> int:
        """Send each shard's latest event of a kind again, with the same data."""
        sent = 0
        for session in list(self.sessions.values()):
            same = [event for event in session.buffer if event["t"] == kind]
            for _ in range(times if same else 0):
                await self._give(session, kind, same[-1]["d"])
                sent += 1
        return sent

    async def disturb(self, how: str, *, code: int = 4000) -> int:
        """Cut, close, or tell all connected shards to reconnect; returns how many there were."""
        sockets = [one.socket for one in self.sessions.values() if one.socket is not None]
        for socket in sockets:
            if socket.session is not None and how in {"cut", "close", "forget"}:
                socket.session.socket = None
            if how == "cut":
                socket.cut()
            elif how == "close":
                await socket.close(code)
            elif how == "reconnect":
                await socket.send({"op": RECONNECT, "d": None})
            else:
                await self._invalidate(socket, resumable=how == "invalidate")
        return len(sockets)

    async def _invalidate(self, socket: Socket, *, resumable: bool) -> None:
        if socket.session is not None:
            socket.session.resumable = resumable
        await socket.send({"op": INVALID, "d": resumable})
