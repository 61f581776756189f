"""The scene: both doubles, the program between them, the workspaces, and how the program is started again."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.soak.checks import Checks
from benchmarks.soak.doings import MEMBERS, MODERATOR, Place
from benchmarks.soak.inventing import names
from benchmarks.soak.ledger import Account, Ledger
from benchmarks.soak.on_discord import DiscordChat
from benchmarks.soak.on_slack import SlackChat
from benchmarks.soak.program import Program
from tests.chats.slack_program import INTERIM, KEY
from tests.doubles.discord.driver import DiscordService, Impossible
from tests.doubles.slack.driver import SlackService

STARTED: Final = "Slack: in"
SMALL_DISK: Final = "384m"


@dataclass(slots=True, kw_only=True)
class Scene:
    """Everything that takes part."""

    data: Path
    spare: Path
    """Where backups and files to add lie, on another disk."""
    discord: DiscordService
    slack: SlackService
    program: Program
    ledger: Ledger
    checks: Checks
    places: list[Place] = field(default_factory=list)
    port: int = 0
    over_socket: bool = False
    has_disk_of_its_own: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """What the program is started with."""
        self.slack.http = not self.over_socket
        served = {} if self.over_socket else {"SLACK_HTTP_PORT": f"{self.port}"}
        key = {"COUNTERPOINT_SECRET_KEY": KEY}
        return {**self.discord.environment, **self.slack.environment, **served, **key}

    @property
    def discords(self) -> list[DiscordChat]:
        """The servers."""
        return [place.chat for place in self.places if isinstance(place.chat, DiscordChat)]

    @property
    def slacks(self) -> list[SlackChat]:
        """The teams; over a socket only the first can be reached."""
        return [place.chat for place in self.places if isinstance(place.chat, SlackChat)]

    def start(self) -> None:
        """Start the program, and wait until it is connected to both services."""
        reached = None if self.over_socket else f"http://127.0.0.1:{self.port}"
        self.discord.wait_until_gone()
        self.slack.settings(bot_address=reached)
        self.program.start(self.environment)
        if not self.program.wait_for(STARTED):
            self.ledger.violate("did not start", self.program.log.read_text(encoding="utf-8")[-500:])
        try:
            self.discord.wait_until_ready(within=60)
        except Impossible as error:
            self.ledger.violate("did not start", str(error)[:500])
        if self.over_socket:
            self.slack.wait_until_connected()
        for server in self.discords:
            server.is_open = True
        for number, team in enumerate(self.slacks):
            team.is_open = not self.over_socket or number == 0

    def restart(self, *, kill: bool, over_socket: bool | None = None) -> None:
        """End the program and start it again, perhaps connected to Slack in the other way."""
        with self.ledger.outage("kill" if kill else "stop"):
            status = self.program.end(kill=kill)
            for place in self.places:
                place.chat.is_open = False
            if not kill and status:
                self.ledger.violate("did not stop in peace", f"status {status}")
            if over_socket is not None:
                self.over_socket = over_socket
            self.start()

    def found(self, *, on_each: int) -> None:
        """Make the workspaces, and the people in them."""
        for number in range(on_each):
            server = self.discord.home if number == 0 else self.discord.server(f"Quay {number}")
            self._place(DiscordChat(service=self.discord, server=server))
        for number in range(on_each):
            team = self.slack.facts["team"] if number == 0 else self.slack.team(f"Quay {number}")
            self._place(SlackChat(service=self.slack, team=team))

    def install(self) -> None:
        """Install the app in every team of Slack."""
        for chat in self.slacks:
            done = self.slack.install(chat.person(MODERATOR))
            if done["status"] != 200:
                self.ledger.violate("did not start", f"installing says {done['body'][:200]}")

    def look_around(self) -> None:
        """Look at everything that stands in the chats, and at what the services hold against the bot."""
        for place in self.places:
            for text in place.chat.messages():
                self.checks.look(place, text, float("inf"))
        for complaint in (*self.discord.complaints, *self.slack.complaints):
            self.ledger.violate("against the platform's rules", complaint[:300])
        if pinged := [*self.discord.pings.items(), *self.slack.pinged]:
            self.ledger.violate("pinged", f"{pinged}"[:300])

    def _place(self, chat: DiscordChat | SlackChat) -> None:
        account = Account(workspace=chat.workspace, names=names(len(self.places)))
        self.ledger.accounts[chat.workspace] = account
        self.places.append(Place(chat=chat, account=account, ledger=self.ledger, look=self.checks.look))
        for person in (MODERATOR, *MEMBERS):
            chat.id_of(person)


@contextmanager
def scene(folder: Path, *, on_each: int) -> Iterator[Scene]:
    """Set everything up, the program running, until the block ends."""
    data, spare, logs = folder / "data", folder / "spare", folder / "logs"
    for place in (data, spare, logs):
        place.mkdir(parents=True, exist_ok=True)
    own_disk = mounted(data)
    ledger = Ledger()
    with ExitStack() as stack:
        made = Scene(
            data=data,
            spare=spare,
            discord=stack.enter_context(DiscordService.started()),
            slack=stack.enter_context(SlackService.started(http=True, interim=INTERIM)),
            program=Program(data=data, logs=logs),
            ledger=ledger,
            checks=Checks(ledger),
            port=free_port(),
            has_disk_of_its_own=own_disk,
        )
        stack.callback(made.program.close)
        made.found(on_each=on_each)
        made.start()
        made.install()
        yield made


def mounted(data: Path) -> bool:
    """Put a small disk under a folder, where this process may: in a mount namespace of its own."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "none", str(data)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
