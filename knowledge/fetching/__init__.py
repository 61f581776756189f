"""Fetching: a web address becomes bytes, and no request ever reaches an address inside our own network.

Each name is resolved once, private addresses are refused, and the connection goes to the very address that was
checked, on every redirect anew. Pages whose site does not want programs are left alone. Bytes and time are bounded.
"""

from knowledge.fetching.journey import DEADLINE, MAX_BYTES, Fetched, download
from knowledge.fetching.settings import FetchSettings

__all__ = ["DEADLINE", "MAX_BYTES", "FetchSettings", "Fetched", "fetch"]


def fetch(url: str, *, settings: FetchSettings | None = None) -> Fetched:
    """The bytes at a http or https address.

    Raises:
        UnreadableFile: the address is wrong, points inside, fails, takes too long, holds too much, or its site
            does not want programs; the message says what to do.
    """
    from knowledge.fetching.clients import opener

    chosen = settings or FetchSettings()
    return download(url, opened=opener(chosen), deadline=DEADLINE)
