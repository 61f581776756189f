"""A small web site with a trap behind every path, and a way to it that lets us reach this machine."""

import gzip
import time
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from urllib.parse import urlsplit

from drawbridge import Policy

from knowledge import fetching
from knowledge.fetching.clients import Opened, Way, straight, timed
from knowledge.fetching.journey import download as journey
from knowledge.fetching.robots import Robots

PAGE = b"<html><body><p>The ferry stays in port.</p></body></html>"
MOVES = {
    "/inside": "http://169.254.169.254/latest",
    "/decimal": "http://2852039166/latest",
    "/loop": "/loop",
    "/moved": "/page?from=moved#part",
    "/password": "http://ann:secret@127.0.0.1/",
    "/file": "file:///etc/passwd",
    "/gopher": "gopher://127.0.0.1:11211/",
    "/port": "http://127.0.0.1:22/",
    "/backslash": "http://127.0.0.1\\@example.org/",
    "/garbled": "http://[::1",
    "/split": "/page%0d%0aSet-Cookie:%20a=b",
    "/nowhere": "",
}


class Site(BaseHTTPRequestHandler):
    """The site; `robots` and `asked` are its own in each test."""

    robots: tuple[int, bytes] = (404, b"")
    asked: list[str]
    agents: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.agents.append(self.headers["user-agent"])
        path = urlsplit(self.path).path
        if path == "/robots.txt":
            self.answer(self.robots[0], self.robots[1])
        elif path in MOVES:
            self.answer(302, b"", location=MOVES[path])
        elif hasattr(self, path[1:]):
            getattr(self, path[1:])()
        elif path[1:].isdigit():
            self.answer(int(path[1:]), b"no")
        else:
            self.answer(200, PAGE)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), content_encoding="gzip")

    def bomb(self) -> None:
        self.answer(200, gzip.compress(b"a" * (fetching.MAX_BYTES + 1)), content_encoding="gzip")

    def russian(self) -> None:
        """A bomb packed in a bomb."""
        once = gzip.compress(b"a" * 1_000_000)
        self.answer(200, gzip.compress(once), content_encoding="gzip, gzip")

    def brotli(self) -> None:
        self.answer(200, b"\x1b", content_encoding="br")

    def unpacked(self) -> None:
        self.answer(200, b"no gzip at all", content_encoding="gzip")

    def drip(self) -> None:
        self.trickle(b"HTTP/1.1 200 OK\r\nx: ")

    def trickle(self, start: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> None:
        try:
            self.wfile.write(start)
            for _ in range(100):
                self.wfile.write(b"a")
                time.sleep(0.05)
        except OSError:
            pass

    def headers_without_end(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(20_000):
                self.wfile.write(b"x-%d: %s\r\n" % (number, b"a" * 200))
        except OSError:
            pass

    def broken(self) -> None:
        self.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def way_to(port: int) -> Opened:
    """A way that may go to this machine, at one port only."""
    policy = Policy(
        allow_ports=frozenset({port, 80}),
        ip_allowlist=frozenset({ip_network("127.0.0.1/32")}),
        timeout=20.0,
        max_redirects=0,
        user_agent=fetching.FetchSettings(contact="ann@quay.example").user_agent,
    )

    def opened(seconds: float) -> AbstractContextManager[Way]:
        return timed(straight(policy), seconds=seconds)

    return opened


def download(url: str, *, deadline: float = 60.0, robots: Robots | None = None) -> fetching.Fetched:
    """Fetch from this machine, heeding robots.txt as if it was never seen before."""
    opened = way_to(urlsplit(url).port or 80)
    return journey(url, opened=opened, deadline=deadline, robots=robots or Robots())
