"""What went wrong with a fetch, in one sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFile
from knowledge.fetching.addresses import inside, shown

if TYPE_CHECKING:
    from knowledge.fetching.clients import Way


@contextmanager
def explained(url: str, *, way: "Way") -> Iterator[None]:
    """Turn whatever a connection raises into an `UnreadableFile` about the page that was wanted."""
    import drawbridge
    import httpx

    try:
        yield
    except drawbridge.DrawbridgeError as error:
        raise _refusal(error, url) from error
    except httpx.TimeoutException as error:
        raise _late(url) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, RuntimeError, OSError, ValueError) as error:
        if way.is_over() or isinstance(error, TimeoutError):
            raise _late(url) from error
        raise UnreadableFile(f"{shown(url)} cannot be reached; check the address and try again.") from error


def refused_with(code: int, url: str) -> UnreadableFile:
    """What to raise for an answer that is no page."""
    return UnreadableFile(_status(code, url))


def _status(code: int, url: str) -> str:
    address = shown(url)
    if code in (401, 402, 403, 429, 451):
        return f"{address} does not let programs in (status {code}); save the page in a browser and add the file."
    if code in (404, 410):
        return f"{address} does not exist (status {code}); check the address."
    return f"{address} answered with status {code}; try again later, or save the page as a file and add that."


def _late(url: str) -> UnreadableFile:
    return UnreadableFile(f"{shown(url)} takes too long to answer; save the page as a file and add that.")


def _refusal(error: Exception, url: str) -> UnreadableFile:
    import drawbridge

    if isinstance(error, drawbridge.BlockedAddressError):
        return inside(url)
    if isinstance(error, drawbridge.DrawbridgeDNSError):
        return UnreadableFile(f"{shown(url)} has no server of that name; check the address.")
    return UnreadableFile(
        f"{shown(url)} uses a port or a scheme that is not fetched; give an ordinary https:// address."
    )
