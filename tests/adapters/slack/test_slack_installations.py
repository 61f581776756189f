"""Workspaces that install the app, and that remove it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.oauth.installation_store import Installation

from adapters.slack.departures import Departures, is_gone
from adapters.slack.desk import Desk
from adapters.slack.installations import KIND, Installations
from adapters.slack.settings import Settings
from bot.departures import delete_due
from bot.host import Host
from bot.workers import Workers
from tests.adapters.slack.slack_exchange import SmallLibraryOfMany

TOKEN = "xoxb-canary-4711"  # noqa: S105


def with_host(data: Path, run: Callable[[Host], Awaitable[None]]) -> None:
    async def whole() -> None:
        workers, library = Workers(answering=1), SmallLibraryOfMany(data)
        try:
            await run(Host(library=library, workers=workers))
        finally:
            workers.close()
            library.installation.close()

    asyncio.run(whole())


def installed(team: str = "T1", **more: Any) -> Installation:
    return Installation(
        user_id="U1",
        team_id=team,
        bot_token=TOKEN,
        bot_id="B1",
        bot_user_id="U0BOT",
        bot_scopes="commands",
        **more,
    )


def test_tokens_are_kept_encrypted_and_come_back(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        store = Installations(host)
        await store.async_save(installed(user_token="xoxp-1"))  # noqa: S106
        found = await store.async_find_installation(enterprise_id=None, team_id="T1")
        assert found is not None
        assert (found.bot_token, found.user_id, found.bot_user_id) == (TOKEN, "U1", "U0BOT")
        assert found.user_token is None
        assert await store.async_find_bot(enterprise_id=None, team_id="T2") is None
        host.library.installation.close()
        assert not [
            file for file in tmp_path.rglob("*") if file.is_file() and TOKEN.encode() in file.read_bytes()
        ]

    with_host(tmp_path, run)


def test_a_removed_app_loses_its_tokens_at_once_and_its_data_after_thirty_days(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        for order in (
            ("uninstalled", "revoked"),
            ("revoked", "uninstalled"),
            ("revoked", "revoked"),
            ("revoked",),
        ):
            store = Installations(host)
            await store.async_save(installed())
            host.library.workspace("slack-T1")
            await tell(host, store, order)
            assert host.library.installation.sealed(KIND) == []
            assert delete_due(host.library, is_gone, now=datetime.now(UTC) + timedelta(days=29)) == []
            assert host.library.workspaces() == ["slack-T1"]
            assert delete_due(host.library, is_gone, now=datetime.now(UTC) + timedelta(days=31)) == [
                "slack-T1"
            ]
            assert host.library.workspaces() == []
            assert delete_due(host.library, is_gone, now=datetime.now(UTC) + timedelta(days=99)) == []

    with_host(tmp_path, run)


def test_a_workspace_that_comes_back_keeps_its_data(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        store = Installations(host)
        host.library.workspace("slack-T1")
        await tell(host, store, ("uninstalled",))
        await store.async_save(installed())
        await tell(host, store, ("revoked",), event_time=5)
        assert host.library.installation.sealed(KIND) == ["T1"]
        assert delete_due(host.library, is_gone, now=datetime.now(UTC) + timedelta(days=99)) == []
        assert host.library.workspaces() == ["slack-T1"]

    with_host(tmp_path, run)


def test_one_persons_revocation_is_no_departure(tmp_path: Path) -> None:
    async def run(host: Host) -> None:
        store = Installations(host)
        await store.async_save(installed())
        await tell(host, store, ("revoked",), tokens={"oauth": ["U5"]})
        assert host.library.installation.sealed(KIND) == ["T1"]

    with_host(tmp_path, run)


class Told:
    """What slack-bolt knows of the workspace that an event is about."""

    enterprise_id, team_id = None, "T1"


async def tell(
    host: Host,
    store: Installations,
    order: tuple[str, ...],
    *,
    event_time: float = 9e9,
    tokens: dict[str, list[str]] | None = None,
) -> None:
    async def ack() -> None: ...

    desk = Desk(host, Settings(), None)
    departures: Any = Departures(desk, store)
    body = {"event_time": event_time, "event": {"tokens": tokens or {"bot": ["U0BOT"]}}}
    for name in order:
        await getattr(departures, name)(ack, body, Told())
        await desk.finish()
