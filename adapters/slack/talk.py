"""Mentions and direct messages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from adapters.slack.callers import caller_of
from adapters.slack.delivery import InChat
from adapters.slack.files import handed
from adapters.slack.markup import plain
from adapters.slack.naming import meant
from adapters.slack.sending import Place
from bot import dispatch
from bot.adding import words_add
from knowledge.errors import CounterpointError

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
        text = meant(plain(_FIRST_MENTION.sub("", str(event.get("text") or ""))))
        delivery = InChat(outlet, private=lambda reply: reply.for_one)
        name = str(body.get("event_id", ""))
        self._desk.begin(self._answer(caller, delivery, text, name, in_public=True), outlet, who=caller.who)

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
        text, delivery = meant(plain(str(event.get("text") or ""))), InChat(outlet)
        name = str(body.get("event_id", ""))
        files = event.get("files") or []
        if files:
            self._desk.begin(self._with_files(caller, delivery, text, files, name), outlet, who=caller.who)
        else:
            self._desk.begin(self._answer(caller, delivery, text, name), outlet, who=caller.who)

    async def heard(self, ack: AsyncAck) -> None:
        """Acknowledge events that need nothing."""
        await ack()

    async def _answer(
        self, caller: Caller, delivery: InChat, text: str, name: str, *, in_public: bool = False
    ) -> None:
        words = text or "/help"

        def run(asker: Asker) -> Reply:
            return dispatch.answer_words(words, replace(asker, in_public=in_public))

        if await self._desk.is_new(name):
            await self._desk.answer(caller, delivery, run, adds=words_add(words))

    async def _with_files(
        self, caller: Caller, delivery: InChat, text: str, files: list[dict[str, Any]], name: str
    ) -> None:
        if not await self._desk.is_new(name):
            return
        try:
            given = await handed(self._desk, caller, files)
        except CounterpointError as error:
            await self._desk.refuse(caller, delivery, error, "ingest")
            return
        await self._desk.answer(
            caller, delivery, lambda asker: dispatch.answer_words(text, asker, given), adds=True
        )
