"""Buttons and menus, in messages, windows and the App Home. All they need to know is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.slack import blocks
from adapters.slack.callers import caller_of, place_of_press
from adapters.slack.delivery import FAILURES, ByHook, Delivery, InWindow
from adapters.slack.layout import window
from adapters.slack.markup import unescaped
from adapters.slack.sending import Place, reason
from adapters.slack.windows import answer_window, form_window, waiting_window
from bot import chat_texts, dispatch
from bot.reply import Reply

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncBoltContext

    from adapters.slack.desk import Caller, Desk
    from adapters.slack.home import Home


class Presses:
    """The one handler of everything that can be pressed."""

    def __init__(self, desk: Desk, home: Home) -> None:
        self._desk = desk
        self._home = home

    async def pressed(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge, then do what the button is for."""
        await ack()
        place = place_of_press(body, str(context.user_id))
        caller = caller_of(context, channel=place.channel)
        for action in body.get("actions") or ():
            outlet = self._desk.outlet(caller, place)
            self._desk.begin(self._do(caller, place, body, action), outlet, who=caller.who)

    async def ignored(self, ack: AsyncAck) -> None:
        """Acknowledge what is not ours, such as a link on a button."""
        await ack()

    async def _do(self, caller: Caller, place: Place, body: dict[str, Any], action: dict[str, Any]) -> None:
        if not await self._desk.is_new(body.get("trigger_id")):
            return
        code, name = blocks.code_of(action), str(action.get("action_id", ""))
        view = body.get("view") or {}
        if name.startswith(blocks.FORM):
            await self._open_form(caller, place, body, code)
        elif name.startswith(blocks.MENU) and view.get("type") == "home":
            await self._set_at_home(caller, place, body, code, _chosen(action))
        else:
            chosen = _chosen(action)
            delivery = await self._delivery(caller, place, body)
            await self._desk.answer(caller, delivery, lambda asker: dispatch.press(code, asker, chosen))

    async def _delivery(self, caller: Caller, place: Place, body: dict[str, Any]) -> Delivery:
        outlet = self._desk.outlet(caller, place)
        view = body.get("view") or {}
        if view.get("type") == "modal":
            return InWindow(outlet, str(view["id"]))
        if view.get("type") == "home":
            opened = await self._show(caller, body, waiting_window(chat_texts.placeholder()))
            if opened:
                return InWindow(outlet, opened)
        return ByHook(outlet, patience=None)

    async def _open_form(self, caller: Caller, place: Place, body: dict[str, Any], code: str) -> None:
        found = await self._desk.quickly(caller, lambda asker: dispatch.form_behind(code, asker))
        if not isinstance(found, Reply):
            # The place goes with the form: what it changes may stand on the message whose button opened it.
            if await self._show(caller, body, form_window(found, place)):
                return
            found = await self._desk.explain(RuntimeError("a form could not be opened"))
        if place.window and await self._show(caller, body, answer_window(window(found)[0], place)):
            return
        delivery = ByHook(self._desk.outlet(caller, place), patience=None)
        await delivery.deliver(found, sharer=None, explain=self._desk.explain)

    async def _set_at_home(
        self, caller: Caller, place: Place, body: dict[str, Any], code: str, chosen: str | None
    ) -> None:
        """Change a setting, and show the App Home with it changed."""
        reply = await self._desk.quickly(caller, lambda asker: dispatch.press(code, asker, chosen))
        if reply.error is not None:
            await self._show(caller, body, answer_window(window(reply)[0], place))
        await self._home.publish(caller)

    async def _show(self, caller: Caller, body: dict[str, Any], view: dict[str, Any]) -> str | None:
        """Open a window, on top of the one that is open; its id, or None where Slack does not."""
        on_top = (body.get("view") or {}).get("type") == "modal"
        show = caller.client.views_push if on_top else caller.client.views_open
        try:
            opened = await show(trigger_id=str(body.get("trigger_id", "")), view=view)
        except FAILURES as error:
            self._desk.note("views.open", reason(error))
            return None
        return str((opened.get("view") or {}).get("id", ""))


def _chosen(action: dict[str, Any]) -> str | None:
    """What was chosen in a menu; None for a button."""
    chosen = action.get("selected_option") or {}
    value = chosen.get("value")
    return None if value is None else unescaped(str(value))
