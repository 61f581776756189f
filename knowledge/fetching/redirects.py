"""Where an answer sends us on to."""

from typing import Final
from urllib.parse import urldefrag

MOST_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


def redirected(url: str, location: str) -> str:
    """The whole address that a `Location` header leads to; it is checked like any other. Raises `ValueError`."""
    import httpx

    try:
        return urldefrag(str(httpx.URL(url).join(location))).url
    except httpx.InvalidURL as error:
        raise ValueError(location[:80]) from error
