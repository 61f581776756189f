"""What comes in with an address or a header stays what it is: it makes no header, no page and no address of ours."""

import asyncio
from collections.abc import Sequence
from urllib.parse import quote

import pytest
from aiohttp.test_utils import TestServer

from adapters.web.server import make_server
from bot.host import Host
from bot.workers import Workers
from tests.adapters.web.web_site import Served

INJECTED = "\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>"
PATHS = ("quote/{}", "source/{}", "topic/{}", "speaker/{}", "search?q={}", "topic/{}/map", "{}")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "injected", [INJECTED, INJECTED.replace("\r", ""), "\u560a\u560dSet-Cookie: a=b", "\x00\x1b"]
)
def test_a_line_end_in_an_address_makes_no_header_and_no_script(path: str, injected: str) -> None:
    answer = Served().below(path.format(quote(injected, safe="")))
    assert answer.status in (200, 303, 400, 404)
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.text
    assert "\n" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "name", ["Host", "X_Forwarded_Host", "Forwarded", "X_Original_URL", "Referer", "Origin"]
)
def test_no_header_of_a_request_changes_where_links_lead(name: str) -> None:
    served = Served()
    plain = served.below("quote/FB-001")
    forged = served.below("quote/FB-001", **{name: "evil.example"})
    assert (forged.status, forged.text) == (plain.status, plain.text)
    assert "Access-Control-Allow-Origin" not in forged.headers


def test_a_form_of_another_site_changes_nothing_and_no_other_site_may_show_a_page() -> None:
    served = Served()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = served.get(
            f"{served.door()}search?q=%2Fprivacy+delete", method=method, Origin="https://evil.example"
        )
        assert answer.status == 405
    policy = served.below("").headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    records = served.workspace.records
    assert (records.set, records.channels, records.questions, records.voted) == ({}, {}, {}, {})


RAW = {
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a length and chunks": (
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x"
    ),
    "a bare line end": b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
    "a line end in a header": b"GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "an endless header": b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "very many headers": b"GET / HTTP/1.1\r\n" + b"".join(b"X%d: a\r\n" % n for n in range(20_000)) + b"\r\n",
}


def test_a_garbled_request_is_turned_away_and_the_next_one_is_answered() -> None:
    served = Served()
    answers = dict(zip(RAW, said_to(served, list(RAW.values())), strict=True))
    for name, answer in answers.items():
        first = answer.split(b"\r\n", 1)[0]
        # a header that goes on in the next line is old-fashioned and may be taken, as a page that is not there
        assert first == b"" or first.split(b" ")[1] in (b"400", b"404", b"431"), (name, first)
        assert b"Traceback" not in answer, name
    assert served.below("quote/FB-001").status == 200


def said_to(served: Served, requests: Sequence[bytes]) -> list[bytes]:
    """What one server answers to each request, byte for byte as it is given."""

    async def one(port: int, request: bytes) -> bytes:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        try:
            writing.write(request)
            writing.write_eof()
            return await asyncio.wait_for(reading.read(65_536), timeout=10)
        except ConnectionError:
            return b""
        finally:
            writing.close()

    async def run() -> list[bytes]:
        workers = Workers(answering=1, quick=1, adding=1)
        site = served.site
        async with TestServer(
            make_server(Host(library=served.library, workers=workers, site=site), site)
        ) as server:
            answers = [await one(int(server.port or 0), request) for request in requests]
        workers.close()
        return answers

    return asyncio.run(run())
