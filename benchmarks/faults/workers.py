"""Two processes of the program that serve Slack behind a balancer, killed in turn and restarted while people ask.

What was acknowledged is answered once; where an answer may have been on its way when its process was killed, whoever
asked may be told to ask again, which is counted.
"""

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks import clusters
from benchmarks.faults.contract import Fault, must
from bot import stop_texts
from knowledge.storage.sealing import new_key
from tests.chats.program import Running, running
from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.person import Person

ROOT: Final = Path(__file__).parents[2]
TEAMS: Final = 3
AT_ONCE: Final = 8
"""Questions of one person at the moment when a process ends."""
LONGEST: Final = 0.4
"""Seconds after that moment."""
TAKEN_OVER: Final = "answering a question that another process had acknowledged"
PAUSE: Final = 0.12
"""Seconds between two questions."""
SETTLED: Final = 40.0
INTERIM: Final = ("Looking through the sources", "Reading ", "Finishing…")
STARTED: Final = "Slack: in"


@dataclass(slots=True, kw_only=True)
class Worker:
    """A process of the program, at a port of its own."""

    port: int
    running: Running
    ending: ExitStack

    @property
    def address(self) -> str:
        """Where the balancer finds it."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(slots=True, kw_only=True)
class Scene:
    """The double, the people, and what they did."""

    service: SlackService
    data: Path
    environment: Mapping[str, str]
    people: list[Person] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The interactions, by the name that the double has for them."""
    taken_over: int = 0
    """How many questions a process answered for another."""
    workers: list[Worker] = field(default_factory=list)

    def begin(self) -> Worker:
        """Start a process, and wait until it listens."""
        worker = self.begun()
        self.asking_until(lambda: STARTED in worker.running.written)
        self.workers.append(worker)
        self.balance()
        return worker

    def begun(self) -> Worker:
        """Start a process."""
        ending, port = ExitStack(), _free_port()
        environment = {**self.environment, "SLACK_HTTP_PORT": str(port)}
        return Worker(port=port, running=ending.enter_context(running(self.data, environment)), ending=ending)

    def balance(self) -> None:
        """Tell the balancer of all that there are; it turns to another where one does not answer."""
        first, *others = [one.address for one in self.workers]
        self.service.reach_bot_at(first)
        self.service.settings(beside=others)

    def end(self, worker: Worker, *, kill: bool) -> None:
        """Kill a process, or let it stop in peace while people ask; the balancer only learns of it afterwards."""
        self.ask_at_once()
        time.sleep(random.uniform(0.0, LONGEST))
        if kill:
            worker.running.process.kill()
        else:
            worker.running.process.terminate()
        self.asking_until(lambda: worker.running.process.poll() is not None)
        self.workers.remove(worker)
        self.let_go(worker)

    def end_all(self) -> None:
        """End all processes, however they stand."""
        for worker in self.workers:
            worker.ending.close()

    def let_go(self, worker: Worker) -> None:
        """Read what a process has logged, and delete it."""
        self.taken_over += worker.running.written.count(TAKEN_OVER)
        must("Traceback" not in worker.running.written, "a worker logged a fault")
        worker.ending.close()

    def ask_at_once(self) -> None:
        """Let everybody ask at the same moment."""
        begun = [
            {
                "person": person.hand.person,
                "channel": person.home_channel,
                "command": "/counter",
                "text": f"the bridge is too expensive, take {len(self.asked)}.{number}",
            }
            for person in self.people
            for number in range(AT_ONCE)
        ]
        self.asked += self.service.client.ask("burst", commands=begun)["interactions"]

    def asking_until(self, done: Callable[[], bool], *, within: float = 90.0) -> None:
        """Ask at a steady pace until something is so."""
        until = time.monotonic() + within
        while not done():
            must(time.monotonic() < until, "a worker did not come up, or go down, in time")
            if self.workers and self.people:
                self.ask()
            time.sleep(PAUSE)

    def asking(self, seconds: float) -> None:
        """Ask at a steady pace for a while."""
        until = time.monotonic() + seconds
        self.asking_until(lambda: time.monotonic() > until)

    def ask(self) -> None:
        """Let the next person do the next thing: mostly a question, at times as a mention."""
        number = len(self.asked)
        person = self.people[number % len(self.people)]
        match number % 12:
            case 5:
                deed = person.begin_mention(f"the bridge is too expensive, take {number}")
            case 8:
                deed = person.begin_slash("/votes", "")
            case 11:
                deed = person.begin_slash("/debate-topic", "show")
            case _:
                deed = person.begin_slash("/counter", f"the bridge is too expensive, take {number}")
        self.asked.append(deed.id)


