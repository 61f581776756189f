"""The App Home: topics, search, one's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.slack.callers import caller_of
from adapters.slack.delivery import FAILURES
from adapters.slack.layout import sentence, window
from adapters.slack.sending import Outlet, Place, reason
from adapters.slack.windows import home_tab
from bot import dispatch
from bot.languages import speaking
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncBoltContext

    from adapters.slack.desk import Caller, Desk


class Home:
    """Shows the App Home when somebody opens it, and again when its settings change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def opened(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Acknowledge, then show the page."""
        await ack()
        if (body.get("event") or {}).get("tab", "home") == "home":
            self._desk.begin(self.publish(caller_of(context)))

    async def publish(self, caller: Caller) -> None:
        """Put the page in place, as it is for this person."""
        try:
            reply = await self._desk.quickly(caller, dispatch.home)
        except CounterpointError as error:
            reply = dispatch.refused(error, "help", locale=await self._desk.language(caller))
        shown, _ = window(reply)
        try:
            await caller.client.views_publish(user_id=caller.user, view=home_tab(shown))
        except FAILURES as error:
            with speaking(reply.language):
                said = await self._desk.explain(error)
            self._desk.note("views.publish", reason(error))
            outlet = Outlet(caller.client, self._desk.session, Place(user=caller.user))
            await outlet.send(sentence(said.error or ""))
