"""What stands before the server of HTTP mode: the real server, asked byte by byte."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp import web
from slack_bolt.response import BoltResponse

from adapters.slack.early import Early
from adapters.slack.framing import EVENTS
from adapters.slack.front import Fronts, at_the_door
from adapters.slack.http import make_server
from adapters.slack.settings import Settings
from bot.door import Capacity, Door
from bot.fair_queue import Who
from tests.adapters.slack.signed_request import FORM, NOW, SECRET, signed

COMMAND = b"command=%2Fcounter&team_id=T1&user_id=U1&text="


class Framework:
    """Answers each request with what was asked, a while later."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def async_dispatch(self, request: Any) -> BoltResponse:
        text = request.body.get("text", [""])[0] if isinstance(request.body.get("text"), list) else ""
        words = str(text or request.body.get("text", ""))
        self.asked.append(words)
        await asyncio.sleep(0.01)
        if words == "broken":
            raise KeyError("invented")
        return BoltResponse(status=200, body=f"heard {words}")


def wire(body: bytes, *, path: str = EVENTS, by: str = SECRET, more: str = "") -> bytes:
    headers = {"Host": "bot", "Content-Length": str(len(body)), **signed(body, kind=FORM, secret=by)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\n{lines}{more}\r\n".encode() + body


def answers(
    *pieces: bytes, number: int, rush: bool = True, room: int = 1, ends: bool = False
) -> tuple[list[str], Framework]:
    """Write pieces to one connection; what the answers say, in order, and the framework.

    `ends`: the connection ends by itself then.
    """

    async def run() -> tuple[list[str], Framework]:
        door, framework = Door(Capacity(waiting=1)), Framework()
        for _ in range(1 - room):
            await door.enter(Who("slack-T2", "U2"))
        for _ in range(40 if rush else 0):
            door.rush.heard()
        people = SimpleNamespace(locale=lambda _team, _user: "en")
        early = Early(
            cast(Any, SimpleNamespace(host=SimpleNamespace(door=door), people=people, session=None))
        )
        fronts = Fronts(at_the_door(early, secret=SECRET, now=lambda: NOW))
        app: Any = framework
        server = make_server(app, Settings(signing_secret=SECRET), fronts=fronts, now=lambda: NOW)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        accepting = await fronts.accept(runner, host="127.0.0.1", port=0)
        try:
            said = await told(accepting.sockets[0].getsockname()[1], pieces, number, ends=ends)
        finally:
            accepting.close()
            await runner.cleanup()
        return said, framework

    return asyncio.run(run())


async def told(port: int, pieces: tuple[bytes, ...], number: int, *, ends: bool) -> list[str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)
    said = [await answer_in(reader) for _ in range(number)]
    if ends:
        assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
    await writer.wait_closed()
    return said


async def answer_in(reader: asyncio.StreamReader) -> str:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length:")[2].partition("\r\n")[0])
    body = (await reader.readexactly(length)).decode()
    status = head.split(" ")[1]
    return f"{status} {json.loads(body)['text'] if body.startswith('{') else body}"


def test_who_finds_no_room_in_a_rush_hears_so_and_the_framework_is_not_asked() -> None:
    said, framework = answers(wire(COMMAND + b"a") * 3, number=3, room=0)
    assert all(one.startswith("200 ") and "busy" in one for one in said)
    assert framework.asked == []


@pytest.mark.parametrize("rush", [True, False])
def test_who_may_find_room_is_answered_by_the_framework(rush: bool) -> None:
    said, framework = answers(wire(COMMAND + b"a") + wire(COMMAND + b"b"), number=2, rush=rush)
    assert said == ["200 heard a", "200 heard b"]
    assert framework.asked == ["a", "b"]


def test_without_a_rush_the_framework_says_whether_there_is_room() -> None:
    assert answers(wire(COMMAND + b"a"), number=1, rush=False, room=0)[0] == ["200 heard a"]


def test_answers_come_in_the_order_of_the_questions_whoever_gives_them() -> None:
    other = b"type=ssl_check&text=b"
    said, _ = answers(wire(COMMAND) + wire(other) + wire(COMMAND) + wire(other), number=4, room=0)
    assert [one for one in said if "busy" not in one] == ["200 heard b"] * 2
    assert ["busy" in one for one in said] == [True, False, True, False]


def test_requests_may_come_byte_by_byte() -> None:
    both = wire(COMMAND + b"a") + wire(b"type=ssl_check&text=b")
    said, _ = answers(*(both[at : at + 1] for at in range(len(both))), number=2, room=0)
    assert "busy" in said[0]
    assert said[1] == "200 heard b"


def test_what_is_not_signed_is_turned_away_in_a_rush_too() -> None:
    said, framework = answers(wire(COMMAND, by="another") + wire(COMMAND), number=2, room=0)
    assert said[0].startswith("401")
    assert "busy" in said[1]
    assert framework.asked == []


@pytest.mark.parametrize(
    ("first", "status"),
    [
        (wire(b"", path="/elsewhere"), "404"),
        (wire(b"x" * 1_000_001), "413"),
        (wire(b"text=broken&type=ssl_check"), "500"),
        (b"GET /slack/events HTTP/1.1\r\nHost: bot\r\n\r\n", "405"),
    ],
)
def test_what_goes_wrong_is_told_as_without_a_front(first: bytes, status: str) -> None:
    said, _ = answers(first, number=1, room=0)
    assert said[0].startswith(status)


def test_a_connection_serves_on_after_a_request_of_another_form() -> None:
    body = COMMAND + b"chunks"
    chunked = wire(body, more="Transfer-Encoding: chunked\r\n").replace(
        b"Content-Length: %d\r\n" % len(body), b""
    )
    chunked = chunked.replace(body, b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
    said, _ = answers(wire(COMMAND) + chunked + wire(COMMAND + b"b"), number=3, room=0)
    assert "busy" in said[0]
    assert said[1:] == ["200 heard chunks", "200 heard b"]


def test_a_connection_that_is_asked_to_end_ends_after_the_answer() -> None:
    said, _ = answers(wire(COMMAND, more="Connection: close\r\n"), number=1, room=0, ends=True)
    assert "busy" in said[0]
