"""Mentions and direct messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from adapters.slack.callers import caller_of
from adapters.slack.delivery import InChat
from adapters.slack.files import fetched
from adapters.slack.markup import plain
from adapters.slack.sending import Place
from bot import dispatch
from bot.commands import find
from knowledge.errors import InputError

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncBoltContext

    from adapters.slack.desk import Caller, Desk
    from bot.reply import Reply
    from bot.request import Asker

HEARD: Final = (None, "file_share", "thread_broadcast")
"""Kinds of messages that somebody wrote to the bot; others tell of changes."""
_FIRST_MENTION: Final = re.compile(r"\A\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*")


class Talk:
    """Handlers of what people say to the bot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def mentioned(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge a mention, then answer in its thread."""
        await ack()
        event = body["event"]
        if event.get("bot_id") or event.get("edited") or not event.get("user"):
            return
        caller = caller_of(context, channel=event.get("channel"))
        thread = event.get("thread_ts") or event.get("ts")
        place = Place(user=caller.user, channel=caller.channel, thread=thread)
        outlet = self._desk.outlet(caller, place)
        text = plain(_FIRST_MENTION.sub("", str(event.get("text") or "")))
        delivery = InChat(outlet, private=is_for_one)
        self._desk.begin(self._answer(caller, delivery, text, str(body.get("event_id", ""))), outlet)

    async def direct(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge a direct message, then answer it; in a thread where it stands in one."""
        await ack()
        event = body["event"]
        ours = event.get("bot_id") or not event.get("user") or event.get("subtype") not in HEARD
        if ours or event.get("channel_type") != "im":
            return
        caller = caller_of(context, channel=event.get("channel"))
        place = Place(user=caller.user, channel=caller.channel, thread=event.get("thread_ts"))
        outlet = self._desk.outlet(caller, place)
        text, delivery = plain(str(event.get("text") or "")), InChat(outlet)
        name = str(body.get("event_id", ""))
        files = event.get("files") or []
        if files and (not text or text.lower().startswith("source add")):
            self._desk.begin(self._add(caller, delivery, files, name), outlet)
        else:
            self._desk.begin(self._answer(caller, delivery, text, name), outlet)

    async def heard(self, ack: AsyncAck) -> None:
        """Acknowledge events that need nothing."""
        await ack()

    async def _answer(self, caller: Caller, delivery: InChat, text: str, name: str) -> None:
        if await self._desk.is_new(name):
            words = text or "/help"
            await self._desk.answer(caller, delivery, lambda asker: dispatch.answer_words(words, asker))

    async def _add(self, caller: Caller, delivery: InChat, files: list[dict[str, Any]], name: str) -> None:
        """Files that were sent without a question are sources to add."""
        command = find("ingest")
        if command is None or not await self._desk.is_new(name):
            return
        try:
            given = tuple([await fetched(self._desk, caller, file) for file in files])
        except InputError as error:
            reply = dispatch.failure(command.name, str(error), "refused")
            await delivery.deliver(reply, sharer=None, explain=self._desk.explain)
            return

        def add(asker: Asker) -> Reply:
            return dispatch.answer(command, {"place": given}, asker)

        await self._desk.answer(caller, delivery, add)


def is_for_one(reply: Reply) -> bool:
    """Whether others in a channel must not see the answer to a mention: errors, and what is personal.

    A mention is asked before everybody, so its answer is for everybody, whatever answers are at first.
    """
    command = find(reply.command)
    personal = command is not None and (command.personal or command.audience == "moderator")
    return reply.outcome != "answered" or (personal and reply.private)
