"""What the Discord adapter runs on in its tests: small libraries in memory, and work done on the spot."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar, cast

from bot.fair_queue import NOBODY, Who
from bot.host import Host
from bot.workers import Workers
from knowledge.storage.installation import Installation
from tests.bot.small_libraries import SmallWorkspaces

T = TypeVar("T")


class SmallInstallation:
    """Marks, deliveries and departures, in memory."""

    in_flight = None

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}
        self.departed: dict[str, datetime] = {}
        self.seen: set[str] = set()

    def first_time(self, delivery: str) -> bool:
        known = delivery in self.seen
        self.seen.add(delivery)
        return not known

    def mark(self, name: str) -> str | None:
        return self.marks.get(name)

    def set_mark(self, name: str, value: str) -> None:
        self.marks[name] = value

    def depart(self, workspace_id: str) -> None:
        self.departed.setdefault(workspace_id, datetime.now(UTC))

    def came_back(self, workspace_id: str) -> None:
        self.departed.pop(workspace_id, None)

    def departed_before(self, moment: datetime) -> list[str]:
        return [name for name, left in self.departed.items() if left < moment]


class SmallLibraries(SmallWorkspaces):
    """A small library for each workspace that is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.small = SmallInstallation()

    @property
    def installation(self) -> Installation:
        return cast(Installation, self.small)


class OnTheSpot(Workers):
    """No threads, so that a test sees everything in order."""

    def __init__(self) -> None:
        super().__init__(answering=1, quick=1)

    async def answer(self, work: Callable[[], T], *, who: Who = NOBODY) -> T:  # noqa: ARG002
        return work()

    async def quickly(self, work: Callable[[], T], *, who: Who = NOBODY) -> T:  # noqa: ARG002
        return work()

    async def add(self, _workspace_id: str, work: Callable[[], T]) -> T:
        return work()


def small_host() -> tuple[Host, SmallLibraries]:
    libraries = SmallLibraries()
    return Host(library=libraries, workers=OnTheSpot()), libraries
