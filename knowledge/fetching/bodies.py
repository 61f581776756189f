"""The body of an answer: counted while it comes in and while it is inflated, so that little cannot become much."""

import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import httpx

GZIP: Final = 16 + zlib.MAX_WBITS
PLAIN: Final = frozenset({"", "identity"})
STEP: Final = 256 * 1024


class TooMuch(Exception):
    """A body holds more than it may."""


class Unknown(Exception):
    """A body is packed in a way that was not asked for."""


def body(response: "httpx.Response", *, most: int, is_over: Callable[[], bool], cut: bool = False) -> bytes:
    """The bytes of a body; where it may be cut, the first `most` of a longer one.

    Raises:
        TooMuch: they are more than `most`.
        Unknown: they are packed with something else than gzip, or more than once.
        TimeoutError: the time is over before they all came.
        ValueError: they are no gzip although they say so.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in PLAIN | {"gzip", "x-gzip"}:
        raise Unknown(encoding[:80])
    parts = _timely(response.iter_raw(), is_over=is_over)
    if encoding not in PLAIN:
        parts = _inflated(parts)
    kept: list[bytes] = []
    size = 0
    for part in parts:
        size += len(part)
        kept.append(part)
        if size > most and not cut:
            raise TooMuch
        if size > most:
            break
    return b"".join(kept)[:most]


def _timely(parts: Iterator[bytes], *, is_over: Callable[[], bool]) -> Iterator[bytes]:
    for part in parts:
        if is_over():
            raise TimeoutError
        yield part


def _inflated(parts: Iterator[bytes]) -> Iterator[bytes]:
    inflating = zlib.decompressobj(GZIP)
    for part in parts:
        left = part
        while left and not inflating.eof:
            try:
                yield inflating.decompress(left, STEP)
            except zlib.error as error:
                raise ValueError("the body is no gzip") from error
            left = inflating.unconsumed_tail
