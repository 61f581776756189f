"""What processes left that are gone is handed on, one question by one, and a fault of one holds up no other."""

import asyncio

import pytest

from bot import taking_over as module
from bot.in_flight import FLIGHT, Flight, Flights
from bot.taking_over import taking_over
from knowledge.errors import DatabaseError
from knowledge.storage.in_flight import Left
from tests.bot.remembered import Remembered


class Leaving(Remembered):
    """Questions that others left, look by look; an error is raised."""

    def __init__(self, *looks: list[str] | DatabaseError) -> None:
        super().__init__()
        self.looks = list(looks)

    def left(self, platform: str) -> list[Left]:
        found = self.looks.pop(0) if self.looks else []
        if isinstance(found, DatabaseError):
            raise found
        return [Left(delivery=f"{platform}:{name}", content=name, in_doubt=False) for name in found]


def handed_on(kept: Leaving, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(module, "EVERY", 0.001)
    found: list[str] = []

    async def again(flight: Flight, content: str) -> None:
        assert FLIGHT.get() is flight
        if content == "broken":
            raise ValueError(content)
        found.append(content)

    async def run() -> None:
        async with taking_over(Flights(kept, platform="slack"), again):
            while kept.looks or len(found) < 2:
                await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(run(), 10))
    return found


def test_each_question_is_handed_on_as_what_it_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert handed_on(Leaving(["1", "broken"], ["2"]), monkeypatch) == ["1", "2"]
    assert "could not be begun" in caplog.text


def test_a_database_that_is_away_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert handed_on(Leaving(DatabaseError("The database is away."), ["1", "2"]), monkeypatch) == ["1", "2"]
    assert "could not be looked at" in caplog.text
