"""A chat platform that exists only here: it connects, fails or works as a test tells it to."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from adapters.program.platforms import Platform
from bot.host import Finding, Host, Library
from bot.workers import Workers
from knowledge.errors import InputError

Ready = Callable[[str], None]
Turn = Callable[[Host, asyncio.Event, Ready], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A platform called Harbour; each start takes the next turn, and the last turn again and again."""

    turns: Sequence[Turn] = ()
    name: str = "Harbour"
    found: Callable[[], Awaitable[list[Finding]]] | None = None
    starts: list[Any] = field(default_factory=list)

    @property
    def platform(self) -> Platform:
        variable = f"{self.name.upper()}_TOKEN"
        return Platform(
            name=self.name,
            needs=variable,
            guide=f"docs/setup-{self.name.lower()}.md",
            read=self._read,
            serve=self._serve,
            findings=self._findings,
            seals=lambda settings: settings == "many-teams",
        )

    def _read(self, environment: Mapping[str, str]) -> str | None:
        if environment.get(f"{self.name.upper()}_HALF"):
            raise InputError(f"{self.name} is set up by half; set {self.name.upper()}_TOKEN too.")
        return environment.get(f"{self.name.upper()}_TOKEN")

    async def _serve(self, settings: Any, host: Host, *, stop: asyncio.Event, ready: Ready) -> None:
        self.starts.append(settings)
        await self.turns[min(len(self.starts), len(self.turns)) - 1](host, stop, ready)

    async def _findings(self, settings: Any) -> list[Finding]:
        if self.found is not None:
            return await self.found()
        return [Finding(name=f"{self.name} token", good=True, sentence=f"{settings} is known.")]


async def until_stopped(_: Host, stop: asyncio.Event, ready: Ready) -> None:
    """Connect, and answer until it is time to stop."""
    ready("Harbour: as Counterpoint in 3 ports")
    await stop.wait()


def failing(error: Exception) -> Turn:
    """Fail before anything is connected."""

    async def turn(*_: Any) -> None:
        raise error

    return turn


def no_host() -> Host:
    """A host whose library nobody opens."""
    return Host(library=cast(Library, Path("nowhere")), workers=Workers(answering=1, quick=1))
