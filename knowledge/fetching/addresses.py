"""Web addresses: which are fetched at all, which of them point inside, and what a file from one is called."""

import ipaddress
import re
import socket
from typing import Final
from urllib.parse import unquote, urlsplit

from knowledge.errors import UnreadableFile

PORTS: Final = frozenset({80, 443, 8080, 8443})
LONGEST: Final = 4000
MORE_INSIDE: Final = tuple(
    ipaddress.ip_network(network)
    for network in ("192.88.99.0/24", "::/96", "fec0::/10", "3fff::/20", "5f00::/16", "::ffff:0:0:0/96")
)
"""Ranges beyond those that drawbridge knows: relays, IPv4 in IPv6 clothing, site-local, documentation."""
LOCAL_NAMES: Final = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain")


def check(url: str) -> None:
    """Raise `UnreadableFile` for what is no address of a web page."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("http", "https") or not host or len(url) > LONGEST or _has_controls(url):
        raise UnreadableFile(f"{shown(url)} is not a web address; give one that begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise UnreadableFile(
            "An address with a user name or password in it is not fetched; save the page as a file and add that."
        )
    if port not in (None, *PORTS):
        raise UnreadableFile(
            f"{shown(url)} uses a port or a scheme that is not fetched; give an ordinary https:// address."
        )


def refuse_inside(url: str) -> None:
    """Raise `UnreadableFile` for an address that points inside by itself, without a name being resolved.

    A proxy resolves names for us, so what can be told from the address alone is told before it is asked.
    """
    folded = folded_host(url)
    found = _address(folded)
    if found is None and (folded == LOCAL_NAMES[0] or folded.endswith(LOCAL_NAMES[1:]) or "." not in folded):
        raise inside(url)
    if found is not None and _is_inside(found):
        raise inside(url)


def inside(url: str) -> UnreadableFile:
    """What to raise for an address that points inside."""
    return UnreadableFile(
        f"{shown(url)} points inside a private network and is not fetched; save the page as a file and add that."
    )


def shown(url: str) -> str:
    """An address as people are told of it: not endlessly long, on one line."""
    plain = "".join(character if character.isprintable() else " " for character in url)
    return plain if len(plain) <= 200 else f"{plain[:199]}…"


def name_of(url: str) -> str:
    """A file name for what an address holds: the last part of its path, or its host."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]) or (parts.hostname or "page")
    return re.sub(r"[^\w.-]+", "-", last).strip(".-")[:120] or "page"


def _has_controls(url: str) -> bool:
    return any(character <= " " or character == "\x7f" or character == "\\" for character in url)


def folded_host(url: str) -> str:
    """The host of an address, with letters and digits of other scripts as a browser takes them: `①②⑦.⓪.⓪.①`."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    bare = host.partition("%")[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        # The C library takes `127.1`, `2130706433`, `0x7f.1` and `0177.0.0.1` for addresses, as proxies do.
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, ValueError):
        return None


def _is_inside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    known = mapped or address
    return not known.is_global or known.is_multicast or any(known in network for network in _TRANSLATED)


_TRANSLATED: Final = (
    tuple(
        ipaddress.ip_network(network)
        for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23")
    )
    + MORE_INSIDE
)
