"""Hides secrets in a text: every value that is known to be one, and everything that has a secret's shape.

Libraries write requests, headers and exceptions into their logs, and tokens with them; those of teams that installed
the app later stand in no setting, and are known by their shape alone.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adapters.program.texts import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHORTEST: Final = 6
"""A shorter value is in too many words to be hidden, and is no secret."""
SHAPES: Final = (
    # Slack's tokens of every kind
    re.compile(r"()\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{8,}"),
    # a Discord bot's token
    re.compile(r"()(?<![\w-])[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"),
    # keys of language models' services
    re.compile(r"()\bsk-[\w-]{16,}"),
    # what lets anybody answer in the bot's name for a while: Discord's interactions, Slack's response addresses
    re.compile(r"(/(?:webhooks|interactions)/\d{1,20}/)[\w%-]{20,}"),
    re.compile(r"(hooks\.slack(?:-gov)?\.com/\w+/)[\w/%-]+"),
    # what opens the pages of a workspace
    re.compile(r"(/e/)[\w.-]{20,}"),
    # parts of an address: who signs in with which password, a socket's ticket, the code of an installation
    re.compile(r"(://[^\s:/@'\"]{0,64}:)[^\s/@'\"]+(?=@)"),
    re.compile(r"([?&](?:ticket|code|state|token|client_secret)=)[^&\s'\"]+"),
    re.compile(r"(\b(?:ssl)?password ?= ?['\"]?)[^\s'\"&]+", re.IGNORECASE),
    # fields of a body or a header, as Python or JSON writes them
    re.compile(
        r"(['\"](?:\w{0,40}token|\w{0,40}secret|\w{0,40}password|trigger_id|response_url)['\"]: ?['\"])[^'\"]+"
    ),
    re.compile(r"(Authorization['\"]?[:,=] ?b?['\"]?(?:Bot|Bearer|Basic|Token) )[^\s'\"]+", re.IGNORECASE),
    re.compile(r"(\bx-api-key['\"]?[:,=] ?b?['\"]?)[^\s'\"]+", re.IGNORECASE),
)


def known(secrets: Iterable[str]) -> tuple[str, ...]:
    """Every way in which these may be written: as they are, in an address, in JSON.

    The longest come first, since a secret may be the beginning of another.
    """
    # an address may write "=" in its own way
    values = {value.rstrip("=") for value in secrets}
    written = {way for value in values for way in (value, quote(value, safe=""), json.dumps(value)[1:-1])}
    return tuple(sorted((one for one in written if len(one) >= SHORTEST), key=len, reverse=True))


def redacted(text: str, secrets: Sequence[str] = ()) -> str:
    """Hide the known secrets in a text, and whatever looks like one."""
    for value in secrets:
        text = text.replace(value, HIDDEN)
    for shape in SHAPES:
        text = shape.sub(rf"\1{HIDDEN}", text)
    return text
