"""What the doctor says about Slack, and how serving it begins and fails."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from adapters.slack.doctor import findings
from adapters.slack.scopes import BOT
from adapters.slack.service import serve
from adapters.slack.settings import Settings
from bot.host import CannotStart, Host
from bot.workers import Workers
from tests.adapters.slack.slack_exchange import SmallLibraryOfMany


def with_slack(
    run: Callable[[Settings], Awaitable[None]], *, scopes: str = ",".join(BOT), error: str | None = None
) -> None:
    async def method(_: web.Request) -> web.Response:
        if error is not None:
            return web.json_response({"ok": False, "error": error})
        answer = {"ok": True, "team": "Harbour", "team_id": "T1", "user": "counterpoint", "user_id": "U0"}
        return web.json_response(
            {**answer, "url": "ws://nowhere.example"}, headers={"x-oauth-scopes": scopes}
        )

    async def whole() -> None:
        application = web.Application()
        application.router.add_route("*", "/api/{method}", method)
        async with TestServer(application) as server:
            await run(Settings(bot_token="xoxb-1", app_token="xapp-1", api=f"{server.make_url('/api')}/"))  # noqa: S106

    asyncio.run(whole())


def test_everything_is_well() -> None:
    async def run(settings: Settings) -> None:
        found = await findings(settings)
        assert [one.name for one in found] == [
            "Slack bot token",
            "Slack scopes",
            "Slack app token",
            "Slack manifest",
        ]
        assert all(one.good for one in found)

    with_slack(run)


def test_a_missing_scope_is_named_with_what_it_is_for() -> None:
    async def run(settings: Settings) -> None:
        (scopes,) = (one for one in await findings(settings) if one.name == "Slack scopes")
        assert not scopes.good
        assert "users:read (who moderates" in scopes.sentence
        assert "deploy/slack-manifest.yaml" in scopes.sentence

    with_slack(run, scopes="commands,chat:write,app_mentions:read,im:history,files:read")


def test_a_wrong_token_is_a_finding_and_no_start(tmp_path: Path) -> None:
    async def run(settings: Settings) -> None:
        assert [one.good for one in await findings(settings)] == [False, False, True]
        with pytest.raises(CannotStart, match="SLACK_BOT_TOKEN"):
            await begin(settings, tmp_path)

    with_slack(run, error="invalid_auth")


def test_a_port_that_is_taken_is_no_start(tmp_path: Path) -> None:
    async def run(settings: Settings) -> None:
        taken = unused_port()
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", taken)
        http = Settings(bot_token="xoxb-1", signing_secret="s", api=settings.api, port=taken)  # noqa: S106
        with pytest.raises(CannotStart, match=f"127.0.0.1:{taken}"):
            await begin(http, tmp_path)
        server.close()

    with_slack(run)


def test_installations_without_a_key_are_no_start(tmp_path: Path) -> None:
    async def run(settings: Settings) -> None:
        many = Settings(signing_secret="s", client_id="1", client_secret="c", api=settings.api)  # noqa: S106
        with pytest.raises(CannotStart, match="COUNTERPOINT_SECRET_KEY"):
            await begin(many, tmp_path, keys=())

    with_slack(run)


def test_http_is_served_until_told_to_stop(tmp_path: Path) -> None:
    async def run(settings: Settings) -> None:
        http = Settings(bot_token="xoxb-1", signing_secret="s", api=settings.api, port=unused_port())  # noqa: S106
        assert await begin(http, tmp_path) == [
            f"Slack: in Harbour, listening on http://127.0.0.1:{http.port}"
        ]

    with_slack(run)


async def begin(settings: Settings, data: Path, *, keys: tuple[str, ...] = ("k",)) -> list[str]:
    """Serve until it is ready; what it said."""
    workers = Workers(answering=1)
    library = SmallLibraryOfMany(data, keys=keys) if not keys else SmallLibraryOfMany(data)
    stop, said = asyncio.Event(), list[str]()

    def ready(sentence: str) -> None:
        said.append(sentence)
        stop.set()

    try:
        await serve(settings, Host(library=library, workers=workers), stop=stop, ready=ready)
    finally:
        workers.close()
        library.installation.close()
    return said
