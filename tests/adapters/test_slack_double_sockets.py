"""The double of Slack over bare sockets and addresses: what no bot library shows."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.client import WebClient

from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.shown import Deed

MANIFEST = """
features:
  slash_commands: [{command: /counter}]
  shortcuts: [{callback_id: find, type: message}]
settings:
  event_subscriptions: {bot_events: [app_home_opened]}
oauth_config:
  scopes: {bot: [commands, "chat:write"]}
"""


@pytest.fixture
def service() -> Iterator[SlackService]:
    with SlackService.started(manifest=None) as service:
        service.settings(retry_delays=[0.0, 0.0, 0.0], acknowledge_seconds=0.2)
        yield service


def socket_address(service: SlackService) -> str:
    settings = service.environment
    client = WebClient(base_url=settings["SLACK_API_URL"])
    return str(client.apps_connections_open(app_token=settings["SLACK_APP_TOKEN"])["url"])


def test_an_event_that_is_not_acknowledged_comes_four_times_and_tells_its_number(
    service: SlackService,
) -> None:
    ada = service.person("Ada")

    async def deaf(address: str) -> list[dict[str, Any]]:
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await asyncio.to_thread(ada.begin_mention, "anybody?")
            return [await socket.receive_json() for _ in range(4)]

    envelopes = asyncio.run(deaf(socket_address(service)))
    assert [one["retry_attempt"] for one in envelopes] == [0, 1, 2, 3]
    assert len({one["envelope_id"] for one in envelopes}) == 4
    assert len({one["payload"]["event_id"] for one in envelopes}) == 1


def test_a_command_that_is_not_acknowledged_comes_once_and_fails(service: SlackService) -> None:
    ada = service.person("Ada")

    async def deaf(address: str) -> Deed:
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
            await socket.receive_json()
            deed = await asyncio.to_thread(ada.begin_slash, "/counter", "x")
            with pytest.raises(AssertionError, match="operation_timeout"):
                await asyncio.to_thread(deed.acknowledged)
            return deed

    assert asyncio.run(deaf(socket_address(service))).report()["deliveries"] == 1


def test_a_command_without_any_socket_fails_to_be_dispatched(service: SlackService) -> None:
    with pytest.raises(AssertionError, match="dispatch_failed"):
        service.person("Ada").begin_slash("/counter").acknowledged()


def test_the_eleventh_socket_is_turned_away(service: SlackService) -> None:
    async def crowd(addresses: list[str]) -> list[dict[str, Any]]:
        async with aiohttp.ClientSession() as session:
            sockets = [await session.ws_connect(address) for address in addresses]
            first = [await socket.receive_json() for socket in sockets]
            for socket in sockets:
                await socket.close()
            return first

    first = asyncio.run(crowd([socket_address(service) for _ in range(11)]))
    assert [one["type"] for one in first] == ["hello"] * 10 + ["disconnect"]
    assert first[-1]["reason"] == "too_many_websockets"


def test_an_acknowledgement_of_nothing_is_complained_of(service: SlackService) -> None:
    async def wrong(address: str) -> None:
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
            await socket.receive_json()
            await socket.send_json({"envelope_id": "made-up"})
            await socket.send_str("garbled")
            await asyncio.to_thread(service.wait_for_complaint, "not an acknowledgement")

    asyncio.run(wrong(socket_address(service)))
    assert service.complaints[0] == "socket: unknown acknowledgement made-up"


class Stumbling(BaseHTTPRequestHandler):
    """Answers 500 twice, then 200."""

    heard: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append({key.lower(): value for key, value in self.headers.items()})
        self.send_response(200 if len(self.heard) > 2 else 500)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


def test_an_event_is_posted_again_with_its_number_and_reason(service: SlackService) -> None:
    Stumbling.heard.clear()
    with HTTPServer(("127.0.0.1", 0), Stumbling) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        service.reach_bot_at(f"http://127.0.0.1:{server.server_port}")
        service.person("Ada").begin_mention("anybody?").acknowledged()
        server.shutdown()
        thread.join()
    again = [(one.get("x-slack-retry-num"), one.get("x-slack-retry-reason")) for one in Stumbling.heard]
    assert again == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert all(one["x-slack-signature"].startswith("v0=") for one in Stumbling.heard)


def test_a_file_is_given_for_the_bots_token_only(service: SlackService) -> None:
    settings = service.environment
    name = service.file("bridge.txt", b"Build the bridge.")
    client = WebClient(settings["SLACK_BOT_TOKEN"], settings["SLACK_API_URL"])
    place = client.files_info(file=name)["file"]["url_private"]
    allowed = {"Authorization": f"Bearer {settings['SLACK_BOT_TOKEN']}"}

    async def download(headers: dict[str, str]) -> bytes:
        async with aiohttp.ClientSession() as session, session.get(place, headers=headers) as answer:
            return await answer.read()

    assert asyncio.run(download(allowed)) == b"Build the bridge."
    assert b"Sign in" in asyncio.run(download({}))
    assert service.complaints == ["files: downloaded without the bot's token"]


def test_a_home_tab_that_somebody_else_changed_is_a_conflict(service: SlackService) -> None:
    settings = service.environment
    client = WebClient(settings["SLACK_BOT_TOKEN"], settings["SLACK_API_URL"])
    ada = service.person("Ada")
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = client.views_publish(user_id=ada.id, view=view)["view"]["hash"]
    client.views_publish(user_id=ada.id, view=view, hash=first)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id=ada.id, view=view, hash=first)


def test_people_can_do_only_what_the_manifest_has(tmp_path: Path) -> None:
    place = tmp_path / "manifest.yaml"
    place.write_text(MANIFEST, encoding="utf-8")
    with SlackService.started(manifest=place) as service:
        ada = service.person("Ada")
        ada.begin_slash("/counter", "x")
        with pytest.raises(AssertionError, match="no command /views"):
            ada.begin_slash("/views", "x")
        with pytest.raises(AssertionError, match="no shortcut other"):
            ada.shortcut("other", text="x")
        with pytest.raises(AssertionError, match="no event app_mention"):
            ada.begin_mention("x")


def test_the_first_line_says_where_everything_is(service: SlackService) -> None:
    assert json.loads(json.dumps(service.facts))["api"] == f"{service.facts['address']}/api/"
    assert set(service.environment) == {"SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}
