"""Tokens that end after some hours: renewed once, ahead of their end, and behind the answers."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError
from slack_sdk.oauth.installation_store import Installation

from adapters.slack import renewing
from adapters.slack.authorizing import ManyWorkspaces
from adapters.slack.installations import Installations
from adapters.slack.renewing import Renewals
from bot.host import Host
from bot.workers import Workers
from tests.adapters.slack.slack_exchange import SmallLibraryOfMany

NOW = 1_700_000_000
HOUR = 3_600


class Rotator:
    """What asks Slack for a new token; it can be made to wait, and to fail."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.slow: dict[str, asyncio.Event] = {}
        self.fails: Exception | None = None

    async def perform_token_rotation(self, *, installation: Installation) -> Installation | None:
        team = str(installation.team_id)
        ends = installation.bot_token_expires_at
        if ends is None or ends > NOW + 2 * HOUR:
            return None
        self.asked.append(team)
        if team in self.slow:
            await self.slow[team].wait()
        if self.fails is not None:
            raise self.fails
        fresh = Installation(**installation.to_dict_for_copying())
        fresh.bot_token = f"xoxb-new-{team}"
        fresh.bot_token_expires_at = NOW + 12 * HOUR
        return fresh


Talk = Callable[[Installations, Rotator, Renewals], Awaitable[None]]


def with_tokens(data: Path, talk: Talk, **ends: int | None) -> None:
    """Workspaces with tokens that end so many seconds from now."""

    async def whole() -> None:
        workers, library = Workers(answering=1), SmallLibraryOfMany(data)
        with closing(workers), closing(library.installation):
            store, rotator = Installations(Host(library=library, workers=workers)), Rotator()
            for team, seconds in ends.items():
                await store.async_save(installed(team, seconds))
            asked: Any = rotator
            await talk(store, rotator, Renewals(store, asked, now=lambda: NOW))

    asyncio.run(whole())


def installed(team: str, seconds: int | None) -> Installation:
    return Installation(
        user_id="U1",
        team_id=team,
        bot_token=f"xoxb-old-{team}",
        bot_refresh_token="xoxe-1",  # noqa: S106
        bot_token_expires_at=None if seconds is None else NOW + seconds,
    )


async def token(renewals: Renewals, team: str) -> str | None:
    found = await renewals.find(None, team)
    assert found is not None
    return found.bot_token


def test_a_token_that_has_ended_is_renewed_before_the_request_is_answered(tmp_path: Path) -> None:
    async def talk(_: Installations, rotator: Rotator, renewals: Renewals) -> None:
        authorize: Any = ManyWorkspaces(renewals)
        context: dict[str, str] = {}
        found = [
            await authorize(context=context, enterprise_id=None, team_id="T1", user_id="U2") for _ in range(2)
        ]
        assert [one.bot_token for one in found] == ["xoxb-new-T1"] * 2
        assert context["installer"] == "U1"
        assert rotator.asked == ["T1"]
        assert await authorize(context=context, enterprise_id=None, team_id="T9") is None

    with_tokens(tmp_path, talk, T1=-5)


def test_a_token_that_ends_soon_is_used_while_it_is_renewed(tmp_path: Path) -> None:
    async def talk(_: Installations, rotator: Rotator, renewals: Renewals) -> None:
        rotator.slow["T1"] = asyncio.Event()
        async with renewals.kept():
            assert [await token(renewals, "T1") for _ in range(3)] == ["xoxb-old-T1"] * 3
            rotator.slow["T1"].set()
        assert await token(renewals, "T1") == "xoxb-new-T1"
        assert rotator.asked == ["T1"]

    with_tokens(tmp_path, talk, T1=HOUR)


def test_one_workspace_does_not_wait_for_the_renewal_of_another(tmp_path: Path) -> None:
    async def talk(_: Installations, rotator: Rotator, renewals: Renewals) -> None:
        rotator.slow["T1"] = asyncio.Event()
        waiting = asyncio.ensure_future(token(renewals, "T1"))
        while not rotator.asked:
            await asyncio.sleep(0)
        assert await token(renewals, "T2") == "xoxb-new-T2"
        assert not waiting.done()
        rotator.slow["T1"].set()
        assert await waiting == "xoxb-new-T1"

    with_tokens(tmp_path, talk, T1=-5, T2=-5)


def test_a_request_does_not_wait_for_a_renewal_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(_: Installations, rotator: Rotator, renewals: Renewals) -> None:
        rotator.slow["T1"] = asyncio.Event()
        async with renewals.kept():
            assert await token(renewals, "T1") == "xoxb-old-T1"
            rotator.slow["T1"].set()
        assert await token(renewals, "T1") == "xoxb-new-T1"

    monkeypatch.setattr(renewing, "PATIENCE", 0.0)
    with_tokens(tmp_path, talk, T1=-5)


def test_tokens_are_renewed_where_nobody_asks_anything(tmp_path: Path) -> None:
    async def talk(_: Installations, rotator: Rotator, renewals: Renewals) -> None:
        await renewals.look()
        assert sorted(rotator.asked) == ["T1", "T2"]
        assert await token(renewals, "T2") == "xoxb-new-T2"
        assert await token(renewals, "T4") == "xoxb-old-T4"

    with_tokens(tmp_path, talk, T1=-5, T2=HOUR, T3=9 * HOUR, T4=None)


def test_a_renewal_that_fails_leaves_the_token_and_is_tried_again(tmp_path: Path) -> None:
    async def talk(_: Installations, rotator: Rotator, renewals: Renewals) -> None:
        rotator.fails = ClientConnectionError()
        assert await token(renewals, "T1") == "xoxb-old-T1"
        rotator.fails = None
        assert await token(renewals, "T1") == "xoxb-new-T1"

    with_tokens(tmp_path, talk, T1=-5)


def test_a_workspace_that_leaves_during_a_renewal_does_not_come_back_by_it(tmp_path: Path) -> None:
    async def talk(store: Installations, rotator: Rotator, renewals: Renewals) -> None:
        rotator.slow["T1"] = asyncio.Event()
        looking = asyncio.ensure_future(renewals.look())
        while not rotator.asked:
            await asyncio.sleep(0)
        await store.discard("T1")
        rotator.slow["T1"].set()
        await looking
        assert await renewals.find(None, "T1") is None

    with_tokens(tmp_path, talk, T1=-5)
