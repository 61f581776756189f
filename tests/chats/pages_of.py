"""Pages that are served beside a chat, as somebody opens them who follows a link there."""

import json
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

_LINK = re.compile(r"http://127\.0\.0\.1:\d+/[ep]/[\w./~%-]*")


def served() -> dict[str, str]:
    """Settings by which pages are served on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return {"COUNTERPOINT_WEB_PORT": str(probe.getsockname()[1])}


def links_in(raw: Mapping[str, Any]) -> list[str]:
    """Every link to a page in a message."""
    return _LINK.findall(json.dumps(raw))


def opened(link: str) -> tuple[int, str]:
    """What comes back from a link: the status, and what is on the page."""
    try:
        with urllib.request.urlopen(link) as answer:  # noqa: S310
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()
