"""What the operator says about reading files and fetching links, taken from the environment."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.observing import Step, observer
from knowledge.errors import CounterpointError, InputError

if TYPE_CHECKING:
    from knowledge.fetching import Fetched, FetchSettings
    from knowledge.outside import Outside
    from knowledge.reading.apart import Limits, Reader
    from knowledge.types import Document

SECONDS: Final = "COUNTERPOINT_READING_SECONDS"
MEMORY: Final = "COUNTERPOINT_READING_MEMORY"
PROCESSES: Final = "COUNTERPOINT_READING_PROCESSES"
CONTACT: Final = "COUNTERPOINT_CONTACT"
PROXY: Final = "COUNTERPOINT_PROXY"
REACHED_AT: Final = re.compile(r"(?:https?://|mailto:)?[\w.@:/?=&%~+-]{3,200}", re.ASCII)


def outside(environment: Mapping[str, str]) -> "Outside":
    """Give those who read and fetch within the operator's limits.

    Raises:
        InputError: a setting is none, or out of bounds.
    """
    from knowledge.outside import Outside
    from knowledge.reading.apart import ReaderApart

    reader = ReaderApart(limits(environment), processes=processes(environment))
    counted = Counted(reader)
    chosen = settings(environment)

    def fetch(url: str) -> "Fetched":
        from knowledge.fetching import fetch

        with _told("fetch"):
            return fetch(url, settings=chosen)

    return Outside(reader=lambda: counted, fetch=fetch, close=reader.close)


class Counted:
    """Reads as another does, and tells what could not be read."""

    def __init__(self, reader: "Reader") -> None:
        self._reader = reader

    def read(self, content: bytes, /, *, name: str) -> "Document":
        """The document that a file's bytes hold."""
        with _told("read"):
            return self._reader.read(content, name=name)

    def original_text(self, content: bytes, /, *, name: str) -> str:
        """All text of a file, not cleaned."""
        with _told("read"):
            return self._reader.original_text(content, name=name)

    def close(self) -> None:
        """Let go of what waits for the next file."""
        self._reader.close()


@contextmanager
def _told(step: Step) -> Iterator[None]:
    try:
        yield
    except CounterpointError:
        observer().unreadable(step=step)
        raise


def limits(environment: Mapping[str, str]) -> "Limits":
    """Read the limits that the operator set. Raises `InputError` for what is no number or out of bounds."""
    from knowledge.reading.apart.limits import MB, Limits

    shipped = Limits()
    return Limits(
        memory=MB * _number(environment, MEMORY, least=256, most=65_536, otherwise=shipped.memory // MB),
        seconds=_number(environment, SECONDS, least=1, most=3600, otherwise=int(shipped.seconds)),
    )


def processes(environment: Mapping[str, str]) -> int:
    """Read how many files may be read at once. Raises `InputError`."""
    return _number(environment, PROCESSES, least=1, most=32, otherwise=2)


def _number(environment: Mapping[str, str], name: str, *, least: int, most: int, otherwise: int) -> int:
    given = environment.get(name, "").strip()
    if not given:
        return otherwise
    if given.isascii() and given.isdigit() and least <= int(given[:9]) <= most:
        return int(given)
    raise InputError(f'{name} is a whole number from {least} to {most}, not "{given[:40]}".')


def settings(environment: Mapping[str, str]) -> "FetchSettings":
    """Read the settings.

    Raises:
        InputError: the proxy is no address, or the contact holds what no header may.
    """
    from knowledge.fetching.settings import FetchSettings

    contact, proxy = environment.get(CONTACT, "").strip(), environment.get(PROXY, "").strip()
    if contact and not REACHED_AT.fullmatch(contact):
        raise InputError(f"{CONTACT} is a mail address or a web address, in plain letters.")
    if proxy and not _is_proxy(proxy):
        raise InputError(f"{PROXY} is an address such as http://proxy.example:3128.")
    return FetchSettings(contact=contact or None, proxy=proxy or None)


def _is_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
