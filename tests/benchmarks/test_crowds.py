"""Some hundred who ask at once: everybody is acknowledged, and hears either an answer or that the bot is busy."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.faults.load import CROWDS, asked, check

QUESTIONS, ROOM = 300, 60


@pytest.mark.parametrize("name", CROWDS)
def test_some_hundred_at_once_all_hear_something(name: str, tmp_path: Path) -> None:
    crowd = CROWDS[name](4)
    (seen,) = asyncio.run(asked(crowd, tmp_path, [QUESTIONS], over={"COUNTERPOINT_QUEUE": str(ROOM)}))
    check(seen)
    answered = [one for one in seen.fates if one.answered is not None]
    busy = [one for one in seen.fates if one.turned_away]
    assert len(answered) + len(busy) == QUESTIONS
    assert len(answered) >= ROOM
    assert len(busy) > 0, "nobody was turned away, although there was no room"
