"""Who did something, from what slack-bolt knows of a request."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slack_bolt.response import BoltResponse

from adapters.slack.desk import Caller
from adapters.slack.sending import Place
from adapters.slack.windows import sent_with

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.async_app import AsyncBoltContext

logger = logging.getLogger(__name__)


async def from_somewhere(
    context: AsyncBoltContext, body: dict[str, Any], next_: Callable[[], Awaitable[BoltResponse]]
) -> BoltResponse:
    """Let through what comes from a workspace; whatever else is acknowledged, and nothing is done for it."""
    if context.team_id or context.enterprise_id:
        return await next_()
    logger.warning("ignored a %s that names no workspace", kind_of(body))
    return BoltResponse(status=200)


def kind_of(body: dict[str, Any]) -> str:
    """What a payload is, without anything that people wrote."""
    return re.sub(r"\W", "", str(body.get("type") or "command"))[:30]


def caller_of(context: AsyncBoltContext, *, channel: str | None = None) -> Caller:
    """Who did something, and in which workspace; an installation of a whole organisation has one."""
    return Caller(
        team=str(context.team_id or context.enterprise_id),
        user=str(context.user_id),
        client=context.client,
        channel=channel,
        installer=context.get("installer"),
    )


def place_of_press(body: dict[str, Any], user: str) -> Place:
    """Where a button stands: in a message, perhaps of a thread, or in a window."""
    container = body.get("container") or {}
    if container.get("type") == "view":
        came_from = sent_with(body.get("view") or {}).get("place") or {}
        return replace(Place.unpacked(came_from, user=user), window=True)
    return Place(
        user=user,
        channel=container.get("channel_id") or (body.get("channel") or {}).get("id"),
        thread=container.get("thread_ts") or (body.get("message") or {}).get("thread_ts"),
        hook=body.get("response_url"),
        ts=container.get("message_ts"),
    )
