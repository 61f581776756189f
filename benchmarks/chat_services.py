"""The two doubles as the benchmark uses them: ask many at once, suggest, disturb, count."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from bot.command import Parameter
from bot.commands import find
from tests.doubles.discord.driver import DiscordService
from tests.doubles.slack.driver import SlackService

SOON: Final = 0.15
"""Seconds after a wave of questions has left when something breaks."""
INTERIM: Final = ("Looking through the sources…",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question."""

    acknowledged_ms: float | None
    answered_ms: float | None
    answers: int


class Service(Protocol):
    """A chat with a bot in it."""

    @property
    def environment(self) -> Mapping[str, str]:
        """What the bot is started with."""

    def wait(self) -> None:
        """Wait until the bot is there."""

    def ask(self, claims: Sequence[str], *, within: float, copies: int = 1) -> list[Outcome]:
        """Ask for counters of all claims at once."""

    def suggest(self, command: str, option: str, typed: str) -> float:
        """Type a few letters; how many milliseconds until the suggestions are there."""

    def disturbed(self, wave: int) -> AbstractContextManager[int]:
        """Break something while a wave of questions is on its way; how often to deliver each of them."""

    def complaints(self) -> list[str]:
        """What the bot did wrong."""


class Discord:
    """A server with the bot and a person in it."""

    def __init__(self, double: DiscordService) -> None:
        self._double = double
        self._person = double.person("Ada")

    @property
    def environment(self) -> Mapping[str, str]:
        """Token and addresses."""
        return self._double.environment

    def wait(self) -> None:
        """Wait until the bot has registered its commands."""
        self._double.wait_until_ready(within=60)

    def ask(self, claims: Sequence[str], *, within: float, copies: int = 1) -> list[Outcome]:
        """Use the slash command for every claim at once."""
        asks = [self._person.ask("counter", claim=claim) for claim in claims]
        return [
            Outcome(acknowledged_ms=one.acknowledged_ms, answered_ms=one.answered_ms, answers=one.answers)
            for one in self._double.burst(asks, within=within, times=copies)
        ]

    def suggest(self, command: str, option: str, typed: str) -> float:
        """Autocomplete, as the service measures it."""
        (told,) = self._double.burst([self._person.ask_suggestions(command, option, typed)], settle=0)
        return told.acknowledged_ms or float("inf")

    @contextmanager
    def disturbed(self, wave: int) -> Iterator[int]:
        """Cut the line, ask to reconnect, refuse requests, answer them and say otherwise, deliver twice."""
        edits = "PATCH /webhooks/*"
        breaks: tuple[Callable[[], object], ...] = (
            lambda: self._double.disturb("cut"),
            lambda: self._double.disturb("reconnect"),
            lambda: self._double.fault("limit", edits, times=3, retry_after=0.3),
            lambda: self._double.fault("error", edits, times=2, status=503),
            lambda: None,
        )
        with _soon(breaks[wave % len(breaks)]):
            yield 1 + wave % 2

    def complaints(self) -> list[str]:
        """Unknown routes and refusals, all of which would be the bot's fault."""
        doubled = {40060, 10062}
        refused = [str(one) for one in self._double.refusals if one.get("code") not in doubled]
        return [*self._double.complaints, *refused]


class Slack:
    """A workspace with the bot and a person in it."""

    def __init__(self, double: SlackService) -> None:
        self._double = double
        self._person = double.person("Ada")
        self._window = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """Tokens and address."""
        return self._double.environment

    def wait(self) -> None:
        """Wait until the bot has opened its socket."""
        self._double.wait_until_connected()

    def ask(self, claims: Sequence[str], *, within: float, copies: int = 1) -> list[Outcome]:
        """Give the slash command for every claim at once."""
        if copies > 1:
            self._double.duplicate(copies)
        told = self._double.burst(
            [(self._person, "/counter", f'"{claim}"') for claim in claims], seconds=within, channel_each=False
        )
        self._double.duplicate(1)
        return [
            Outcome(acknowledged_ms=one.acknowledged_ms, answered_ms=one.answered_ms, answers=one.answers)
            for one in told
        ]

    def suggest(self, command: str, option: str, typed: str) -> float:
        """Suggestions of the field in the window that the command opens."""
        if self._window != command:
            if self._window:
                self._person.view.close()
            self._person.begin_slash(f"/{command}", "")
            while not self._person.has_modal():
                time.sleep(0.01)
            self._window = command
        view = self._person.view
        shown = next(one.summary for one in in_chat_parameters(command) if one.name == option)
        started = time.perf_counter()
        view.suggest(shown, typed)
        return (time.perf_counter() - started) * 1000

    @contextmanager
    def disturbed(self, wave: int) -> Iterator[int]:
        """Drop sockets, ask to reconnect, refuse requests, deliver twice."""
        breaks: tuple[Callable[[], object], ...] = (
            lambda: self._double.drop_sockets(rudely=True),
            self._double.disconnect,
            lambda: self._double.limit("response_url", calls=3, retry_after=1),
            lambda: None,
        )
        with _soon(breaks[wave % len(breaks)]):
            yield 1 + wave % 2

    def complaints(self) -> list[str]:
        """Unknown routes and refusals."""
        return [str(one) for one in self._double.complaints]


@contextmanager
def _discord(data: Path, database: Path) -> Iterator[Service]:
    with DiscordService.started() as double:
        _put(database, data, f"discord-{double.home.id}")
        yield Discord(double)


@contextmanager
def _slack(data: Path, database: Path) -> Iterator[Service]:
    with SlackService.started(interim=INTERIM) as double:
        _put(database, data, f"slack-{double.facts['team']}")
        yield Slack(double)


def in_chat_parameters(command: str) -> Sequence[Parameter]:
    """What a command takes; Slack shows each by what it is for."""
    found = find(command)
    return found.parameters if found else ()


SERVICES: Final[dict[str, Callable[[Path, Path], AbstractContextManager[Service]]]] = {
    "Discord": _discord,
    "Slack": _slack,
}


def _put(database: Path, data: Path, workspace: str) -> None:
    folder = data / "workspaces"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(database, folder / f"{workspace}.db")


@contextmanager
def _soon(happen: Callable[[], object]) -> Iterator[None]:
    """Let something happen shortly after the block has begun."""
    timer = threading.Timer(SOON, happen)
    timer.start()
    try:
        yield
    finally:
        timer.join()
