"""`counterpoint run` on the double of Slack: started once, and a channel or a workspace of its own for every test."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.chats.program import Running, running
from tests.chats.shelving import Shelve
from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.person import Person

CLAIM = "the bridge is too expensive"
PLACEHOLDER = "Looking through the sources"
KEY = "c2tlcnJ5LWJyaWRnZS1zZWNyZXQta2V5LTEyMzQ1Njc="
STARTED = "Slack: in"
OTHER_NAMES = {"topic": "/debate-topic", "who": "/who-said"}
"""Slack has commands of its own with the names that these have elsewhere."""


@dataclass(slots=True, kw_only=True)
class SlackProgram:
    """The service, and the program that is connected to it."""

    service: SlackService
    data: Path
    shelve: Shelve
    port: int = 0
    running: Running | None = None
    ended: str = ""
    """What was logged before it was started again."""
    _stack: ExitStack = field(init=False, default_factory=ExitStack)

    @property
    def environment(self) -> dict[str, str]:
        if not self.service.http:
            return self.service.environment
        return {
            **self.service.environment,
            "SLACK_HTTP_PORT": str(self.port),
            "COUNTERPOINT_SECRET_KEY": KEY,
        }

    @property
    def log(self) -> str:
        """What it has printed and logged."""
        return self.ended + (self.running.written if self.running else "")

    def start(self) -> None:
        """Start it, unless it runs."""
        if self.running is not None and self.running.process.poll() is None:
            return
        self.running = self._stack.enter_context(running(self.data, self.environment))
        self.running.wait_for(STARTED)
        if self.service.http:
            self.service.reach_bot_at(f"http://127.0.0.1:{self.port}")
        else:
            self.service.wait_until_connected()

    def stop(self, *, kill: bool = False) -> int:
        """End it; its exit status."""
        assert self.running is not None
        status = self.running.stop(kill=kill)
        self.ended = self.log
        self._stack.close()
        self.running = None
        return status

    def restart(self, *, kill: bool = False) -> None:
        """End it and start it again."""
        self.stop(kill=kill)
        self.start()

    def close(self) -> None:
        """End it, however it stands."""
        self._stack.close()

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.service.settings(copies=0, ahead=0.0, acknowledge_seconds=3.0)

    def assert_nothing_amiss(self) -> None:
        """Nothing was against Slack's rules, nobody was pinged, nothing unfurled, no answer missing."""
        records = self.service.records()
        self.service.forget_records()
        amiss = {name: records[name] for name in ("complaints", "pinged", "unfurled", "failures")}
        assert amiss == {"complaints": [], "pinged": [], "unfurled": [], "failures": []}
        assert "Traceback" not in self.log


@contextmanager
def slack_program(data: Path, shelve: Shelve, *, http: bool = False) -> Iterator[SlackProgram]:
    """A service with the program connected to it, which end with the block."""
    with SlackService.started(http=http, interim=(PLACEHOLDER,)) as service:
        shelve(data, workspace_of(service.facts["team"]))
        program = SlackProgram(service=service, data=data, shelve=shelve, port=_free_port() if http else 0)
        try:
            program.start()
            yield program
        finally:
            program.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A channel in a workspace with the two sources, and the people in it."""

    program: SlackProgram
    team: str
    channel: str

    @classmethod
    def opened(cls, program: SlackProgram) -> "Office":
        """A channel of its own in the workspace that there is, so that no test sees what another did."""
        return cls(
            program=program, team=program.service.facts["team"], channel=program.service.channel("debate")
        )

    @classmethod
    def founded(cls, program: SlackProgram, *, name: str = "Skerry") -> "Office":
        """A workspace of its own, with the two sources, in which somebody has installed the app."""
        team = program.service.team(name)
        program.shelve(program.data, workspace_of(team))
        office = cls(program=program, team=team, channel=program.service.channel("debate", team=team))
        done = program.service.install(office.member("Installer"))
        assert done["status"] == 200, done["body"]
        return office

    @property
    def service(self) -> SlackService:
        return self.program.service

    @property
    def workspace(self) -> str:
        return workspace_of(self.team)

    @property
    def databases(self) -> list[Path]:
        """The files of its library."""
        return sorted((self.program.data / "workspaces").glob(f"{self.workspace}.*"))

    def member(self, name: str = "Ada", *, locale: str = "en-US") -> Person:
        person = self.service.person(name, team=self.team, locale=locale)
        return replace(person, home_channel=self.channel)

    def admin(self, name: str = "Mo") -> Person:
        person = self.service.person(name, team=self.team, admin=True)
        return replace(person, home_channel=self.channel)

    @contextmanager
    def public_answers(self) -> Iterator[None]:
        """Answers are public at first, until the block ends."""
        admin = self.admin("Settings")
        admin.slash("/settings", "--answers public")
        try:
            yield
        finally:
            admin.slash("/settings", "--answers private")


def slash_of(line: str) -> tuple[str, str]:
    """A line as Slack takes it: the slash command of its first word, and what is typed after it."""
    first, _, words = line.partition(" ")
    return OTHER_NAMES.get(first, f"/{first}"), words


def workspace_of(team: str) -> str:
    return f"slack-{team}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
