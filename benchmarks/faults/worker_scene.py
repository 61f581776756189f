"""Two processes of the program that share Discord's servers and stand behind Slack's balancer, or have a socket each."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.faults.contract import must
from benchmarks.faults.worker_deeds import MODERATOR, Deeds
from benchmarks.soak.on_discord import DiscordChat
from benchmarks.soak.on_slack import SlackChat
from benchmarks.soak.scene import free_port
from knowledge.storage.engines import Database
from knowledge.storage.sealing import new_key
from tests.chats.program import Running, running
from tests.chats.slack_program import INTERIM
from tests.doubles.discord.driver import DiscordService
from tests.doubles.slack.driver import SlackService

ROOT: Final = Path(__file__).parents[2]
SHARDS: Final = 2
TEAMS: Final = 2
"""Of Slack over HTTP; over a socket there is one."""
LONGEST: Final = 0.6
"""Seconds after the moment at which everybody does something."""
PAUSE: Final = 0.4
"""Seconds between two things that people do."""
TAKEN_OVER: Final = "answering a question that another process had acknowledged"
STARTED: Final = ("Slack: ", "Discord: as")


@dataclass(slots=True, kw_only=True)
class Worker:
    """A process of the program, with its shard, and a port of its own."""

    shard: int
    port: int
    running: Running
    ending: ExitStack

    @property
    def address(self) -> str:
        """Where the balancer finds it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_there(self) -> bool:
        """Whether it is connected to both platforms."""
        return all(words in self.running.written for words in STARTED)


@dataclass(slots=True, kw_only=True)
class Scene:
    """The doubles, the processes, and what people do."""

    discord: DiscordService
    slack: SlackService
    data: Path
    environment: Mapping[str, str]
    deeds: Deeds
    taken_over: int = 0
    """How many questions a process answered for another."""
    workers: list[Worker] = field(default_factory=list)

    def begin(self, shard: int) -> Worker:
        """Start a process, and wait until it is connected, while people go on."""
        ending, port = ExitStack(), free_port()
        own = {"SLACK_HTTP_PORT": f"{port}"} if self.slack.http else {}
        environment = {**self.environment, **own, "DISCORD_SHARDS": f"{shard}/{SHARDS}"}
        started = ending.enter_context(running(self.data, environment))
        worker = Worker(shard=shard, port=port, running=started, ending=ending)
        self.going_on_until(lambda: worker.is_there)
        self.workers.append(worker)
        self.balance()
        return worker

    def balance(self) -> None:
        """Tell the balancer of all that there are; it turns to another where one does not answer."""
        if self.slack.http:
            first, *others = [one.address for one in self.workers]
            self.slack.reach_bot_at(first)
            self.slack.settings(beside=others)

    def end(self, worker: Worker, *, kill: bool) -> None:
        """Kill a process, or let it stop in peace while people go on; the balancer only learns of it afterwards."""
        self.deeds.all_at_once()
        time.sleep(random.uniform(0.0, LONGEST))
        if kill:
            worker.running.process.kill()
        else:
            worker.running.process.terminate()
        self.going_on_until(lambda: worker.running.process.poll() is not None)
        self.workers.remove(worker)
        self.let_go(worker)

    def end_all(self) -> None:
        """End all processes, however they stand."""
        for worker in self.workers:
            worker.ending.close()

    def let_go(self, worker: Worker) -> None:
        """Read what a process has logged, and delete it."""
        written = worker.running.written
        self.taken_over += written.count(TAKEN_OVER)
        must(
            "Traceback" not in written, f"a worker logged a fault: {written.partition('Traceback')[2][-600:]}"
        )
        worker.ending.close()

    def going_on_until(self, done: Callable[[], bool], *, within: float = 120.0) -> None:
        """Let people go on at a steady pace until something is so."""
        until = time.monotonic() + within
        while not done():
            must(time.monotonic() < until, "a worker did not come up, or go down, in time")
            if self.workers:
                self.deeds.next_one()
            time.sleep(PAUSE)

    def going_on(self, seconds: float) -> None:
        """Let people go on at a steady pace for a while."""
        until = time.monotonic() + seconds
        self.going_on_until(lambda: time.monotonic() > until)


@contextmanager
def scene(folder: Path, environment: Mapping[str, str], *, over_socket: bool) -> Iterator[Scene]:
    """Set everything up, two processes running, until the block ends."""
    with ExitStack() as ending:
        discord = ending.enter_context(DiscordService.started(shards=SHARDS, servers=SHARDS))
        slack = ending.enter_context(SlackService.started(http=not over_socket, interim=INTERIM))
        key = new_key()
        every = {
            **discord.environment,
            **slack.environment,
            "COUNTERPOINT_SECRET_KEY": key,
            **environment,
        }
        address = environment.get("COUNTERPOINT_STORE")
        deeds = Deeds(data=folder / "data", key=key, database=Database(url=address) if address else None)
        made = Scene(discord=discord, slack=slack, data=folder / "data", environment=every, deeds=deeds)
        ending.callback(made.end_all)
        for shard in range(SHARDS):
            made.begin(shard)
        _found(made)
        yield made


def _found(made: Scene) -> None:
    """Make the workspaces with their people, and give each the same sources."""
    chats: list[DiscordChat | SlackChat] = [
        DiscordChat(service=made.discord, server=made.discord.server(f"Skerry {number}"))
        for number in range(SHARDS)
    ]
    first = made.slack.facts["team"]
    teams = [made.slack.team(f"Skerry {number}") for number in range(TEAMS)] if made.slack.http else [first]
    chats += [SlackChat(service=made.slack, team=team) for team in teams]
    for chat in chats:
        _fill(made, chat.workspace)
        chat.id_of(MODERATOR)
        if isinstance(chat, SlackChat) and made.slack.http:
            installed = made.slack.install(chat.person(MODERATOR))
            must(installed["status"] == 200, "the app could not be installed")
    made.deeds.chats += chats


def _fill(made: Scene, workspace: str) -> None:
    sources = [str(path) for path in sorted((ROOT / "samples").glob("*/*.md"))]
    program = [sys.executable, "-m", "adapters.program.main", "--data", str(made.data)]
    done = subprocess.run(
        [*program, "--workspace", workspace, "ingest", *sources, "--topic-from-folder", "--json"],
        env={**os.environ, **made.environment},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    must(done.returncode == 0, f"sources could not be added: {done.stderr[-300:]}")
