"""Public answers as they were sent, and how one is changed where a quote of it has."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack import limits
from adapters.slack.clients import web_client
from adapters.slack.layout import Message
from adapters.slack.markup import fitted
from adapters.slack.pieces import units
from adapters.slack.sending import logger, reason
from bot import living
from bot.languages import speaking
from knowledge.storage.answers import Part

if TYPE_CHECKING:
    from adapters.slack.desk import Desk
    from adapters.slack.sending import Sent
    from bot.living import Outcome, Repair
    from bot.reply import Note, Quotation, Reply
    from bot.workspace import Workspace

TokenOf: TypeAlias = Callable[[str], Awaitable[str | None]]
"""The bot's token in a workspace; None where the app is not installed any more."""
PASSING: Final = frozenset(
    {
        "ratelimited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "unknown",
        "token_expired",
    }
)
"""What Slack says when it may take the same change later."""


def keep(workspace: Workspace, reply: Reply, sent: Sequence[Sent], *, person: str) -> bool:
    """Keep what everybody reads of an answer, and forget what a message shows no more; whether it has changed meanwhile."""
    changed = False
    for one in sent:
        place = json.dumps([one.channel, one.ts])
        public = not reply.private if one.public is None else one.public
        parts = one.message.parts if public else ()
        changed |= living.keep(workspace, reply, person=person, place=place, parts=parts)
    return changed


class Editor:
    """Changes messages of the workspaces that the program has a token for."""

    def __init__(self, desk: Desk, token_of: TokenOf) -> None:
        self._desk = desk
        self._token_of = token_of

    async def edit(self, workspace_id: str, repair: Repair) -> Outcome:
        """Change a message; only where Slack does not answer, it is to be tried again."""
        token = await self._token_of(workspace_id)
        if token is None:
            return "unreachable"
        client = web_client(token, api=self._desk.settings.api, session=self._desk.session)
        channel, ts = json.loads(repair.place)
        try:
            await client.chat_update(channel=channel, ts=ts, **changed(repair).body())
        except SlackApiError as error:
            why = reason(error)
            logger.info("a message cannot be changed: %s", why)
            return "later" if why in PASSING else "unreachable"
        except (ClientError, TimeoutError, OSError):
            return "later"
        return "mended"


def changed(repair: Repair) -> Message:
    """A message with what has changed."""
    with speaking(repair.language):
        made = tuple(_drawn(repair))
    text = fitted("\n".join(part.text for part in made), limits.SECTION)
    return Message(text=text, blocks=tuple(dict(block) for part in made for block in part.blocks))


def _drawn(repair: Repair) -> Iterator[Part]:
    for part in repair.parts:
        if part.quote is not None and part.quote in repair.redrawn:
            yield _in_place_of(part, repair.redrawn[part.quote])
        else:
            yield part


def _in_place_of(part: Part, piece: Quotation | Note) -> Part:
    """A piece as blocks, with the buttons that stood there."""
    found = list(units(piece))
    blocks = [block for unit in found for block in unit.blocks if block["type"] != "actions"]
    rows = [block for block in part.blocks if block["type"] == "actions"]
    return Part(blocks=(*blocks, *rows), text="\n".join(unit.text for unit in found), quote=part.quote)
