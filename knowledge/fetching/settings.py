"""What the operator sets about fetching: who we say we are, and the proxy that goes between."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from knowledge.errors import InputError

CONTACT: Final = "COUNTERPOINT_CONTACT"
PROXY: Final = "COUNTERPOINT_PROXY"
TOKEN: Final = "Counterpoint"  # noqa: S105
"""The name that a site's robots.txt calls us by."""
REACHED_AT: Final = re.compile(r"(?:https?://|mailto:)?[\w.@:/?=&%~+-]{3,200}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How links are fetched."""

    contact: str | None = None
    """Where the operator can be reached, told to every site."""
    proxy: str | None = field(default=None, repr=False)
    """A forward proxy, http:// or https://; it may hold a password."""

    @property
    def user_agent(self) -> str:
        """Who we say we are."""
        reached = f"+{self.contact}; " if self.contact else ""
        return f"{TOKEN}/1 ({reached}adds one page as a source when a person asks for it)"


def settings(environment: Mapping[str, str]) -> FetchSettings:
    """Read the settings.

    Raises:
        InputError: the proxy is no address, or the contact holds what no header may.
    """
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
