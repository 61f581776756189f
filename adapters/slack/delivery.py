"""How an answer reaches whoever asked: a placeholder where one can be replaced, progress, the answer, its rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.layout import Message, in_plain_text, messages, sentence, window
from adapters.slack.pictures import uploaded
from adapters.slack.sending import REFUSED, Outlet, Refused, Undelivered, reason
from adapters.slack.windows import answer_window, waiting_window
from bot import chat_texts

if TYPE_CHECKING:
    from bot.reply import Reply

Explain: TypeAlias = Callable[[BaseException], Awaitable["Reply"]]
"""Notes a fault of ours in the log and gives the sentence to show."""
PATIENCE: Final = 4.0
"""Seconds after which somebody is told to wait, where the telling stays on the screen."""
UNTIL_THERE: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries to change a window that an acknowledgement shows."""
FAILURES: Final = (SlackApiError, ClientError, TimeoutError, OSError)

logger = logging.getLogger(__name__)


class Delivery(Protocol):
    """One answer on its way."""

    outlet: Outlet

    async def waiting(self, ready: asyncio.Event) -> None:
        """Show that something is being done, unless the answer is `ready` before."""

    async def progress(self, text: str) -> None:
        """Show how far it is, at the same place."""

    async def deliver(self, reply: Reply, *, sharer: str | None, explain: Explain) -> None:
        """Show the answer. It never fails silently: what Slack refuses comes as plain text with a reference."""


class ByHook:
    """For a command, a shortcut or a button: by response_url, private or not as the reply says."""

    def __init__(self, outlet: Outlet, *, patience: float | None = PATIENCE) -> None:
        """`patience`: after how many seconds the placeholder comes, which cannot be replaced; None for never."""
        self.outlet = outlet
        self._patience = patience

    async def waiting(self, ready: asyncio.Event) -> None:
        """Show the placeholder, if the answer takes a while."""
        if self._patience is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(ready.wait(), self._patience)
            return
        await self.outlet.send(sentence(chat_texts.placeholder()))

    async def progress(self, text: str) -> None:
        """Nothing: such a message cannot be changed."""

    async def deliver(self, reply: Reply, *, sharer: str | None, explain: Explain) -> None:
        """Show the answer, in place of the message with the button where the reply says so."""
        replacing = reply.placement == "replace" and self.outlet.place.ts is not None
        await send_all(
            self.outlet,
            messages(reply, sharer=sharer, pictures=await uploaded(self.outlet.client, reply)),
            reply,
            explain=explain,
            public=not reply.private,
            replacing=replacing,
        )


class InChat:
    """For a direct message or a mention: as messages of the bot, the placeholder among them."""

    def __init__(self, outlet: Outlet, *, private: Callable[[Reply], bool] | None = None) -> None:
        """`private`: which replies only the asker sees, where others read along; None where nobody does."""
        self.outlet = outlet
        self._private = private
        self._ts: str | None = None

    async def waiting(self, ready: asyncio.Event) -> None:
        """Post the placeholder, which the answer will replace; not where others read along."""
        if self._private is not None or ready.is_set():
            return
        place = self.outlet.place
        posted = await self.outlet.client.chat_postMessage(
            channel=str(place.channel),
            thread_ts=place.thread,
            text=sentence(chat_texts.placeholder()).text,
            unfurl_links=False,
            unfurl_media=False,
        )
        self._ts = str(posted["ts"])

    async def progress(self, text: str) -> None:
        """Change the placeholder."""
        if self._ts is not None:
            await self._update(sentence(text))

    async def deliver(self, reply: Reply, *, sharer: str | None, explain: Explain) -> None:
        """Change the placeholder into the answer, and post what it has no room for."""
        found = messages(reply, sharer=sharer, pictures=await uploaded(self.outlet.client, reply))
        if self._ts is not None:
            try:
                await self._update(found[0])
                found = found[1:]
            except FAILURES as error:
                if reason(error) in REFUSED:
                    found = await refused(reply, error, explain)
                    await self._update(found[0])
                    found = found[1:]
        hidden = self._private is not None and self._private(reply)
        await send_all(self.outlet, found, reply, explain=explain, public=not hidden)

    async def _update(self, message: Message) -> None:
        await self.outlet.client.chat_update(
            channel=str(self.outlet.place.channel), ts=str(self._ts), **message.body()
        )


class InWindow:
    """For what is asked in the App Home or in a window: in that window, changed in place."""

    def __init__(self, outlet: Outlet, view: str, *, mark: str | None = None) -> None:
        """`view`: the id of the window, which is open and says to wait; `mark`: its name where it is still to come.

        A form becomes such a window by its acknowledgement, which would undo a change that overtakes it.
        """
        self.outlet = outlet
        self._view = view
        self._mark = mark

    async def waiting(self, ready: asyncio.Event) -> None:
        """Nothing: the window opened with the placeholder."""

    async def progress(self, text: str) -> None:
        """Change the text in the window."""
        await self._change(waiting_window(text))

    async def deliver(self, reply: Reply, *, sharer: str | None, explain: Explain) -> None:
        """Show the answer in the window; in a message of its own when the window was closed, or it is shared."""
        pictures = await uploaded(self.outlet.client, reply)
        if reply.shared_by and not reply.private and self.outlet.place.channel:
            found = messages(reply, sharer=sharer, pictures=pictures)
            await send_all(self.outlet, found, reply, explain=explain, public=True)
            return
        shown, rest = window(reply, pictures=pictures)
        try:
            await self._change(answer_window(shown, self.outlet.place))
        except FAILURES as error:
            if reason(error) in REFUSED:
                await send_all(self.outlet, await refused(reply, error, explain), reply, explain=explain)
                return
            rest = messages(reply, sharer=sharer, pictures=pictures)
        await send_all(self.outlet, rest, reply, explain=explain)

    async def _change(self, window: dict[str, Any]) -> None:
        """Change the window, once it is there."""
        update = self.outlet.client.views_update
        for wait in UNTIL_THERE if self._mark else ():
            try:
                await update(external_id=self._mark, view=window)
            except SlackApiError as error:
                if reason(error) != "not_found":
                    raise
                await asyncio.sleep(wait)
            else:
                self._mark = None
                return
        await update(view_id=self._view, view=window)


async def send_all(
    outlet: Outlet,
    found: Sequence[Message],
    reply: Reply,
    *,
    explain: Explain,
    public: bool = False,
    replacing: bool = False,
) -> None:
    """Send messages one after the other, in plain text where Slack refuses their layout."""
    try:
        for place, message in enumerate(found):
            await outlet.send(message, public=public, replacing=replacing and place == 0)
    except Refused as error:
        for message in await refused(reply, error, explain):
            await outlet.send(message)
    except Undelivered as error:
        await explain(error)


async def refused(reply: Reply, error: BaseException, explain: Explain) -> tuple[Message, ...]:
    """The reply in plain text, with the number under which the log has the refusal."""
    logger.warning("Slack refused a layout: %s", error if isinstance(error, Refused) else reason(error))
    return (*in_plain_text(reply), *in_plain_text(await explain(error)))
