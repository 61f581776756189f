"""What stands before the framework in HTTP mode: nothing unsigned, old or garbled gets through to it."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from adapters.slack import limits

SIGNATURE: Final = "X-Slack-Signature"
TIMESTAMP: Final = "X-Slack-Request-Timestamp"
LONGEST_TIMESTAMP: Final = 12


def refusal(
    headers: Mapping[str, str], body: bytes, *, secret: str, now: Callable[[], float] = time.time
) -> int | None:
    """The status with which a request is turned away, or None where it is Slack's and can be read."""
    read = let_through(headers, body, secret=secret, now=now)
    return read if isinstance(read, int) else None


def let_through(
    headers: Mapping[str, str], body: bytes, *, secret: str, now: Callable[[], float] = time.time
) -> dict[str, Any] | int:
    """What a request holds, or the status with which it is turned away."""
    if not is_signed(headers, body, secret=secret, now=now):
        return 401
    held = held_in(headers.get("Content-Type", ""), body)
    return 400 if held is None else held


def is_signed(
    headers: Mapping[str, str], body: bytes, *, secret: str, now: Callable[[], float] = time.time
) -> bool:
    """Whether Slack signed these bytes within the last minutes."""
    timestamp, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        return False
    if abs(now() - int(timestamp)) > limits.SIGNATURE_AGE or not signature.isascii():
        return False
    signed = b"v0:" + timestamp.encode() + b":" + body
    expected = "v0=" + hmac.digest(secret.encode(), signed, "sha256").hex()
    return hmac.compare_digest(expected, signature)


def is_readable(content_type: str, body: bytes) -> bool:
    """Whether the body is what its type says: a JSON object, or a form whose payload is one."""
    return held_in(content_type, body) is not None


def held_in(content_type: str, body: bytes) -> dict[str, Any] | None:
    """The JSON object that a body is, or the payload of the form that it is, or else the form."""
    try:
        text = body.decode()
        declared = content_type.partition(";")[0].strip().lower() == "application/json"
        # The framework takes for JSON what looks so, whatever its type says.
        if declared or text.startswith(("{", "[")):
            return _object(text)
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=1_000)
        payloads = [_object(value) for name, value in pairs if name == "payload"]
        return (None if None in payloads else payloads[0]) if payloads else dict(pairs)
    except (ValueError, RecursionError):
        return None


def _object(text: str) -> dict[str, Any] | None:
    found = json.loads(text)
    return found if isinstance(found, dict) else None
