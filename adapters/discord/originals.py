"""How the answer to an interaction stands that another process had acknowledged: Discord is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import discord
from discord.http import Route

from adapters.discord.sending import NOT_TAKEN, UNKNOWN_MESSAGE, persistently
from adapters.discord.views import PROGRESS

if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE, LOADING = 1 << 6, 1 << 7
"""Flags of messages: what one person sees alone, and a placeholder in whose place nothing stands yet."""
REMEMBERED: Final = timedelta(minutes=2)
"""So long Discord surely knows a message again that is posted a second time under the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The first response to an interaction."""

    is_acknowledged: bool
    """Whether there was one, as far as Discord says."""
    private: bool | None = None
    """Whether only one person sees it; None where the message with the button was left as it is."""
    is_placeholder: bool = False
    is_answer: bool = False
    is_gone: bool = False


async def original(client: discord.Client, data: Mapping[str, Any]) -> Original:
    """Ask Discord; where it does not say, it counts as not acknowledged, and the next try shows."""
    route = Route(
        "GET",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhook_id=int(data["application_id"]),
        webhook_token=str(data["token"]),
    )
    try:
        found: Mapping[str, Any] = await persistently(lambda: client.http.request(route))
    except NOT_TAKEN as error:
        gone = isinstance(error, discord.NotFound) and error.code == UNKNOWN_MESSAGE
        return Original(is_acknowledged=gone, is_gone=gone)
    return read(found, pressed=(data.get("message") or {}).get("id"))


def read(message: Mapping[str, Any], *, pressed: str | None) -> Original:
    """What the message says; `pressed` is the id of the one whose button was pressed."""
    if message["id"] == pressed:
        return Original(is_acknowledged=True)
    flags = int(message.get("flags") or 0)
    waits = bool(flags & LOADING) or any(one.get("id") == PROGRESS for one in message.get("components") or ())
    return Original(
        is_acknowledged=True, private=bool(flags & PRIVATE), is_placeholder=waits, is_answer=not waits
    )


def young(number: int) -> bool:
    """Whether what has this id is so young that nothing that is posted for it can come twice."""
    return discord.utils.utcnow() - discord.utils.snowflake_time(number) < REMEMBERED
