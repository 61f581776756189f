"""Public answers as they were sent, and how one is changed where a quote of it has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import discord
from discord.http import Route

from adapters.discord import layout, pieces, posting, views
from adapters.discord.blocks import Block, Panel
from adapters.discord.limits import TEXT, size
from adapters.discord.sending import BROKEN, UNDELIVERABLE, persistently
from bot import living
from bot.languages import speaking
from bot.reply import Note, Quotation
from bot.texts import shortened
from knowledge.storage.answers import Part

if TYPE_CHECKING:
    from adapters.discord.layout import Message
    from bot.living import Outcome, Repair
    from bot.reply import Posted, Reply
    from bot.workspace import Workspace

COMPONENTS_V2: Final = 1 << 15
ROW, TEXT_DISPLAY = 1, 10
SHORT: Final = 60
"""Longest warning where a message has no room for a longer one."""


def keep(
    workspace: Workspace, reply: Reply, sent: Sequence[tuple[Message, discord.Message]], *, person: str
) -> bool:
    """Keep what everybody reads of an answer; whether it has changed meanwhile."""
    public = [
        (message, posted.channel.id, posted.id) for message, posted in sent if not posted.flags.ephemeral
    ]
    return _keep(workspace, reply, public, person=person)


def keep_post(workspace: Workspace, post: Reply, posted: Posted, *, person: str) -> bool:
    """Keep what a moderator had posted; whether it has changed meanwhile."""
    with speaking(post.language):
        found = layout.messages(post)
    channel = int(posted.channel or 0)
    public = [(message, channel, int(name)) for message, name in zip(found, posted.messages, strict=False)]
    return _keep(workspace, post, public, person=person)


def _keep(
    workspace: Workspace, reply: Reply, public: Sequence[tuple[Message, int, int]], *, person: str
) -> bool:
    changed = [
        living.keep(workspace, reply, person=person, place=_packed(channel, number), parts=parts(message))
        for message, channel, number in public
        if not message.files
    ]
    return any(changed)


def parts(message: Message) -> tuple[Part, ...]:
    """A message as Discord takes it, apart at its quotes."""

    def quote(block: Block) -> str | None:
        return block.quote if isinstance(block, Panel) else None

    return tuple(
        Part(blocks=tuple(views.component(block) for block in blocks), quote=name)
        for name, blocks in groupby(message.blocks, key=quote)
    )


async def edit(client: discord.Client, _workspace: str, repair: Repair) -> Outcome:
    """Change a message; only where Discord does not answer, it is to be tried again."""
    components = changed(repair)
    if components is None:
        return "unreachable"
    channel, message = json.loads(repair.place)
    route = Route(
        "PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=channel, message_id=message
    )
    body = {"components": components, "flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}}
    try:
        await persistently(lambda: client.http.request(route, json=body))
    except (*BROKEN, *UNDELIVERABLE):
        return "later"
    except discord.HTTPException as error:
        posting.logger.info("message %s cannot be changed: %s", message, error.code)
        return "unreachable"
    return "mended"


def changed(repair: Repair) -> list[dict[str, Any]] | None:
    """The components of a message with what has changed; None where there is no room for it."""
    with speaking(repair.language):
        for piece_of in (_as_it_is, _in_short):
            made = list(_drawn(repair, {quote: piece_of(one) for quote, one in repair.redrawn.items()}))
            if sum(map(_text, made)) <= TEXT:
                return made
    return None


def _drawn(repair: Repair, redrawn: Mapping[str, Quotation | Note]) -> Iterator[dict[str, Any]]:
    for part in repair.parts:
        if part.quote is not None and part.quote in redrawn:
            yield from _in_place_of(part, redrawn[part.quote])
        else:
            yield from map(dict, part.blocks)


def _in_place_of(part: Part, piece: Quotation | Note) -> list[dict[str, Any]]:
    """A piece as components, with the buttons that stood there."""
    made = [views.component(block) for block in pieces.blocks(piece)]
    rows = [row for block in part.blocks for row in block.get("components", ()) if row["type"] == ROW]
    for block in made:
        if "components" in block:
            block["components"] = [one for one in block["components"] if one["type"] != ROW]
    if rows and "components" in made[-1]:
        made[-1]["components"] += rows
    return made


def _as_it_is(piece: Quotation | Note) -> Quotation | Note:
    return piece


def _in_short(piece: Quotation | Note) -> Quotation | Note:
    if isinstance(piece, Note) or piece.warning is None:
        return piece
    return replace(piece, warning=shortened(piece.warning, SHORT))


def _text(component: Mapping[str, Any]) -> int:
    inside = sum(map(_text, component.get("components", ())))
    return inside + (size(component["content"]) if component["type"] == TEXT_DISPLAY else 0)


def _packed(channel: int, message: int) -> str:
    return json.dumps([channel, message])
