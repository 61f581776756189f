"""Forms that are filled in: what is suggested while somebody types, and what happens when they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from adapters.slack import limits
from adapters.slack.blocks import Block, option
from adapters.slack.callers import caller_of
from adapters.slack.delivery import ByHook, InWindow
from adapters.slack.files import handed
from adapters.slack.markup import length, unescaped
from adapters.slack.sending import Place
from adapters.slack.windows import SUGGESTS, files_of, left_out, sent_with, values_of, waiting_window
from bot import chat_texts, dispatch
from bot.adding import form_adds
from bot.command import Suggested
from bot.suggestions import suggest
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncBoltContext

    from adapters.slack.delivery import Delivery
    from adapters.slack.desk import Caller, Desk
    from adapters.slack.sending import Outlet
    from bot.reply import Reply
    from bot.request import Asker
    from knowledge.types import File

SUGGESTING: Final = 2.0
"""Seconds after which what was typed is offered alone; the acknowledgement carries the options."""


class Submissions:
    """Handlers of forms."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def suggested(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge with what fits what is being typed."""
        kind = str(body.get("action_id", "")).removeprefix(SUGGESTS)
        words = unescaped(str(body.get("value") or ""))
        found: list[tuple[str, str]] = []
        if kind in get_args(Suggested):
            caller, known = caller_of(context), cast(Suggested, kind)

            def look() -> list[tuple[str, str]]:
                workspace = self._desk.host.library.workspace(caller.workspace)
                return [(one.label, one.value) for one in suggest(known, words, workspace)]

            try:
                found = await asyncio.wait_for(self._desk.host.workers.quickly(look), SUGGESTING)
            except (TimeoutError, CounterpointError) as error:
                self._desk.note("suggestions", type(error).__name__)
        await ack(options=options(words, found))

    async def sent(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge a form, or say what is missing in it; then run its command."""
        view = body.get("view") or {}
        values = values_of(view)
        if errors := left_out(view, values):
            await ack(response_action="errors", errors=errors)
            return
        with_it = sent_with(view)
        place = Place.unpacked(with_it.get("place") or {}, user=str(context.user_id))
        if place.window:
            waiting = waiting_window(chat_texts.placeholder(), mark=mark_of(view))
            await ack(response_action="update", view=waiting)
        else:
            await ack()
        caller = caller_of(context, channel=place.channel)
        outlet = self._desk.outlet(caller, place)
        delivery = in_window(outlet, view) if place.window else ByHook(outlet)
        self._desk.begin(
            self._submit(caller, delivery, body, str(with_it.get("code", "")), values), outlet, who=caller.who
        )

    async def closed(self, ack: AsyncAck) -> None:
        """Acknowledge windows that have nothing to send."""
        await ack()

    async def _submit(
        self, caller: Caller, delivery: Delivery, body: dict[str, Any], code: str, values: Mapping[str, str]
    ) -> None:
        view = body["view"]
        if not await self._desk.is_new(body.get("trigger_id") or mark_of(view)):
            return
        filled: dict[str, str | File] = dict(values)
        try:
            if files := files_of(view):
                given = await handed(self._desk, caller, list(files.values()))
                filled.update(zip(files, given, strict=True))
        except CounterpointError as error:
            await self._desk.refuse(caller, delivery, error, "ingest")
            return

        def submit(asker: Asker) -> Reply:
            return dispatch.submit(code, filled, asker)

        await self._desk.answer(caller, delivery, submit, adds=form_adds(code))


def in_window(outlet: Outlet, view: Mapping[str, Any]) -> InWindow:
    """An answer for the window that takes the place of a form."""
    return InWindow(outlet, str(view.get("id")), mark=mark_of(view))


def mark_of(view: Mapping[str, Any]) -> str:
    """What names the window in place of a form, once it is there."""
    return f"{view.get('id')}.{view.get('hash')}"


def options(words: str, found: list[tuple[str, str]]) -> list[Block]:
    """What is offered: what was typed first, since the text is free, then what is known."""
    fitting = [(label, value) for label, value in found if 0 < length(value) <= limits.OPTION_VALUE]
    own = words.strip()
    if own and length(own) <= limits.OPTION_VALUE and own not in (value for _, value in fitting):
        fitting.insert(0, (own, own))
    return [option(label, value) for label, value in fitting[: limits.OPTIONS]]
