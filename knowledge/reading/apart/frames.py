"""How the two processes write to each other: a JSON header and a body, both of a length that is told before."""

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

LENGTHS: Final = struct.Struct(">4sIQ")
SIGN: Final = b"CPR1"
MOST_HEADER: Final = 32 * 1024 * 1024
CHUNK: Final = 256 * 1024


class Garbled(Exception):
    """What came is no frame, or a larger one than agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One message from process to process."""

    header: dict[str, Any]
    body: bytes = field(default=b"", repr=False)


def write(put: Callable[[memoryview], int | None], frame: Frame) -> None:
    """Write a frame. Raises `OSError` when nobody listens."""
    header = json.dumps(frame.header).encode()
    for part in (LENGTHS.pack(SIGN, len(header), len(frame.body)) + header, frame.body):
        left = memoryview(part)
        while left:
            left = left[put(left[:CHUNK]) or 0 :]


def read(take: Callable[[int], bytes | None], *, most: int) -> Frame | None:
    """Read a frame with a body of at most so many bytes; None at the end of the stream.

    Raises:
        Garbled: what came is something else, or ends in its midst.
    """
    start = _exactly(take, LENGTHS.size)
    if not start:
        return None
    if len(start) < LENGTHS.size:
        raise Garbled("the stream ends within a frame")
    sign, header_length, length = LENGTHS.unpack(start)
    if sign != SIGN or header_length > MOST_HEADER or length > most:
        raise Garbled("the frame is none, or too large")
    written, body = _exactly(take, header_length), _exactly(take, length)
    if len(written) < header_length or len(body) < length:
        raise Garbled("the stream ends within a frame")
    return Frame(header=_parsed(written), body=body)


def _parsed(written: bytes) -> dict[str, Any]:
    try:
        header = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise Garbled("the header is no JSON") from error
    if not isinstance(header, dict):
        raise Garbled("the header is no object")
    return header


def _exactly(take: Callable[[int], bytes | None], length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        part = take(min(length, CHUNK))
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
