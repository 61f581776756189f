"""The server of HTTP mode: whatever comes, nobody outside sees more than a status and one sentence."""

import asyncio
import json
import logging
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from slack_bolt.response import BoltResponse

from adapters.slack.framing import EVENTS
from adapters.slack.http import INSTALL, make_server
from adapters.slack.settings import Settings
from tests.adapters.slack.signed_request import FORM, JSON, NOW, SECRET, signed


class Breaking:
    """A framework in which everything breaks, with the words of people in what it says."""

    @property
    def oauth_flow(self) -> "Breaking":
        return self

    async def async_dispatch(self, _: Any) -> BoltResponse:
        raise KeyError("the ferry is dear")

    async def handle_installation(self, _: Any) -> BoltResponse:
        raise ValueError("the ferry is dear")


def asked(method: str, path: str, body: bytes = b"", *, kind: str = JSON) -> tuple[int, str]:
    async def run() -> tuple[int, str]:
        app: Any = Breaking()
        server = make_server(app, Settings(signing_secret=SECRET), now=lambda: NOW)
        async with TestClient(TestServer(server)) as client:
            headers = signed(body, kind=kind)
            async with client.request(method, path, data=body, headers=headers) as answer:
                return answer.status, await answer.text()

    return asyncio.run(run())


@pytest.mark.parametrize(("method", "path"), [("POST", EVENTS), ("GET", INSTALL)])
def test_a_fault_is_a_plain_sentence_with_a_number_that_stands_in_the_log(
    method: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, said = asked(method, path, b"{}")
    assert status == 500
    assert "Traceback" not in said
    assert "ferry" not in said
    (record,) = (one for one in caplog.records if one.name == "adapters.slack.http")
    assert record.levelno == logging.ERROR
    assert said.rstrip(".").split()[-1] in record.getMessage()


@pytest.mark.parametrize("body", [{"event": 5}, {"authorizations": 7}, {"view": {}, "team": 3.5, "user": []}])
def test_an_object_of_another_shape_never_comes_back_as_a_trace(body: dict[str, Any]) -> None:
    status, said = asked("POST", EVENTS, json.dumps(body).encode())
    assert status in (400, 500)
    assert "Traceback" not in said


def test_garbled_bodies_of_other_types_are_turned_away() -> None:
    assert asked("POST", EVENTS, b"{bad", kind="text/plain")[0] == 400
    assert asked("POST", EVENTS, b"payload=", kind=FORM)[0] == 400
    assert asked("GET", "/elsewhere")[0] == 404
