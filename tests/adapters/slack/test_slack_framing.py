"""Which requests are read off a connection without a whole HTTP server, and which are left to it."""

import pytest

from adapters.slack.framing import LONGEST_HEAD, Unusual, framed

BODY = b"command=%2Fcounter"
PLAIN = (
    b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 18\r\nX-Slack-Signature: v0=1\r\n\r\n"
    + BODY
)


def test_a_request_is_read_with_its_headers_and_its_body() -> None:
    found = framed(bytearray(PLAIN))
    assert found is not None
    assert found.body == BODY
    assert found.headers == {"host": "bot", "content-length": "18", "x-slack-signature": "v0=1"}
    assert (found.length, found.last) == (len(PLAIN), False)


def test_a_request_is_not_read_before_all_of_it_is_there() -> None:
    assert {framed(bytearray(PLAIN[:length])) for length in range(1, len(PLAIN))} == {None}


def test_what_follows_a_request_is_not_a_part_of_it() -> None:
    found = framed(bytearray(PLAIN + PLAIN))
    assert found is not None
    assert (found.length, found.body) == (len(PLAIN), BODY)


@pytest.mark.parametrize(
    ("wire", "last"),
    [
        (PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"), True),
        (PLAIN.replace(b"Host: bot", b"Connection: close"), True),
        (PLAIN.replace(b"Host: bot", b"Connection: Keep-Alive"), False),
    ],
)
def test_it_is_known_whether_more_comes_over_the_connection(wire: bytes, last: bool) -> None:
    found = framed(bytearray(wire))
    assert found is not None
    assert found.last is last


@pytest.mark.parametrize(
    "wire",
    [
        PLAIN.replace(b"POST", b"GET"),
        PLAIN.replace(b"/slack/events", b"/slack/install"),
        PLAIN.replace(b"HTTP/1.1", b"HTTP/2.0"),
        PLAIN.replace(b"Host: bot", b"Transfer-Encoding: chunked"),
        PLAIN.replace(b"Host: bot", b"Content-Encoding: gzip"),
        PLAIN.replace(b"Host: bot", b"Expect: 100-continue"),
        PLAIN.replace(b"Host: bot", b"Upgrade: websocket"),
        PLAIN.replace(b"Host: bot", b"Connection: keep-alive, x-slack-signature"),
        PLAIN.replace(b"Host: bot", b"Content-Length: 17"),
        PLAIN.replace(b"Host: bot", b"X-Slack-Signature: v0=2"),
        PLAIN.replace(b"Host: bot", b" folded"),
        PLAIN.replace(b"Host: bot", b"Host : bot"),
        PLAIN.replace(b"Host: bot", b"Host: b\x00t"),
        PLAIN.replace(b"Host: bot", b"Host: bot\nX: y"),
        PLAIN.replace(b"Content-Length: 18\r\n", b""),
        PLAIN.replace(b"18", b"-1"),
        PLAIN.replace(b"18", b"+18"),
        PLAIN.replace(b"18", b"0x12"),
        PLAIN.replace(b"18", b"1000000"),
        PLAIN.replace(b"bot", b"b" * LONGEST_HEAD),
        b"\r\n" + PLAIN,
    ],
)
def test_a_request_of_another_form_is_left_to_the_server(wire: bytes) -> None:
    with pytest.raises(Unusual):
        framed(bytearray(wire))
