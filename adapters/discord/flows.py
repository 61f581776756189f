"""What happens when somebody uses the bot: acknowledge at once, work in a thread, send what comes out."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import discord

from adapters.discord import codes, gathering, living, origins, posting, publishing, sending, talk, views
from adapters.discord.early import Given
from adapters.discord.exchange import Exchange
from adapters.discord.gathering import Handed
from adapters.discord.layout import Message
from adapters.discord.limits import CHOICES
from adapters.discord.origins import Origin
from adapters.discord.progress import Progress
from adapters.discord.reading import text_of
from bot import adding, chat_texts, commands, dispatch, questions, suggestions
from bot.command import Command, Suggested
from bot.forms import Form
from bot.host import Host, Restarting
from bot.in_flight import FLIGHT, Leaving, delivering
from bot.presses import Expected
from bot.reply import Reply
from bot.request import Asker
from bot.suggestions import Choice
from bot.workspace import Workspace
from knowledge.errors import CounterpointError, InputError
from knowledge.types import File

T = TypeVar("T")
FETCHED_AT_ONCE = 2
LOOK_SECONDS = 1.2
"""What is looked up before the acknowledgement may take so long; else the usual is assumed."""
_UNKNOWN: tuple[Form | None, bool] = (None, True)
"""No form, and a private answer."""


class Flows:
    """The thin handlers of one connection to Discord."""

    def __init__(
        self,
        host: Host,
        fetch: gathering.Fetch,
        changed: Callable[[str], None],
        given: Callable[[int], Given | None] = lambda _: None,
    ) -> None:
        """What it needs of the connection.

        `fetch` gets the bytes of an attachment; `changed` is told a workspace in which something was changed;
        `given` tells what was done about an interaction before it was unpacked.
        """
        self._host = host
        self._given = given
        self._changed = changed
        self._fetch = fetch
        self._fetching = asyncio.Semaphore(FETCHED_AT_ONCE)

    async def command(
        self, interaction: discord.Interaction, command: Command, values: Mapping[str, object]
    ) -> None:
        """A slash command."""
        origin, file = self._origin(interaction), gathering.handed(values)
        asked = gathering.given(command, values, gathering.announced(file))
        exchange = self._exchange(interaction, origin)
        form, private = _UNKNOWN
        if not exchange.acknowledged:
            form, private = await self._look(
                origin,
                lambda asker: (
                    dispatch.form_before(command, asked, asker),
                    dispatch.is_private(command, asker),
                ),
                _UNKNOWN,
            )
        if form:
            await self._ask(interaction, form)
            return
        if not await exchange.acknowledge(private=private):
            return

        def run(asker: Asker, files: Mapping[str, File]) -> Reply:
            return dispatch.answer(command, gathering.given(command, values, files.get("")), asker)

        files, adds = {"": file} if file else {}, adding.adds(command)
        reply = await self._with_files(origin, files, run, exchange, adds=adds)
        await self._deliver(exchange, origin, reply)

    async def counters(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """The entry "Find counters" in the menu of a message."""
        origin, text = self._origin(interaction), text_of(message)
        counter = commands.find("counter")
        exchange, private = self._exchange(interaction, origin), True
        if not exchange.acknowledged:
            private = await self._look(origin, lambda asker: dispatch.is_private(counter, asker), True)
        if await exchange.acknowledge(private=private):
            reply = await self._work(origin, lambda asker: dispatch.counters_of(text, asker))
            await self._deliver(exchange, origin, reply)

    async def component(self, interaction: discord.Interaction) -> None:
        """A button or a menu; those of others are left alone."""
        data: Mapping[str, object] = dict(interaction.data or {})
        read = codes.read(str(data.get("custom_id", "")))
        if read is None:
            return
        code, opens_form = read
        if opens_form:
            await self._open(interaction, code)
            return
        values = data.get("values")
        chosen = str(values[0]) if isinstance(values, list) and values else None
        origin = self._origin(interaction)
        exchange = self._exchange(interaction, origin)
        if not origin.owned:
            await self._refuse(exchange, origin, InputError(chat_texts.not_your_library()))
        elif await self._acknowledge_press(exchange, origin, code):
            reply = await self._work(origin, lambda asker: dispatch.press(code, asker, chosen))
            await self._deliver(exchange, origin, await self._posted(interaction, origin, reply))

    async def _refuse(self, exchange: Exchange, origin: Origin, error: CounterpointError) -> None:
        if await exchange.acknowledge(private=True):
            await exchange.deliver(dispatch.refused(error, "help", locale=origin.locale))

    async def _acknowledge_press(self, exchange: Exchange, origin: Origin, code: str) -> bool:
        """Leave the message as it is where it will be replaced; else show a placeholder for the new one.

        A placeholder can be edited as often as a failing service wants; a new message would come twice.
        """
        if exchange.acknowledged:
            return True
        expected = await self._look(origin, lambda asker: dispatch.expected(code, asker), Expected())
        if expected.replaces:
            return await exchange.acknowledge_press()
        return await exchange.acknowledge(private=expected.private)

    async def form_sent(self, interaction: discord.Interaction) -> None:
        """A form that somebody filled in."""
        data: Mapping[str, object] = dict(interaction.data or {})
        read = codes.read(str(data.get("custom_id", "")))
        if read is None:
            return
        code, _ = read
        components, resolved = data.get("components"), data.get("resolved")
        sent = views.sent(components if isinstance(components, list) else [])
        texts, files = gathering.uploaded(sent, resolved if isinstance(resolved, dict) else {})
        origin = self._origin(interaction)
        exchange = self._exchange(interaction, origin)
        if not await self._acknowledge_press(exchange, origin, code):
            return

        def run(asker: Asker, fetched: Mapping[str, File]) -> Reply:
            return dispatch.submit(code, {**texts, **fetched}, asker)

        adds = adding.form_adds(code)
        reply = await self._with_files(origin, files, run, exchange, adds=adds)
        await exchange.deliver(await self._posted(interaction, origin, reply))

    async def suggestions(
        self, interaction: discord.Interaction, kind: Suggested, typed: str
    ) -> list[Choice]:
        """What fits what somebody has typed so far; nothing where that takes too long."""
        origin = self._origin(interaction)

        def look() -> list[Choice]:
            workspace = self._host.library.workspace(origin.workspace)
            return suggestions.suggest(kind, typed, workspace, limit=CHOICES)

        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._host.workers.quickly(look, who=origin.who)
        except (TimeoutError, CounterpointError):
            return []

    async def message(self, message: discord.Message, origin: Origin, me: int) -> None:
        """A mention or a direct message."""

        async def work(
            files: Sequence[Handed], run: Callable[[Asker, Sequence[File]], Reply], adds: bool
        ) -> Reply:
            named = {str(at): file for at, file in enumerate(files)}
            return await self._with_files(
                origin, named, lambda asker, got: run(asker, list(got.values())), adds=adds
            )

        reply, sent = await talk.answer(message, origin, me, work)
        if reply is not None:
            await self._keep(origin, reply, sent)

    def _origin(self, interaction: discord.Interaction) -> Origin:
        origin, given = origins.of_interaction(interaction), self._given(interaction.id)
        return replace(origin, roles=origin.roles | given.roles) if given and given.roles else origin

    def _exchange(self, interaction: discord.Interaction, origin: Origin) -> Exchange:
        return Exchange(interaction, origin, self._given(interaction.id))

    async def _deliver(self, exchange: Exchange, origin: Origin, reply: Reply) -> None:
        await exchange.deliver(reply)
        await self._keep(origin, reply, exchange.sent)

    async def _keep(
        self, origin: Origin, reply: Reply, sent: Sequence[tuple[Message, discord.Message]]
    ) -> None:
        """Keep what everybody reads, so that it can be mended; only a server's bot can change it later."""
        if not all(one.flags.ephemeral for _, one in sent):
            await self._kept(origin, lambda here: living.keep(here, reply, sent, person=origin.person))

    async def _kept(self, origin: Origin, keep: Callable[[Workspace], bool]) -> None:
        """Keep something of a server, and have it mended at once where it has changed meanwhile."""
        if origins.server_of(origin.workspace) is None:
            return
        try:
            if await self._host.workers.quickly(lambda: keep(self._host.library.workspace(origin.workspace))):
                self._changed(origin.workspace)
        except CounterpointError as error:
            posting.logger.warning("a public answer could not be kept: %s", error)

    async def failed(self, interaction: discord.Interaction, reply: Reply) -> None:
        """Say that something failed on our side."""
        exchange = self._exchange(interaction, self._origin(interaction))
        try:
            if interaction.response.is_done() or await exchange.acknowledge(private=True):
                await exchange.deliver(reply)
        except sending.NOT_TAKEN as error:
            posting.logger.warning("interaction %s could not be answered: %r", interaction.id, error)

    async def _open(self, interaction: discord.Interaction, code: str) -> None:
        """The form behind a button; or what says why there is none."""
        origin = self._origin(interaction)
        exchange = self._exchange(interaction, origin)
        try:
            if not origin.owned:
                raise InputError(chat_texts.not_your_library())
            made = await self._look(origin, lambda asker: dispatch.form_behind(code, asker), None)
            if made is None:
                raise InputError(chat_texts.not_now())
        except CounterpointError as error:
            await self._refuse(exchange, origin, error)
            return
        if isinstance(made, Form):
            await self._ask(interaction, made)
        elif await exchange.acknowledge(private=True):
            await exchange.deliver(made)

    async def _posted(self, interaction: discord.Interaction, origin: Origin, reply: Reply) -> Reply:
        """The reply; where something is to be posted first, the one that says what became of it."""
        wanted = reply.posting
        if wanted is None:
            return reply
        await delivering()
        posted = await publishing.publish(interaction, wanted)
        if posted.messages:
            post, person = wanted.post, origin.person
            await self._kept(origin, lambda here: living.keep_post(here, post, posted, person=person))
        return await self._work(origin, lambda asker: dispatch.after_posting(wanted, posted, asker))

    async def _ask(self, interaction: discord.Interaction, form: Form) -> None:
        await sending.acknowledged(interaction, lambda: interaction.response.send_modal(views.modal(form)))

    async def _look(self, origin: Origin, look: Callable[[Asker], T], otherwise: T) -> T:
        """What has to be known before the acknowledgement; it does not wait for long, whatever the load."""
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._host.workers.quickly(
                    lambda: look(origins.asker(origin, self._host)), who=origin.who
                )
        except (TimeoutError, CounterpointError):
            return otherwise

    async def _with_files(
        self,
        origin: Origin,
        files: Mapping[str, Handed],
        run: Callable[[Asker, Mapping[str, File]], Reply],
        exchange: Exchange | None = None,
        *,
        adds: bool,
    ) -> Reply:
        """Fetch files, where they may be added at all, and run with them."""
        wanted = await self._look(origin, dispatch.may_add, True) if files else False
        fetched: dict[str, File] = {}
        try:
            for name, file in files.items() if wanted else ():
                async with self._fetching:
                    fetched[name] = await gathering.fetched(file, self._fetch)
        except CounterpointError as error:
            return dispatch.refused(error, "ingest", locale=origin.locale)
        if exchange is None:
            return await self._work(origin, lambda asker: run(asker, fetched), adds=adds)
        progress = Progress(exchange.show)
        try:
            return await self._work(origin, lambda asker: run(asker, fetched), progress, adds=adds)
        finally:
            await progress.finish()

    async def _work(
        self,
        origin: Origin,
        run: Callable[[Asker], Reply],
        progress: Progress | None = None,
        *,
        adds: bool = False,
    ) -> Reply:
        # somebody's own library would name the person
        questions.within(origin.workspace if origins.server_of(origin.workspace) else None)

        def work() -> Reply:
            return dispatch.guarded(
                "help", lambda: run(origins.asker(origin, self._host, progress)), chat=True
            )

        flight = FLIGHT.get()
        try:
            if flight and flight.in_doubt:
                # it may be answered already, and nobody is answered twice
                raise Restarting
            if adds:
                reply = await self._host.workers.add(origin.workspace, work)
            else:
                reply = await self._host.workers.answer(work, who=origin.who)
        except CounterpointError as error:
            # no room in the queue, or no time left
            if flight and flight.leave_after(error):
                raise Leaving from error
            return dispatch.refused(error, "help", locale=origin.locale)
        if reply.done is not None:
            self._changed(origin.workspace)
        return reply