def in_files(folder: Path, rounds: int) -> str:
    """Kill workers that share a data folder."""
    return _killed(folder, rounds, {})


def in_a_database(folder: Path, rounds: int) -> str:
    """Kill workers that share a database."""
    with clusters.started() as server:
        return _killed(folder, rounds, {"COUNTERPOINT_STORE": server.get_uri()})


def _killed(folder: Path, rounds: int, environment: Mapping[str, str]) -> str:
    with _scene(folder, environment) as scene:
        chance = random.Random(rounds)
        for _ in range(rounds):
            scene.asking(chance.uniform(0.5, 2.0))
            scene.end(scene.workers[0], kill=True)
            scene.begin()
        before = len(scene.asked)
        # a rolling restart: the successor is there first
        for worker in list(scene.workers):
            scene.begin()
            scene.asking(0.5)
            scene.end(worker, kill=False)
        scene.asking(1.0)
        return _seen(scene, rolling=before)


def _seen(scene: Scene, *, rolling: int) -> str:
    names = scene.asked
    until = time.monotonic() + SETTLED
    while (told := scene.service.told(names)) and time.monotonic() < until:
        if all(one.answers for one in told):
            break
        time.sleep(0.5)
    scene.service.settle(quiet=1.0)
    told = scene.service.told(names)
    lost = [one for one in told if not one.answers or one.failure]
    again = [any(stop_texts.restarting() in text for text in one.texts) for one in told]
    answers = [one.answers - said for one, said in zip(told, again, strict=True)]
    doubled = [number for number in answers if number > 1]
    must(not lost, f"{len(lost)} of {len(told)} questions were lost: {lost[:3]}")
    must(not doubled, f"{len(doubled)} of {len(told)} questions were answered twice")
    must(not any(again[rolling:]), "a rolling restart told somebody to ask again")
    for worker in scene.workers:
        scene.let_go(worker)
    must(scene.taken_over > 0, "nothing was in flight when a worker ended, so that nothing was tried")
    slowest = max(one.answered_ms or 0.0 for one in told) / 1000
    return (
        f"{len(told)} questions: 0 lost, 0 doubled, {scene.taken_over} taken over, {sum(again)} told to ask again, "
        f"{sum(said and not number for said, number in zip(again, answers, strict=True))} of them without an answer; "
        f"slowest {slowest:.1f} s"
    )


@contextmanager
def _scene(folder: Path, environment: Mapping[str, str]) -> Iterator[Scene]:
    with SlackService.started(http=True, interim=INTERIM) as service, ExitStack() as ending:
        every = {**service.environment, "COUNTERPOINT_SECRET_KEY": new_key(), **environment}
        scene = Scene(service=service, data=folder / "data", environment=every)
        ending.callback(scene.end_all)
        for _ in range(2):
            scene.begin()
        for number in range(TEAMS):
            made = service.client.ask("team", name=f"Skerry {number}")
            _fill(scene, f"slack-{made['id']}")
            person = service.person("Ada", team=made["id"], admin=True)
            service.channel("debate", team=made["id"])
            must(service.install(person)["status"] == 200, "the app could not be installed")
            scene.people.append(person)
        yield scene


def _fill(scene: Scene, workspace: str) -> None:
    sources = [str(path) for path in sorted((ROOT / "samples").glob("*/*.md"))]
    command = [
        sys.executable,
        "-m",
        "adapters.program.main",
        "--data",
        str(scene.data),
        "--workspace",
        workspace,
    ]
    done = subprocess.run(
        [*command, "ingest", *sources, "--topic-from-folder", "--json"],
        env={**os.environ, **scene.environment},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    must(done.returncode == 0, f"sources could not be added: {done.stderr[-300:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


MUST: Final = "acknowledged is answered, once"
FAULTS = (
    Fault(name="kill -9 of workers in turn, files", must=MUST, rounds=20, run=in_files, quick=False),
    Fault(
        name="kill -9 of workers in turn, PostgreSQL", must=MUST, rounds=20, run=in_a_database, quick=False
    ),
)
