"""From an address to its bytes: every hop checked, asked for at the site's robots.txt, bounded in bytes and time."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from knowledge.errors import UnreadableFile
from knowledge.fetching.addresses import check, name_of, shown
from knowledge.fetching.bodies import TooMuch, Unknown, body
from knowledge.fetching.clients import HEADERS, Opened, Way
from knowledge.fetching.failures import explained, refused_with
from knowledge.fetching.hosts import in_ascii
from knowledge.fetching.redirects import MOST_REDIRECTS, REDIRECTS, redirected
from knowledge.fetching.robots import Robots

if TYPE_CHECKING:
    import httpx

SHORTEST: Final = 0.05
"""Seconds that are given where none are left, so that what happens is the same."""
MAX_BYTES: Final = 20 * 1024 * 1024
DEADLINE: Final = 20.0
"""Seconds that a whole fetch may take, redirects and a slow drip of bytes included."""
ROBOTS: Final = Robots()
"""What all fetches of the program know of sites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address held: its bytes, a name for them, and the address after redirects."""

    content: bytes = field(repr=False)
    name: str
    url: str


def download(url: str, *, opened: Opened, deadline: float, robots: Robots = ROBOTS) -> Fetched:
    """Fetch over a way of one's own, for tests and for networks that differ.

    Raises:
        UnreadableFile: it failed; the message says what to do.
    """
    ends = time.monotonic() + deadline
    for _ in range(MOST_REDIRECTS + 1):
        check(url)
        url = in_ascii(url)
        robots.refuse(url, _within(ends, opened))
        found = _hop(url, opened=_within(ends, opened))
        if isinstance(found, Fetched):
            return found
        url = found
    raise UnreadableFile(f"{shown(url)} redirects too often; add the address that it ends at.")


def _within(ends: float, opened: Opened) -> Opened:
    """Open ways that are over when the whole fetch is."""
    return lambda seconds: opened(max(SHORTEST, min(seconds, ends - time.monotonic())))


def _hop(url: str, *, opened: Opened) -> Fetched | str:
    """What an address holds, or the address that it redirects to."""
    with (
        opened(DEADLINE) as way,
        explained(url, way=way),
        way.client.stream("GET", url, headers=HEADERS) as response,
    ):
        return _received(response, url, way=way)


def _received(response: "httpx.Response", url: str, *, way: Way) -> Fetched | str:
    location = response.headers.get("location")
    if response.status_code in REDIRECTS and location:
        return redirected(url, location)
    if response.status_code != 200:
        raise refused_with(response.status_code, url)
    try:
        content = body(response, most=MAX_BYTES, is_over=way.is_over)
    except TooMuch as error:
        raise UnreadableFile(
            f"{shown(url)} holds more than {MAX_BYTES // 1024 // 1024} MB; save the part you need and add that."
        ) from error
    except Unknown as error:
        raise UnreadableFile(
            f"{shown(url)} comes packed in a way that is not read; save the page as a file and add that."
        ) from error
    return Fetched(content=content, name=name_of(url), url=url)
