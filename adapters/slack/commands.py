"""Slash commands and shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.slack import naming
from adapters.slack.callers import caller_of
from adapters.slack.delivery import FAILURES, ByHook, InWindow
from adapters.slack.markup import plain, typed
from adapters.slack.sending import Place, reason
from adapters.slack.windows import form_window, waiting_window
from bot import chat_texts, dispatch
from bot.adding import adds
from bot.commands import find
from bot.parser import parse
from knowledge.errors import CounterpointError, InputError

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncBoltContext

    from adapters.slack.desk import Caller, Desk
    from bot.command import Command
    from bot.forms import Form
    from bot.request import Place as Given

Arguments: TypeAlias = Mapping[str, "str | Sequence[Given] | None"]


class Commands:
    """Handlers of what people type after a slash, and of the shortcuts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def slash(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge a slash command, then answer it."""
        await ack()
        caller = caller_of(context, channel=body.get("channel_id"))
        place = Place(user=caller.user, channel=caller.channel, hook=body.get("response_url"))
        outlet = self._desk.outlet(caller, place)
        self._desk.begin(self._answer(caller, place, body), outlet, who=caller.who)

    async def shortcut(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge "Find counters" on a message, then answer it where the message stands."""
        await ack()
        message = body.get("message") or {}
        caller = caller_of(context, channel=(body.get("channel") or {}).get("id"))
        place = Place(
            user=caller.user,
            channel=caller.channel,
            thread=message.get("thread_ts"),
            hook=body.get("response_url"),
        )
        outlet = self._desk.outlet(caller, place)
        text = plain(str(message.get("text") or ""))
        self._desk.begin(self._counters(caller, place, text, body), outlet, who=caller.who)

    async def ask(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge the global shortcut, then open the form that asks for a claim."""
        await ack()
        caller = caller_of(context)
        place = Place(user=caller.user, window=True)
        outlet = self._desk.outlet(caller, place)
        self._desk.begin(self._ask(caller, place, body), outlet, who=caller.who)

    async def _answer(self, caller: Caller, place: Place, body: dict[str, Any]) -> None:
        if not await self._desk.is_new(body.get("trigger_id")):
            return
        line = naming.line_of(str(body.get("command", "")), typed(str(body.get("text") or ""))) or "/help"
        command, given = asked(line)
        trigger = str(body.get("trigger_id", ""))
        if command is not None and given is not None:
            form = await self._form(caller, command, given)
            if form is not None and await self._open(caller, trigger, form_window(form, place)):
                return
        outlet = self._desk.outlet(caller, place)
        if adds(command):
            # Only a window can show progress to one person alone.
            view = await self._open(caller, trigger, waiting_window(chat_texts.placeholder()))
            if view:
                await self._desk.answer(
                    caller, InWindow(outlet, view), lambda asker: dispatch.answer_line(line, asker), adds=True
                )
                return
        await self._desk.answer(
            caller, ByHook(outlet), lambda asker: dispatch.answer_line(line, asker), adds=adds(command)
        )

    async def _counters(self, caller: Caller, place: Place, text: str, body: dict[str, Any]) -> None:
        if await self._desk.is_new(body.get("trigger_id")):
            outlet = self._desk.outlet(caller, place)
            await self._desk.answer(caller, ByHook(outlet), lambda asker: dispatch.counters_of(text, asker))

    async def _ask(self, caller: Caller, place: Place, body: dict[str, Any]) -> None:
        command = find("counter")
        if command is None or not await self._desk.is_new(body.get("trigger_id")):
            return
        form = await self._form(caller, command, {})
        if form is not None:
            await self._open(caller, str(body.get("trigger_id", "")), form_window(form, place))

    async def _form(self, caller: Caller, command: Command, given: Arguments) -> Form | None:
        try:
            return await self._desk.quickly(caller, lambda asker: dispatch.form_before(command, given, asker))
        except CounterpointError:
            # Running the command says what is wrong.
            return None

    async def _open(self, caller: Caller, trigger: str, view: dict[str, Any]) -> str | None:
        """Open a window; the id of it, or None where Slack does not, as when the trigger is too old."""
        try:
            opened = await caller.client.views_open(trigger_id=trigger, view=view)
        except FAILURES as error:
            self._desk.note("views.open", reason(error))
            return None
        return str((opened.get("view") or {}).get("id", ""))


def asked(line: str) -> tuple[Command | None, Arguments | None]:
    """The command of a line with what was given for it; None for arguments that are not right."""
    found = naming.asked_for(line)
    if found is None:
        return None, None
    command, rest = found
    if not rest:
        return command, {}
    try:
        return command, {name: _given(value) for name, value in parse(line).arguments.items()}
    except InputError:
        return command, None


def _given(value: object) -> str | Sequence[Given] | None:
    return value if isinstance(value, tuple) else None if value is None else str(value)
