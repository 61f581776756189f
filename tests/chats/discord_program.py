"""`counterpoint run` on the double of Discord: started once, and a server with the two sources for every test."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chats.program import Running, running
from tests.chats.shelving import Shelve
from tests.doubles.discord.driver import DiscordService, Person, Server

CLAIM = "the bridge is too expensive"


@dataclass(slots=True, kw_only=True)
class DiscordProgram:
    """The service, and the program that is connected to it."""

    service: DiscordService
    data: Path
    shelve: Shelve
    over: dict[str, str] = field(default_factory=dict)
    """What is set besides what the double says."""
    _running: Running | None = None
    _stack: ExitStack = field(init=False, default_factory=ExitStack)

    def start(self) -> None:
        """Start it, unless it runs."""
        if self.is_running:
            return
        self.service.wait_until_gone()
        environment = {**self.service.environment, **self.over}
        self._running = self._stack.enter_context(running(self.data, environment))
        self.service.wait_until_ready(within=60)

    def stop(self, *, kill: bool = False) -> int:
        """End it; its exit status."""
        status = self.running.stop(kill=kill)
        self._stack.close()
        self.service.wait_until_gone()
        return status

    def restart(self, *, kill: bool = False) -> None:
        """End it and start it again."""
        self.stop(kill=kill)
        self.start()

    @property
    def running(self) -> Running:
        """The program's process and its log."""
        assert self._running is not None, "not started yet"
        return self._running

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.process.poll() is None

    def refusals_and_calm(self) -> list[dict[str, Any]]:
        """What was refused, after which all is forgotten; a good bot never does worse than being refused."""
        self.service.no_faults()
        seen = self.service.statistics
        self.service.forgive()
        assert seen["complaints"] == []
        assert seen["pings"] == {}
        assert not self.is_running or "Traceback" not in self.running.written
        return list(seen["refusals"])

    def close(self) -> None:
        """End it, however it stands."""
        self._stack.close()


@contextmanager
def discord_program(
    data: Path, shelve: Shelve, *, over: dict[str, str] | None = None
) -> Iterator[DiscordProgram]:
    """A service with the program connected to it, which end with the block; `over` sets something besides."""
    with DiscordService.started() as service:
        program = DiscordProgram(service=service, data=data, shelve=shelve, over=over or {})
        try:
            program.start()
            yield program
        finally:
            program.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Club:
    """A server with the two sources, and the people in it."""

    program: DiscordProgram
    server: Server

    @classmethod
    def founded(cls, program: DiscordProgram, *, has_bot: bool = True) -> "Club":
        """A server of its own, so that no test sees what another did."""
        club = cls(program=program, server=program.service.server("Skerry Debates", has_bot=has_bot))
        program.shelve(program.data, club.workspace)
        return club

    @property
    def service(self) -> DiscordService:
        return self.program.service

    @property
    def workspace(self) -> str:
        return f"discord-{self.server.id}"

    @property
    def log(self) -> str:
        """What the program has printed and logged since it was started."""
        return self.program.running.written

    def member(self, name: str = "Ada", *, locale: str = "en-US") -> Person:
        return self.service.person(name, server=self.server, locale=locale)

    def moderator(self, name: str = "Mo") -> Person:
        return self.service.person(name, moderator=True, server=self.server)

    def own_library_of(self, person: Person) -> Person:
        """Give somebody the two sources in the library that is theirs alone."""
        self.program.shelve(self.program.data, f"discord-user-{person.id}")
        return person

    def has_database(self) -> bool:
        return any((self.program.data / "workspaces").glob(f"{self.workspace}.*"))


def in_direct_messages(person: Person) -> Person:
    """The channel of their direct messages, which a first message tells."""
    there = person.in_direct_messages()
    return there.beside({"channel_id": there.direct_message("/help").raw["channel_id"]})
