"""Where everything that comes in is answered: one piece of work each, in the bot's threads."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from adapters.slack.connections import PLATFORM
from adapters.slack.delivery import send_all
from adapters.slack.groups import Groups
from adapters.slack.handing import hand_over, without_files
from adapters.slack.layout import messages
from adapters.slack.living import keep
from adapters.slack.people import People, Person
from adapters.slack.places import PLACE
from adapters.slack.publishing import publish
from adapters.slack.sending import Outlet, Place, Sent
from bot import chat_texts, dispatch, questions
from bot.fair_queue import Who
from bot.host import Busy, Restarting
from bot.in_flight import FLIGHT, Leaving
from bot.languages import speaking, spoken
from bot.moderation.moderators import NAME as MODERATORS
from bot.moderation.moderators import group_of
from bot.request import Asker
from bot.settings import language_for
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from aiohttp import ClientSession
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.delivery import Delivery
    from adapters.slack.settings import Settings
    from bot.host import Host
    from bot.in_flight import Flight
    from bot.reply import Posting, Reply

T = TypeVar("T")
BETWEEN_EDITS: Final = 1.0
"""Seconds between two changes of the same message."""
AT_ONCE: Final = 2
"""Files that are fetched at the same time; each may be large."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, in which workspace, and the client that speaks with their Slack."""

    team: str
    user: str
    client: AsyncWebClient
    channel: str | None = None
    installer: str | None = None
    """Who installed the app there, where that is known."""

    @property
    def workspace(self) -> str:
        """The id of the workspace, as the library names it."""
        return workspace_id(self.team)

    @property
    def who(self) -> Who:
        """Whose work it is."""
        return Who(self.workspace, self.user)


