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
INTERIM = (PLACEHOLDER, "Reading ", "Finishing…")
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
    over: dict[str, str] = field(default_factory=dict)
    """What is set otherwise than the double says."""
    running: Running | None = None
    ended: str = ""
    """What was logged before it was started again."""
    _stack: ExitStack = field(init=False, default_factory=ExitStack)

    @property
    def environment(self) -> dict[str, str]:
        served = {"SLACK_HTTP_PORT": str(self.port), "COUNTERPOINT_SECRET_KEY": KEY}
        return {**self.service.environment, **(served if self.service.http else {}), **self.over}

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

    @contextmanager
    def beside(self) -> Iterator["Running"]:
        """Another process of the program on the same data, which takes its turn until the block ends."""
        port = _free_port()
        environment = {**self.environment, "SLACK_HTTP_PORT": str(port)}
        with running(self.data, environment) as other:
            other.wait_for(STARTED)
            with self.service.balanced([f"http://127.0.0.1:{port}"]):
                yield other
                self.service.settle(quiet=0.3)

    def close(self) -> None:
        """End it, however it stands."""
        self._stack.close()

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.service.settings(copies=0, ahead=0.0, acknowledge_seconds=3.0)

    def assert_nothing_amiss(self, *, traceback: bool = False) -> None:
        """Nothing was against Slack's rules, nobody was pinged, nothing unfurled, no answer missing.

        `traceback`: whether the libraries may write one into the log, as they do when a connection is lost.
        """
        records = self.service.records()
        self.service.forget_records()
        amiss = {name: records[name] for name in ("complaints", "pinged", "unfurled", "failures")}
        assert not any(amiss.values()), amiss
        _, found, rest = self.log.partition("Traceback")
        assert traceback or not found, rest[:3_000]


@contextmanager
def slack_program(
    data: Path, shelve: Shelve, *, service: SlackService, over: dict[str, str] | None = None
) -> Iterator[SlackProgram]:
    """The program connected to a service, until the block ends; `over` sets something otherwise."""
    service.interim = INTERIM
    shelve(data, workspace_of(service.facts["team"]))
    port = _free_port() if service.http else 0
    program = SlackProgram(service=service, data=data, shelve=shelve, port=port, over=over or {})
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(Office):
    """A workspace of its own, in which somebody has installed the app."""

    installer: Person
    token: str

    @classmethod
    def founded(cls, program: SlackProgram, *, empty: bool = False) -> "Branch":
        """A new workspace, with the two sources unless it is to be `empty`."""
        service = program.service
        made = service.client.ask("team", name="Skerry")
        team, channel = made["id"], service.channel("debate", team=made["id"])
        if not empty:
            program.shelve(program.data, workspace_of(team))
        installer = replace(service.person("Installer", team=team), home_channel=channel)
        branch = cls(
            program=program, team=team, channel=channel, installer=installer, token=made["bot_token"]
        )
        branch.install()
        return branch

    def install(self) -> None:
        done = self.service.install(self.installer)
        assert done["status"] == 200, done["body"]


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
