"""Installations that have begun: what the browser brings back is ours, fresh, and used once."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.states import States
from bot.host import Host
from bot.workers import Workers
from knowledge.storage.sealing import new_key
from tests.adapters.slack.slack_exchange import SmallLibraryOfMany

SECRET = "client-canary-4711"  # noqa: S105


def with_host(
    data: Path, run: Callable[[Host], Coroutine[Any, Any, None]], *, keys: tuple[str, ...] = ()
) -> None:
    workers, library = Workers(answering=1, quick=1), SmallLibraryOfMany(data, keys=keys)
    with closing(workers), closing(library.installation):
        asyncio.run(run(Host(library=library, workers=workers)))


def test_a_state_is_good_once_also_in_another_process(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        state = await States(host, secret=SECRET).async_issue()
        assert await States(host, secret=SECRET).async_consume(state)
        assert not await States(host, secret=SECRET).async_consume(state)

    with_host(tmp_path, run)


def test_a_state_is_good_for_ten_minutes(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        clock = [1_000.0]
        states = States(host, secret=SECRET, now=lambda: clock[0])
        state, late, early = [await states.async_issue() for _ in range(3)]
        clock[0] = 1_600
        assert await states.async_consume(state)
        clock[0] = 1_601
        assert not await states.async_consume(late)
        clock[0] = 999
        assert not await states.async_consume(early)

    with_host(tmp_path, run)


@pytest.mark.parametrize("state", ["", "forged", "a.b.c", "1000.." + "0" * 64, "\u0663.x.y", "9" * 100_000])
def test_what_is_no_state_is_none(state: str, tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        assert not await States(host, secret=SECRET).async_consume(state)

    with_host(tmp_path, run)


def test_a_state_that_was_changed_or_signed_by_somebody_else_is_none(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        states = States(host, secret=SECRET)
        state = await states.async_issue()
        for forged in (
            await States(host, secret="other").async_issue(),  # noqa: S106
            f"{int(state.partition('.')[0]) + 1}.{state.partition('.')[2]}",
            state.upper(),
            state + "0",
        ):
            assert not await states.async_consume(forged)
        assert await states.async_consume(state)

    with_host(tmp_path, run)


def test_installations_can_begin_although_the_sealing_key_was_changed(tmp_path: Path) -> None:
    for key in (new_key(), new_key()):

        async def run(host: Host) -> None:
            states = States(host, secret=SECRET)
            assert await states.async_consume(await states.async_issue())

        with_host(tmp_path, run, keys=(key,))


def test_nothing_is_kept_of_installations_that_only_begin(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        states = States(host, secret=SECRET)
        found = {await states.async_issue() for _ in range(100)}
        assert len(found) == 100
        assert not any(SECRET in state for state in found)

    with_host(tmp_path, run)
    assert list(tmp_path.iterdir()) == []
