"""Requests as Slack signs them."""

import hashlib
import hmac

NOW = 1_700_000_000
SECRET = "s3cret"  # noqa: S105
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signed(body: bytes, *, at: int = NOW, secret: str = SECRET, kind: str = JSON) -> dict[str, str]:
    digest = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": f"v0={digest}",
    }
