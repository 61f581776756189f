"""Reads Slack's requests off a connection where they have the one plain form that Slack gives them.

Whatever is unusual about a request is for a whole HTTP server to say: this knows nothing of it, and lets nothing by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adapters.slack import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENTS: Final = "/slack/events"
_BEGINNINGS: Final = tuple(f"POST {EVENTS} HTTP/1.{minor}\r\n".encode() for minor in (1, 0))
_BEGINNING: Final = len(_BEGINNINGS[0])
_END: Final = b"\r\n\r\n"
LONGEST_HEAD: Final = 8_190
"""Bytes before the body; what is longer is refused by the server."""
_HEADER: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)")
_UNUSUAL: Final = frozenset({"transfer-encoding", "content-encoding", "expect", "upgrade", "trailer"})
_CONNECTION: Final = {"keep-alive": False, "close": True}


class Unusual(Exception):
    """A request that is not read here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A request as it came."""

    headers: Mapping[str, str]
    """By names in small letters."""
    body: bytes
    length: int
    """Bytes of all of it."""
    last: bool
    """Whether nothing more comes over the connection."""


def framed(buffer: bytearray) -> Framed | None:
    """The first request in a buffer; None where it is not whole yet.

    Raises:
        Unusual: it has another form, so that where it ends is not known here.
    """
    if not any(one.startswith(buffer[:_BEGINNING]) for one in _BEGINNINGS):
        raise Unusual
    end = buffer.find(_END, 0, LONGEST_HEAD)
    if end < 0:
        if len(buffer) >= LONGEST_HEAD:
            raise Unusual
        return None
    headers = _headers(buffer[_BEGINNING:end])
    begin, size = end + len(_END), _size(headers)
    if len(buffer) < begin + size:
        return None
    return Framed(
        headers=headers,
        body=bytes(buffer[begin : begin + size]),
        length=begin + size,
        last=_is_last(headers, old=buffer.startswith(_BEGINNINGS[1])),
    )


def _headers(head: bytearray) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n"):
        header = _HEADER.fullmatch(line)
        if header is None:
            raise Unusual
        name = header[1].lower()
        if name in found or name in _UNUSUAL:
            raise Unusual
        found[name] = header[2].rstrip()
    return found


def _size(headers: Mapping[str, str]) -> int:
    told = headers.get("content-length", "")
    if not (told.isdecimal() and len(told) < len(str(limits.BODY))):
        raise Unusual
    return int(told)


def _is_last(headers: Mapping[str, str], *, old: bool) -> bool:
    told = headers.get("connection", "close" if old else "keep-alive").lower()
    if told not in _CONNECTION:
        raise Unusual
    return _CONNECTION[told]
