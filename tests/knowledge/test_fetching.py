"""Fetching never reaches inside, never takes too much or too long, and says in one sentence what went wrong."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from urllib.parse import urlsplit

import pytest
from drawbridge import Policy

from knowledge import fetching
from knowledge.errors import UnreadableFile

PAGE = b"<html><body><p>The ferry stays in port.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A small web site with a trap behind every path."""

    def do_GET(self) -> None:
        if self.path == "/drip":
            self.drip()
        elif self.path == "/inside":
            self.answer(302, b"", location="http://169.254.169.254/latest")
        elif self.path == "/loop":
            self.answer(302, b"", location="/loop")
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"a" * (fetching.MAX_BYTES + 1)), content_encoding="gzip")
        elif self.path in ("/403", "/404", "/500"):
            self.answer(int(self.path[1:]), b"no")
        else:
            self.answer(200, PAGE)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
        try:
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def download(url: str, *, deadline: float = 5.0) -> fetching.Fetched:
    port = urlsplit(url).port or 80
    policy = Policy(
        allow_ports=frozenset({port, 80}),
        ip_allowlist=frozenset({ip_network("127.0.0.1/32")}),
        timeout=2.0,
        max_response_bytes=fetching.MAX_BYTES,
    )
    return fetching.download(url, policy=policy, deadline=deadline)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "[fe80::1]",
        "[fd00::1]",
        "[fec0::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "224.0.0.1",
    ],
)
def test_an_address_inside_is_refused_before_a_connection_is_made(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*args: object, **_: object) -> None:
        raise AssertionError(f"a connection was made: {args}")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(
        UnreadableFile, match=r"points inside a private network|has no server of that name|cannot be reached"
    ):
        fetching.fetch(f"http://{host}/")


@pytest.mark.parametrize(
    "url", ["", "ferry", "file:///etc/passwd", "ftp://example.org/a", "http://", "http://[::1", "https:/x"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(UnreadableFile, match="is not a web address"):
        fetching.fetch(url)


def test_an_address_with_a_password_in_it_is_refused_without_repeating_it() -> None:
    with pytest.raises(UnreadableFile) as caught:
        fetching.fetch("https://ann:secret@example.org/")
    assert "secret" not in str(caught.value)


def test_an_unusual_port_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="uses a port"):
        fetching.fetch("http://192.0.2.1:22/")


def test_a_page_is_fetched_with_a_name_and_its_address(site: str) -> None:
    fetched = download(f"{site}/2024/why-ferries-matter.html?from=mail")
    assert fetched.content == PAGE
    assert fetched.name == "why-ferries-matter.html"
    assert fetched.url == f"{site}/2024/why-ferries-matter.html?from=mail"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inside", "points inside a private network"),
        ("/loop", "redirects too often"),
        ("/bomb", "holds more than 20 MB"),
        ("/403", "does not let programs in"),
        ("/404", "does not exist"),
        ("/500", "answered with status 500"),
    ],
)
def test_a_failure_is_one_sentence_that_says_what_to_do(path: str, reason: str, site: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        download(site + path)
    assert str(caught.value).endswith(".")


def test_a_slow_drip_ends_at_the_deadline(site: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="takes too long"):
        download(f"{site}/drip", deadline=0.5)
    assert time.monotonic() - started < 3.0


def test_a_server_that_is_gone_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UnreadableFile, match="cannot be reached"):
        download(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/", "example.org"),
        ("https://example.org/a/..%2f..%2fetc", "etc"),
        ("https://example.org/a%20b/", "a-b"),
        ("https://example.org/%00", "page"),
    ],
)
def test_the_name_of_an_address_is_a_plain_file_name(url: str, name: str) -> None:
    assert fetching.name_of(url) == name
