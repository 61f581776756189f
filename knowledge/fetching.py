"""Fetching: a web address becomes bytes, and no request ever reaches an address inside our own network.

drawbridge resolves each name once, refuses private addresses and connects to the very address that it checked,
on every redirect anew. Here stand the limits around it: bytes, time, and sentences for people.
"""

import ipaddress
import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from knowledge.errors import UnreadableFile

if TYPE_CHECKING:
    from drawbridge import DrawbridgeResponse, Policy, SyncClient

MAX_BYTES = 20 * 1024 * 1024
DEADLINE = 20.0
"""Seconds that a whole fetch may take, redirects and a slow drip of bytes included."""
PATIENCE = 5.0
"""Seconds to wait for the next bytes."""
USER_AGENT = "Counterpoint/1 (adds one page as a source when a person asks for it)"
ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
MORE_INSIDE = ("192.88.99.0/24", "::/96", "fec0::/10", "3fff::/20", "5f00::/16")
"""Ranges beyond those that drawbridge knows: relays, IPv4 in IPv6 clothing, site-local, documentation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address held: its bytes, a name for them, and the address after redirects."""

    content: bytes
    name: str
    url: str


def fetch(url: str) -> Fetched:
    """The bytes at a http or https address.

    Raises:
        UnreadableFile: when the address is wrong, points inside, fails, takes too long or holds too much.
    """
    return download(url, policy=_policy(), deadline=DEADLINE)


def download(url: str, *, policy: "Policy", deadline: float) -> Fetched:
    """Fetch under a policy of one's own, for tests and for networks that differ.

    Raises:
        UnreadableFile: as `fetch` does.
    """
    _check(url)
    import drawbridge
    import httpx

    client = drawbridge.SyncClient(policy)
    # A server that drips its headers is never late for any single read; the clock closes the connection.
    clock = threading.Timer(deadline, client.close)
    clock.daemon = True
    ends = time.monotonic() + deadline
    clock.start()
    try:
        return _received(client, url, ends=ends)
    except drawbridge.DrawbridgeError as error:
        raise UnreadableFile(_refusal(error, url)) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, RuntimeError, OSError, ValueError) as error:
        if time.monotonic() >= ends or isinstance(error, httpx.TimeoutException):
            raise UnreadableFile(
                f"{url} takes too long to answer; save the page as a file and add that."
            ) from error
        raise UnreadableFile(f"{url} cannot be reached; check the address and try again.") from error
    finally:
        clock.cancel()
        client.close()


def _policy() -> "Policy":
    from drawbridge import Policy

    return Policy(
        allow_ports=frozenset({80, 443, 8080, 8443}),
        ip_blocklist=frozenset(ipaddress.ip_network(network) for network in MORE_INSIDE),
        timeout=PATIENCE,
        max_redirects=5,
        max_response_bytes=MAX_BYTES,
        user_agent=USER_AGENT,
    )


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host:
        raise UnreadableFile(f"{url[:200]} is not a web address; give one that begins with https://.")
    if parts.username or parts.password:
        raise UnreadableFile(
            "An address with a user name or password in it is not fetched; save the page as a file and add that."
        )


def _received(client: "SyncClient", url: str, *, ends: float) -> Fetched:
    with client.stream("GET", url, headers={"accept": ACCEPT, "accept-encoding": "gzip"}) as response:
        if response.status_code != 200:
            raise UnreadableFile(_status(response.status_code, url))
        content = _bounded(response, url, ends=ends)
        address = str(response.request.url)
    return Fetched(content=content, name=name_of(address), url=address)


def _bounded(response: "DrawbridgeResponse", url: str, *, ends: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    # Counted after inflating, so that a small reply cannot become a large one.
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > MAX_BYTES:
            raise UnreadableFile(
                f"{url} holds more than {MAX_BYTES // 1024 // 1024} MB; save the part you need and add that."
            )
        if time.monotonic() > ends:
            raise UnreadableFile(f"{url} takes too long to answer; save the page as a file and add that.")
        chunks.append(chunk)
    return b"".join(chunks)


def name_of(url: str) -> str:
    """A file name for what an address holds: the last part of its path, or its host."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]) or (parts.hostname or "page")
    return re.sub(r"[^\w.-]+", "-", last).strip(".-")[:120] or "page"


def _status(code: int, url: str) -> str:
    if code in (401, 402, 403, 429, 451):
        return f"{url} does not let programs in (status {code}); save the page in a browser and add the file."
    if code in (404, 410):
        return f"{url} does not exist (status {code}); check the address."
    return f"{url} answered with status {code}; try again later, or save the page as a file and add that."


def _refusal(error: Exception, url: str) -> str:
    import drawbridge

    if isinstance(error, drawbridge.BlockedAddressError):
        return (
            f"{url} points inside a private network and is not fetched; save the page as a file and add that."
        )
    if isinstance(error, drawbridge.DrawbridgeDNSError):
        return f"{url} has no server of that name; check the address."
    if isinstance(error, drawbridge.TooManyRedirectsError):
        return f"{url} redirects too often; add the address that it ends at."
    return f"{url} uses a port or a scheme that is not fetched; give an ordinary https:// address."