class Desk:
    """Takes what comes in, has the bot answer it, and sees that the answer arrives."""

    def __init__(self, host: Host, settings: Settings, session: ClientSession | None) -> None:
        self.host = host
        self.settings = settings
        self.session = session
        self.people = People()
        self.groups = Groups(self._group)
        self.fetching = asyncio.Semaphore(AT_ONCE)
        self.changed: Callable[[str], None] = lambda _: None
        """Told a workspace in which something was changed that public answers may show."""
        self._begun: set[asyncio.Task[None]] = set()

    def begin(
        self, work: Coroutine[Any, Any, None], outlet: Outlet | None = None, *, who: Who | None = None
    ) -> None:
        """Do something after the acknowledgement; it is finished even when the program ends meanwhile.

        `outlet`: where somebody waits, who must hear of it when it fails; `who`: who needs a place for it.
        """
        if flight := FLIGHT.get():
            flight.hold()
        task = asyncio.ensure_future(self._guarded(self._inside(work, who) if who else work, outlet))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def finish(self) -> None:
        """Wait for what was begun."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.host.grace):
                # more may come until the connection is closed, and is told that the bot is being restarted
                while self._begun:
                    await asyncio.wait(self._begun)

    async def is_new(self, delivery: str | None) -> bool:
        """Whether this was not delivered before, to this process or another."""
        if not delivery:
            return True
        flight = FLIGHT.get()
        if flight is not None and flight.delivery == f"{PLATFORM}:{delivery}":
            return await flight.is_new()
        installation = self.host.library.installation
        return await self.host.workers.quickly(lambda: installation.first_time(f"slack:{delivery}"))

    def outlet(self, caller: Caller, place: Place) -> Outlet:
        """What sends messages to a place."""
        return Outlet(caller.client, self.session, place, team=caller.team)

    async def person(self, caller: Caller) -> Person:
        """Who the caller is, and whether they moderate."""
        person = await self.people.find(caller.client, caller.team, caller.user, installer=caller.installer)
        asked = person.audience == "member" and person.full
        if asked and await self.groups.holds(caller.client, caller.team, caller.user):
            return replace(person, audience="moderator")
        return person

    async def _group(self, team: str) -> str | None:
        """The user group that a workspace lets moderate."""
        library = self.host.library
        try:
            return await self.host.workers.quickly(lambda: group_of(library.workspace(workspace_id(team))))
        except CounterpointError:
            # what is asked next says what is wrong
            return None

    async def quickly(self, caller: Caller, run: Callable[[Asker], T]) -> T:
        """Ask the bot for what somebody waits for, such as a form."""
        person = await self.person(caller)
        return await self.host.workers.quickly(lambda: run(self._asker(caller, person)), who=caller.who)

    async def language(self, caller: Caller) -> str:
        """What to say to somebody before the bot is asked, or instead of it."""
        try:
            return await self.quickly(caller, language_for)
        except CounterpointError:
            return (await self.person(caller)).locale

    async def refuse(
        self, caller: Caller, delivery: Delivery, error: CounterpointError, command: str
    ) -> None:
        """Say why the bot is not asked."""
        reply = dispatch.refused(error, command, locale=await self.language(caller))
        await delivery.deliver(reply, sharer=None, explain=self.explain)

    async def answer(
        self, caller: Caller, delivery: Delivery, run: Callable[[Asker], Reply], *, adds: bool = False
    ) -> Reply:
        """Have the bot answer, and deliver the answer; `adds`: sources are added, which takes long."""
        person = await self.person(caller)
        with speaking(person.locale):
            return await self._answer(caller, person, delivery, run, adds=adds)

    async def _answer(
        self,
        caller: Caller,
        person: Person,
        delivery: Delivery,
        run: Callable[[Asker], Reply],
        *,
        adds: bool,
    ) -> Reply:
        questions.within(caller.workspace)
        flight = FLIGHT.get()
        progress = Edits(delivery, person.locale)
        ready = _readiness(flight)
        waiting = asyncio.ensure_future(_quietly(delivery.waiting(ready)))
        try:
            if flight and flight.in_doubt:
                # it may be answered already, and nobody is answered twice
                raise Restarting  # noqa: TRY301 - explained as any other reason
            reply = await self._work(caller, lambda: run(self._asker(caller, person, progress)), adds=adds)
            if flight:
                await flight.deliver()
            if reply.posting is not None:
                reply = await self._posted(caller, person, reply.posting, delivery.outlet.place)
        except Exception as error:  # noqa: BLE001 - the bot raises nothing, but what is before it may
            reply = await self.explain(error)
            if flight and flight.leave_after(error):
                # whoever comes after this process answers it
                return reply
        finally:
            ready.set()
            await progress.end()
            await waiting
        sharer = person.name or f"@{person.id}" if reply.shared_by else None
        with speaking(reply.language):
            shown = without_files(reply, delivery.outlet)
            await delivery.deliver(shown, sharer=sharer, explain=self.explain)
            await hand_over(delivery.outlet, reply)
        if reply.done is not None:
            self.changed(caller.workspace)
        if reply.command == MODERATORS:
            self.groups.forget(caller.team)
        await self._keep(caller, reply, delivery.outlet.sent)
        return reply

    async def _posted(self, caller: Caller, person: Person, wanted: Posting, here: Place) -> Reply:
        """Post what is to be posted, and have the bot say what became of it."""
        sharer = person.name or f"@{person.id}"
        posted = await publish(caller.client, wanted, here, sharer=sharer)
        with speaking(wanted.post.language):
            found = messages(wanted.post, sharer=sharer)
        sent = [
            Sent(message=message, channel=str(posted.channel), ts=ts, public=True)
            for message, ts in zip(found, posted.messages, strict=False)
        ]
        await self._keep(caller, wanted.post, sent)
        return await self._work(
            caller, lambda: dispatch.after_posting(wanted, posted, self._asker(caller, person)), adds=False
        )

    async def _keep(self, caller: Caller, reply: Reply, sent: Sequence[Sent]) -> None:
        """Keep what everybody reads, so that it can be mended."""
        if not sent:
            return
        library = self.host.library
        try:
            if await self.host.workers.quickly(
                lambda: keep(library.workspace(caller.workspace), reply, sent, person=caller.user)
            ):
                self.changed(caller.workspace)
        except CounterpointError as error:
            logger.warning("a public answer could not be kept: %s", error)

    async def _work(self, caller: Caller, work: Callable[[], Reply], *, adds: bool) -> Reply:
        if adds:
            return await self.host.workers.add(caller.workspace, work)
        return await self.host.workers.answer(work, who=caller.who)

    def note(self, what: str, why: str) -> None:
        """Write to the log what did not work, and was done in another way."""
        logger.info("%s: %s", what, why)

    async def explain(self, error: BaseException) -> Reply:
        """Note in the log what went wrong; give the sentence to show. Raises `Leaving`, which is nobody's to hear."""
        if isinstance(error, Leaving):
            raise error
        if isinstance(error, CounterpointError):
            return dispatch.refused(error, "help", locale=spoken())
        return dispatch.unexpected(error, "help", None)

    def _asker(self, caller: Caller, person: Person, progress: Edits | None = None) -> Asker:
        return Asker(
            workspace=self.host.library.workspace(caller.workspace),
            person=caller.user,
            name=person.name or "",
            audience=person.audience,
            chat=True,
            channel=caller.channel or caller.user,
            locale=person.locale,
            progress=progress,
            pages=self.host.pages(caller.workspace),
        )

    async def _inside(self, work: Coroutine[Any, Any, None], who: Who) -> None:
        """Do something once there is a place for it, unless one was kept. Raises `Busy`."""
        place = PLACE.get()
        try:
            if place is None or not place.give_up():
                await self.host.door.enter(who)
        except Busy:
            work.close()
            raise
        try:
            await work
        finally:
            self.host.door.leave(who)

    async def _guarded(self, work: Coroutine[Any, Any, None], outlet: Outlet | None) -> None:
        try:
            await work
        except Leaving:
            logger.info("a question is left to another process")
        except Exception as error:  # noqa: BLE001 - a task's edge: nobody else would hear of it
            with speaking(self.people.locale(outlet.team, outlet.place.user) if outlet else spoken()):
                reply = await self.explain(error)
                if outlet is not None:
                    await _quietly(send_all(outlet, messages(reply), reply, explain=self.explain))
        questions.finish()
        if flight := FLIGHT.get():
            await flight.let_go()


