"""Two ways to the web: straight, to the very address that was checked; or through the operator's proxy."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from knowledge.fetching.addresses import MORE_INSIDE, PORTS, refuse_inside
from knowledge.fetching.settings import FetchSettings

if TYPE_CHECKING:
    import httpx
    from drawbridge import Policy

PATIENCE: Final = 5.0
"""Seconds to wait for the next bytes."""
HEADERS: Final = {
    "accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "accept-encoding": "gzip",
}


class Client(Protocol):
    """Sends one request at a time and follows no redirect."""

    def stream(
        self, method: str, url: str, *, headers: dict[str, str]
    ) -> AbstractContextManager["httpx.Response"]:
        """Send a request; the body is read while the context is open."""

    def close(self) -> None:
        """Close every connection, also one that is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A client that is open for a while."""

    client: Client
    ends: float
    """When the while is over, by the monotonic clock."""

    def is_over(self) -> bool:
        """Whether the while is over."""
        return time.monotonic() >= self.ends


Opened: TypeAlias = Callable[[float], AbstractContextManager[Way]]
"""Opens a way for so many seconds."""


def opener(settings: FetchSettings) -> Opened:
    """How ways are opened under the operator's settings."""
    if settings.proxy is not None:
        proxy = settings.proxy
        return lambda seconds: timed(_Proxied(proxy, user_agent=settings.user_agent), seconds=seconds)
    return lambda seconds: timed(straight(policy(settings)), seconds=seconds)


def policy(settings: FetchSettings) -> "Policy":
    """What drawbridge lets through."""
    from drawbridge import Policy

    return Policy(
        allow_ports=PORTS,
        ip_blocklist=frozenset(MORE_INSIDE),
        timeout=PATIENCE,
        max_redirects=0,
        max_response_bytes=None,
        user_agent=settings.user_agent,
    )


def straight(chosen: "Policy") -> Client:
    """A client that resolves each name once, checks the address, and connects to that one."""
    import httpx

    from knowledge.fetching.pinned import PinnedTransport

    return httpx.Client(
        transport=PinnedTransport(chosen),
        trust_env=False,
        follow_redirects=False,
        timeout=chosen.timeout,
        headers={"user-agent": chosen.user_agent},
    )


@contextmanager
def timed(client: Client, *, seconds: float) -> Iterator[Way]:
    """Keep a client open for so long; then its connections are cut, whatever it waits for."""
    # A server that drips its headers is never late for any single read; the clock closes the connection.
    clock = threading.Timer(seconds, client.close)
    clock.daemon = True
    way = Way(client=client, ends=time.monotonic() + seconds)
    clock.start()
    try:
        yield way
    finally:
        clock.cancel()
        client.close()


class _Proxied:
    """A client whose proxy resolves the names, and so must refuse private addresses itself."""

    def __init__(self, proxy: str, *, user_agent: str) -> None:
        import httpx

        self._client = httpx.Client(
            proxy=proxy,
            trust_env=False,
            follow_redirects=False,
            timeout=PATIENCE,
            headers={"user-agent": user_agent},
        )

    def stream(
        self, method: str, url: str, *, headers: dict[str, str]
    ) -> AbstractContextManager["httpx.Response"]:
        refuse_inside(url)
        return self._client.stream(method, url, headers=headers)

    def close(self) -> None:
        self._client.close()
