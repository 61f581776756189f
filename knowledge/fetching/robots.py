"""What sites ask of programs: their robots.txt is fetched like any page, kept for a while, and heeded (RFC 9309)."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from knowledge.errors import UnreadableFile
from knowledge.fetching.addresses import shown
from knowledge.fetching.bodies import Unknown, body
from knowledge.fetching.clients import HEADERS
from knowledge.fetching.failures import explained
from knowledge.fetching.redirects import MOST_REDIRECTS, REDIRECTS, redirected
from knowledge.fetching.settings import TOKEN
from knowledge.recent import Recent

if TYPE_CHECKING:
    import httpx

    from knowledge.fetching.clients import Opened, Way

DEADLINE: Final = 8.0
MAX_BYTES: Final = 500 * 1024
"""How much of the file is heeded, as the standard has it."""
KEPT: Final = 24 * 3600.0
"""Seconds that rules hold before they are fetched again."""
KEPT_TROUBLE: Final = 60.0
"""Seconds that a site's trouble is remembered."""
MOST_SITES: Final = 500


class Robots:
    """The rules of the sites that were fetched from last. Threads share it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._known: Recent[str, str] = Recent(most=MOST_SITES, now=clock)
        self._in_trouble: Recent[str, bool] = Recent(most=MOST_SITES, now=clock)

    def refuse(self, url: str, opened: "Opened") -> None:
        """Raise `UnreadableFile` for a page that its site does not want programs to fetch, or may not now."""
        rules = self._rules(url, opened)
        if rules is None:
            raise UnreadableFile(
                f"{shown(url)} is not fetched, since its site has trouble saying what programs may fetch; "
                "try again later, or save the page as a file and add that."
            )
        if rules and not _allows(rules, url):
            raise UnreadableFile(
                f"{shown(url)} is not fetched, since its site asks programs not to (robots.txt); "
                "save the page in a browser and add the file."
            )

    def _rules(self, url: str, opened: "Opened") -> str | None:
        """A site's rules; None when it had trouble giving them, so that nothing may be fetched for now."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        rules = self._known.get(site, within=KEPT)
        if rules is None and not self._in_trouble.get(site, within=KEPT_TROUBLE):
            rules = _fetched(f"{site}/robots.txt", url, opened)
            if rules is None:
                self._in_trouble.keep(site, True)
            else:
                self._known.keep(site, rules)
        return rules


def _allows(text: str, url: str) -> bool:
    from protego import Protego

    return bool(Protego.parse(text).can_fetch(url, TOKEN))


def _fetched(address: str, page: str, opened: "Opened") -> str | None:
    """The text of a site's robots.txt; empty when there is none, None when the site has trouble.

    Raises:
        UnreadableFile: the site cannot be reached at all, or must not be.
    """
    with opened(DEADLINE) as way, explained(page, way=way):
        for _ in range(MOST_REDIRECTS + 1):
            with way.client.stream("GET", address, headers=HEADERS) as answer:
                found, moved = _said(answer, address, way=way)
            if moved is None:
                return found
            address = moved
    return ""


def _said(answer: "httpx.Response", address: str, *, way: "Way") -> tuple[str | None, str | None]:
    """The text of an answer, and the address that it redirects to."""
    code, location = answer.status_code, answer.headers.get("location")
    if code in REDIRECTS and location:
        return "", redirected(address, location)
    if code >= 500:
        return None, None
    if code != 200:
        return "", None
    try:
        return body(answer, most=MAX_BYTES, is_over=way.is_over, cut=True).decode(
            "utf-8-sig", "replace"
        ), None
    except Unknown:
        return "", None