class Edits:
    """Progress as the core tells it in a worker thread, shown about once a second at most."""

    def __init__(self, delivery: Delivery, locale: str) -> None:
        self._delivery = delivery
        self._locale = locale
        self._loop = asyncio.get_running_loop()
        self._last = time.monotonic()
        self._edit: asyncio.Task[None] | None = None
        self._over = False

    def __call__(self, file: str, done: int, total: int) -> None:
        """Hear how far it is; called in a worker thread."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._show, file, done, total)

    async def end(self) -> None:
        """Let no edit come after the answer."""
        self._over = True
        if self._edit is not None:
            await self._edit

    def _show(self, file: str, done: int, total: int) -> None:
        busy = self._edit is not None and not self._edit.done()
        if self._over or busy or time.monotonic() - self._last < BETWEEN_EDITS:
            return
        self._last = time.monotonic()
        with speaking(self._locale):
            text = chat_texts.progress(file, done, total)
        self._edit = asyncio.ensure_future(_quietly(self._delivery.progress(text)))


def _readiness(flight: Flight | None) -> asyncio.Event:
    """What is set once nobody has to be told to wait: from the first, where another process has perhaps told them."""
    ready = asyncio.Event()
    if flight and flight.taken_over:
        # how often a response_url can be used is limited
        ready.set()
    return ready


def workspace_id(team: str) -> str:
    """What the library calls a Slack workspace."""
    return f"slack-{team}"


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    """Do what the answer does not hang on."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the answer comes, with or without it
        logger.info("a placeholder could not be shown: %s", type(error).__name__)
