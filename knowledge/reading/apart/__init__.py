"""Reading apart: a child process takes files apart, so that nothing a file does reaches the bot.

`knowledge.reading.read` is the pure function that the child runs; here are the limits it runs under, what the two
processes say to each other, and the reader that starts children, asks them, and ends those that go astray.
"""

import atexit
from functools import lru_cache

from knowledge.reading.apart.contract import Reader
from knowledge.reading.apart.limits import Limits
from knowledge.reading.apart.pool import ReaderApart

__all__ = ["Limits", "Reader", "ReaderApart", "shared"]


@lru_cache(maxsize=1)
def shared() -> Reader:
    """The reader that everybody uses who was given no other; its children end with the program."""
    reader = ReaderApart()
    atexit.register(reader.close)
    return reader
