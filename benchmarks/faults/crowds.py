"""A platform as lean as can be, with a crowd in it that asks at the same moment, and what came of it."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.lean_server import Answer, Line, Socket

SLICE: Final = 250
"""Questions that are handed over before it is looked what came back for earlier ones."""


@dataclass(slots=True)
class Fate:
    """What became of one question."""

    asked: float
    acknowledged: float | None = None
    answered: float | None = None
    turned_away: bool = False
    """Whether the acknowledgement, or the answer, said that there is no room."""

    @property
    def settled(self) -> bool:
        """Whether whoever asked has heard something."""
        return self.turned_away or self.answered is not None


class Crowd(ABC):
    """A platform and everybody in it."""

    name: str
    ready: str
    """What the program prints once it is connected."""

    def __init__(self, *, workspaces: int) -> None:
        self.workspaces = workspaces
        self.fates: dict[str, Fate] = {}
        self.wrong: list[str] = []
        """What the program did that it should not have done."""

    @abstractmethod
    def environment(self, address: str) -> dict[str, str]:
        """What the program is started with, once the platform listens at an address."""

    @abstractmethod
    def workspace(self, number: int) -> str:
        """What the program calls a workspace."""

    @abstractmethod
    async def reach(self) -> None:
        """Do what has to be done once the program is there."""

    @abstractmethod
    def written(self, number: int, workspace: int, person: int, claim: str) -> tuple[str, bytes]:
        """A question for counters: what it is known by, and what is sent for it."""

    @abstractmethod
    def send(self, name: str, written: bytes) -> None:
        """Hand a question over."""

    @property
    def cut_off(self) -> bool:
        """Whether the program left the connection that questions were sent over, so that some may never arrive."""
        return False

    @abstractmethod
    def handle(self, method: str, path: str, body: bytes) -> Answer:
        """Answer a request of the program."""

    @abstractmethod
    def opened(self, socket: Socket, path: str) -> None:
        """Greet a connection of the program."""

    @abstractmethod
    def told(self, socket: Socket, message: bytes) -> None:
        """Hear what the program says over its connection."""

    def acknowledged(self, name: str, *, turned_away: bool = False) -> bool:
        """Note an acknowledgement; False where there was one before."""
        fate = self.fates[name]
        if fate.acknowledged is not None:
            return False
        fate.acknowledged = time.perf_counter()
        fate.turned_away = turned_away
        return True

    def answered(self, name: str) -> None:
        """Note an answer; whatever belongs to it may come after it."""
        fate = self.fates[name]
        if fate.turned_away:
            self.wrong.append(f"{name} was turned away and answered")
        fate.answered = fate.answered or time.perf_counter()

    async def all_ask(self, claims: Sequence[str], *, questions: int, people: int) -> list[Fate]:
        """Have so many questions asked at once, by people of all workspaces in turn."""
        first = len(self.fates)
        written = []
        for number in range(first, first + questions):
            workspace = number % self.workspaces
            person = workspace * people + number // self.workspaces % people
            written.append(self.written(number, workspace, person, claims[number % len(claims)]))
            if number % SLICE == 0:
                # the program's heartbeats are answered meanwhile, else it takes the connection for a dead one
                await asyncio.sleep(0)
        asked = []
        for at, (name, wire) in enumerate(written):
            self.fates[name] = fate = Fate(asked=time.perf_counter())
            asked.append(fate)
            self.send(name, wire)
            if at % SLICE == 0:
                await asyncio.sleep(0)
        return asked

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Listen for the program; where."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Line(self.handle, self.opened, self.told), "127.0.0.1", 0, backlog=1_024
        )
        async with server:
            yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
