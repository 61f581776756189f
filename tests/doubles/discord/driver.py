"""How tests use the double: start it, be several people in it, disturb it, and ask what it saw."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from tests.doubles.discord.link import PATIENCE, Impossible, Link
from tests.doubles.discord.person import Ask, Person, Server
from tests.doubles.discord.shown import Choice, Modal, Shown
from tests.doubles.discord.throttle import Kind
from tests.doubles.discord.world import MEMBER_PERMISSIONS, MODERATOR_PERMISSIONS

__all__ = ["Ask", "Choice", "DiscordService", "Impossible", "Modal", "Person", "Server", "Shown", "Timing"]

ROOT = Path(__file__).resolve().parents[3]
Disturbance = Literal["cut", "close", "reconnect", "invalidate", "forget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What came of one interaction, counted by the service."""

    id: str
    name: str
    acknowledged_ms: float | None
    answered_ms: float | None
    first_responses: int
    follow_ups: int
    edits: int
    answers: int
    deliveries: int

    @classmethod
    def of(cls, numbers: dict[str, Any]) -> Self:
        return cls(**{key: numbers[key] for key in cls.__slots__})


@dataclass(slots=True)
class DiscordService:
    """A running double, as tests see it."""

    link: Link
    environment: dict[str, str]
    home: Server
    process: "subprocess.Popen[str]" = field(repr=False)

    @classmethod
    @contextmanager
    def started(cls, *, shards: int = 1, servers: int = 1) -> Iterator["DiscordService"]:
        """A fresh service with a server (or more), which ends with the block."""
        command = [sys.executable, "-m", "tests.doubles.discord", "--port", "0", "--shards", str(shards)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with process:
            try:
                addresses = json.loads(process.stdout.readline() if process.stdout else "")
                link = Link(addresses.pop("control"))
                homes = [_server(link, f"Debate Club {number}") for number in range(servers)]
                yield cls(link, addresses, homes[0], process)
            finally:
                process.terminate()

    def server(self, name: str, *, has_bot: bool = True) -> Server:
        """One more server; the bot is told when it is in it."""
        return _server(self.link, name, has_bot=has_bot)

    def person(
        self, name: str, *, moderator: bool = False, server: Server | None = None, locale: str = "en-US"
    ) -> Person:
        """Somebody in the general channel of a server."""
        made, home = self.link.call("person", name=name), server or self.home
        permissions = MODERATOR_PERMISSIONS if moderator else MEMBER_PERMISSIONS
        return Person(
            link=self.link,
            id=made["id"],
            name=name,
            permissions=permissions,
            guild=home.id,
            channel=home.channels["general"],
            locale=locale,
        )

    def rights(
        self, channel: str, *, write: bool = True, pin: bool = False, of: Person | None = None
    ) -> None:
        """What the bot may do in a channel; or whether a person may write there."""
        self.link.call("rights", channel=channel, write=write, pin=pin, user=of.id if of else None)

    def wait_until_ready(self, *, within: float = 30, commands: bool = True) -> None:
        """Wait until all shards are connected and, unless told otherwise, commands are registered."""
        self.link.call("ready", within=within, commands=commands)

    def wait_until_gone(self, *, within: float = 30) -> None:
        """Wait until no shard is connected any more, such as before a bot is started again."""
        self.link.call("gone", within=within)

    def burst(
        self, asks: Sequence[Ask], *, within: float = 60, settle: float = 0.3, times: int = 1
    ) -> list[Timing]:
        """Send many interactions at once; what came of each, in the same order.

        `settle` seconds are waited after the last answer, for doubled ones; `times` delivers each that often.
        """
        bodies = [one.body for one in asks]
        found = self.link.call("burst", asks=bodies, within=within, settle=settle, times=times)
        return [Timing.of(one) for one in found]

    def fault(
        self, kind: Kind, pattern: str = "*", *, times: int = 1, retry_after: float = 0.2, status: int = 500,
        seconds: float = 0.0,
    ) -> None:  # fmt: skip
        """Let the next requests whose `METHOD /path` fits go wrong.

        `limit`, `global` and `edge` (before the platform, without its headers) answer 429; `error` answers
        `status`; `lost` does what was asked and then answers 502; `slow` waits `seconds` first.
        """
        more = {"retry_after": retry_after, "status": status, "seconds": seconds}
        self.link.call("fault", kind=kind, pattern=pattern, times=times, **more)

    def no_faults(self) -> None:
        self.link.call("no_faults")

    def move_clock(self, seconds: float) -> None:
        self.link.call("clock", seconds=seconds)

    def disturb(self, how: Disturbance, *, code: int = 4000) -> int:
        """Break the gateway's sockets; how many there were.

        `cut` breaks the line, `close` closes with a code, `reconnect` asks for it (opcode 7), `invalidate`
        asks to resume and `forget` to start anew (opcode 9).
        """
        return int(self.link.call("disturb", how=how, code=code))

    @contextmanager
    def resumes_held(self) -> Iterator[None]:
        """Shards that resume wait in this block, while events pile up."""
        self.link.call("hold_resumes", hold=True)
        try:
            yield
        finally:
            self.link.call("hold_resumes", hold=False)

    def repeat(self, event: str = "INTERACTION_CREATE", *, times: int = 1) -> int:
        """Deliver the latest event of a kind again."""
        return int(self.link.call("repeat", kind=event, times=times))

    def wait_for_gateway(self, count: str, least: int, *, within: float = PATIENCE) -> None:
        """Wait until `identifies`, `resumes`, `replayed` or `refused` is at least so much."""
        self.link.call("gateway_reaches", count=count, least=least, within=within)

    def wait_for_refusal(self, code: int, *, within: float = PATIENCE) -> None:
        """Wait until some request was refused with this code of the platform."""
        self.link.call("refused", code=code, within=within)

    def remove_bot(self, server: Server | None = None) -> None:
        self.link.call("guild_gone", guild=(server or self.home).id)

    def fail_server(self, server: Server | None = None) -> None:
        """The server becomes unavailable; the bot stays in it."""
        self.link.call("guild_gone", guild=(server or self.home).id, unavailable=True)

    def restore_server(self, server: Server | None = None) -> None:
        self.link.call("guild_back", guild=(server or self.home).id)

    @property
    def statistics(self) -> dict[str, Any]:
        """Everything counted: gateway, syncs, requests, interactions, pings, refusals, complaints."""
        found: dict[str, Any] = self.link.call("statistics")
        return found

    @property
    def complaints(self) -> list[str]:
        """Unknown routes, malformed forms and misuse of the gateway: a good bot causes none."""
        return [str(one) for one in self.statistics["complaints"]]

    @property
    def refusals(self) -> list[dict[str, Any]]:
        """Every request that was refused with one of the platform's codes."""
        return list(self.statistics["refusals"])

    @property
    def pings(self) -> dict[str, list[str]]:
        """Whom the bot's messages notified, by message; empty when nobody."""
        return dict(self.statistics["pings"])

    @property
    def timings(self) -> list[Timing]:
        return [Timing.of(one) for one in self.statistics["interactions"]]

    def forgive(self) -> None:
        """Forget the complaints and refusals so far, which the test provoked."""
        self.link.call("forgive")


def _server(link: Link, name: str, *, has_bot: bool = True) -> Server:
    return Server(**link.call("guild", name=name, has_bot=has_bot))
