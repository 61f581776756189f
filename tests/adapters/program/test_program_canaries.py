"""The real libraries of both platforms, at debug level, against a service that sends every token back: none is logged."""

import asyncio
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import discord
import pytest
from aiohttp import web
from discord.http import HTTPClient, Route
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.program import logs

# Put together from parts: no token of anybody, and none that a scanner of repositories takes for one.
SLACK = "xoxb-" + "1234567890123-" + "CanaryCanaryCanaryCanary"
DISCORD = "MTA0Q2FuYXJ5Q2FuYXJ5Q2FuYX" + ".GcAnRy." + "Canary_Canary-Canary_Canary-Canary_Ca"
HIDDEN = ("Canary", "MTA0Q2Fu")


async def echo(request: web.Request) -> web.Response:
    """Refuse, and send back what came."""
    body = {"ok": False, "error": f"refused {request.headers['Authorization']}", "code": 0}
    body["message"] = f"nobody is {request.headers['Authorization']}"
    status = 401 if "users" in request.path else 200
    return web.json_response(body, status=status, headers={"X-Seen": request.headers["Authorization"]})


@contextmanager
def everything_logged(formatter: logging.Formatter) -> Iterator[io.StringIO]:
    """Catch what the root's handler would write, as `counterpoint --debug run` sets it up."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


async def ask_both(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = web.AppRunner(_application())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}/api/v10")
        await _discord()
        await _slack(f"http://127.0.0.1:{port}/slack/")
    finally:
        await runner.cleanup()


def _application() -> web.Application:
    application = web.Application()
    application.router.add_route("*", "/{place:.*}", echo)
    return application


async def _discord() -> None:
    client = HTTPClient(asyncio.get_running_loop())
    try:
        await client.static_login(DISCORD)
    except discord.LoginFailure as error:
        logging.getLogger("adapters.program").exception("Discord, %s, %r", DISCORD, error.__cause__)
    finally:
        await client.close()


async def _slack(address: str) -> None:
    client = AsyncWebClient(token=SLACK, base_url=address)
    try:
        await client.auth_test()
    except SlackApiError as error:
        logging.getLogger("adapters.program").exception("Slack, %s", error.response)
    with suppress(SlackApiError):
        await client.chat_postMessage(channel="C1", text="words", token=SLACK)


@pytest.mark.parametrize("written_as", [logs.Redacting, logs.RedactingJson])
@pytest.mark.parametrize("known", [[SLACK, DISCORD], []], ids=["as set", "by their shape alone"])
def test_no_token_is_in_the_log_though_libraries_and_services_repeat_it(
    known: list[str], written_as: type[logs.Redacting], monkeypatch: pytest.MonkeyPatch
) -> None:
    with everything_logged(written_as(known)) as stream:
        asyncio.run(ask_both(monkeypatch))
    written = stream.getvalue()
    assert "slack_sdk" in written
    assert "LoginFailure" in written
    assert written.count("[hidden]") > 3
    assert [canary for canary in HIDDEN if canary in written] == []
