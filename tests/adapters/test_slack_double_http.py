"""The double of Slack signs its requests, retries events and plays the OAuth flow; shown with an unmodified bolt app."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.shown import Deed
from tests.doubles.slack.tiny_bot import tiny_http_bot

Json = dict[str, Any]
SCOPES = ["commands", "chat:write", "im:history"]
heard: list[Json] = []
# slack_sdk asks for a client with what newer aiohttp calls old.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SlackService]:
    heard.clear()
    with (
        SlackService.started(http=True, manifest=None, scopes=SCOPES) as service,
        tiny_http_bot(service, register, folder=tmp_path),
    ):
        yield service


def register(app: AsyncApp) -> None:
    @app.command("/echo")
    async def echo(ack: Any, respond: Any, command: Json) -> None:
        await ack()
        button = {"type": "button", "action_id": "again", "text": {"type": "plain_text", "text": "Again"}}
        blocks = [{"type": "actions", "elements": [button]}]
        await respond(text=f"heard {command['text']}", blocks=blocks)

    @app.action("again")
    async def again(ack: Any, respond: Any) -> None:
        await ack()
        await respond("again", replace_original=True)

    @app.event("message")
    async def written(event: Json, request: Any, client: Any) -> None:
        if "bot_id" in event:
            return
        heard.append({key: values[0] for key, values in request.headers.items()})
        if event["text"] == "stumble" and len(heard) == 1:
            raise RuntimeError("stumbled")
        await client.chat_postMessage(channel=event["channel"], text=f"got {event['text']}")

    @app.event("app_uninstalled")
    async def gone(event: Json) -> None:
        heard.append(event)

    @app.event("tokens_revoked")
    async def revoked(event: Json) -> None:
        heard.append(event)


def test_an_installed_team_gets_answers_and_another_does_not(service: SlackService) -> None:
    ada = service.person("Ada")
    done = service.install(ada)
    assert done["status"] == 200
    assert done["scopes"] == "commands,chat:write"
    shown = ada.slash("/echo", "a & b")
    assert shown.fallback == "heard a &amp; b"
    assert shown.press("Again").text == "again"
    stranger = service.person("Sam", team=service.team("Elsewhere"))
    assert "install this app" in stranger.slash("/echo", "me too").text
    assert service.install(stranger)["status"] == 200
    assert "me too" in stranger.slash("/echo", "me too").fallback
    assert service.complaints == []


def test_a_denied_or_forged_installation_ends_in_nothing(service: SlackService) -> None:
    ada = service.person("Ada")
    assert "access_denied" in service.install(ada, deny=True)["body"]
    assert service.install(ada, state="forged")["status"] == 400
    assert service.install(ada, cookie=False)["status"] == 400


def test_the_address_is_verified(service: SlackService) -> None:
    answer = service.verify_address()
    assert (answer["status"], "c0" in answer["body"]) == (200, True)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 200),
        ({"age": 290}, 200),
        ({"age": -290}, 200),
        ({"age": 310}, 401),
        ({"age": -310}, 401),
        ({"secret": "0" * 32}, 401),
        ({"signature": "v0=0"}, 401),
    ],
)
def test_requests_are_forged_as_a_test_wants_them(service: SlackService, wrong: Json, status: int) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c0"})
    assert service.forge(body, **wrong)["status"] == status


def test_a_garbled_timestamp_and_broken_json_reach_the_bot_as_they_are(service: SlackService) -> None:
    assert service.forge("{}", timestamp="soon")["status"] == 500
    assert service.forge('{"type": ', secret="1")["status"] == 500  # noqa: S106 - no secret of anything


def test_an_event_that_is_not_taken_comes_again_with_its_number(service: SlackService) -> None:
    ada = service.person("Ada")
    service.install(ada)
    service.settings(retry_delays=[0.0, 0.1, 0.1], acknowledge_seconds=1.0)
    deed = ada.begin_direct_message("hello")
    assert deed.answer().text == "got hello"
    assert "x-slack-retry-num" not in heard[0]
    service.reach_bot_at("http://127.0.0.1:9")
    deed = ada.begin_direct_message("lost")
    with pytest.raises(AssertionError, match="connection_failed"):
        deed.acknowledged()
    assert deed.report()["deliveries"] == 4


@pytest.mark.parametrize(
    "order", [["tokens_revoked", "app_uninstalled"], ["app_uninstalled", "tokens_revoked"]]
)
def test_an_uninstalled_team_is_told_of_by_two_events_and_its_token_is_dead(
    service: SlackService, order: list[str]
) -> None:
    ada = service.person("Ada")
    service.install(ada)
    for name in service.uninstall(order=order):
        Deed(hand=ada.hand, id=name, what="uninstall").acknowledged()
    # An event is acknowledged before its handler runs.
    while len(heard) < 2:
        time.sleep(0.01)
    assert [one["type"] for one in heard] == order
    assert "install this app" in ada.slash("/echo", "still?").text
