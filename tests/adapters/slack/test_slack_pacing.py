"""Connections that do not last are made again with growing pauses, those that lasted at once."""

import asyncio

import pytest

from adapters.slack.pacing import LASTING, LONGEST, Pacing


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_pauses_grow_while_every_connection_is_ended_at_once() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pauses = []
    for _ in range(10):
        pauses.append(pacing.pause())
        clock.now += pauses[-1]
    assert pauses == [0, 0, 1, 2, 4, 8, 16, LONGEST, LONGEST, LONGEST]


def test_after_a_connection_that_lasted_there_is_no_pause() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    for _ in range(5):
        clock.now += pacing.pause()
    clock.now += LASTING
    assert [pacing.pause(), pacing.pause()] == [0, 0]


def test_the_pause_comes_before_slack_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []

    async def sleep(seconds: float) -> None:
        done.append(seconds)

    async def ask() -> str:
        done.append("asked")
        return "wss://link.example/"

    monkeypatch.setattr(asyncio, "sleep", sleep)
    paced = Pacing(Clock()).paced(ask)

    async def three() -> list[str]:
        return [await paced() for _ in range(3)]

    assert asyncio.run(three()) == ["wss://link.example/"] * 3
    assert done == [0, "asked", 0, "asked", 1, "asked"]
