"""The log of a running program: one line a record on standard error, and no secret in any of them.

Libraries write requests, headers and exceptions into their logs, and tokens with them. What is hidden is
therefore hidden in the finished line, with its traceback: everything that is known to be a secret, and everything
that has a secret's shape, such as the tokens of teams that installed the app later.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Final

from adapters.program.texts import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SHORTEST: Final = 6
"""A shorter value is in too many words to be hidden, and is no secret."""
TALKATIVE: Final = ("aiohttp.access", "asyncio", "httpx")
SHAPES: Final = (
    # Slack's tokens of every kind
    re.compile(r"()\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{8,}"),
    # a Discord bot's token
    re.compile(r"()(?<![\w-])[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"),
    # what lets anybody answer in the bot's name for a while: Discord's interactions, Slack's response addresses
    re.compile(r"(/(?:webhooks|interactions)/\d{1,20}/)[\w%-]{20,}"),
    re.compile(r"(hooks\.slack(?:-gov)?\.com/\w+/)[\w/%-]+"),
    # what opens the pages of a workspace
    re.compile(r"(/e/)[\w.-]{20,}"),
    # parts of an address: a socket's ticket, the code of an installation
    re.compile(r"([?&](?:ticket|code|state|token|client_secret)=)[^&\s'\"]+"),
    # fields of a body or a header, as Python or JSON writes them
    re.compile(r"(['\"](?:\w{0,40}token|\w{0,40}secret|trigger_id|response_url)['\"]: ?['\"])[^'\"]+"),
    re.compile(r"(Authorization['\"]?[:,] ?['\"]?(?:Bot|Bearer|Basic) )[^\s'\"]+", re.IGNORECASE),
)


class Redacting(logging.Formatter):
    """Writes a record with its exception, and hides every secret in what it wrote."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__(FORMAT)
        # The longest first: a secret may be the beginning of another. An address may write "=" in its own way.
        known = sorted({value.rstrip("=") for value in secrets}, key=len, reverse=True)
        self._known = tuple(value for value in known if len(value) >= SHORTEST)

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, or the lines where there is a traceback."""
        return redacted(super().format(record), self._known)


def redacted(text: str, known: Sequence[str] = ()) -> str:
    """Hide the known secrets in a text, and whatever looks like one."""
    for value in known:
        text = text.replace(value, HIDDEN)
    for shape in SHAPES:
        text = shape.sub(rf"\1{HIDDEN}", text)
    return text


def set_up(*, level: int, secrets: Sequence[str]) -> None:
    """Send the log to standard error, in place of any other destination."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if level > logging.DEBUG:
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
