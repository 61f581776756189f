"""What happens when somebody uses the bot: acknowledge at once, work in a thread, send what comes out."""

import asyncio
from collections.abc import Callable, Mapping

import discord

from adapters.discord import codes, gathering, origins, posting, sending, views
from adapters.discord.exchange import Exchange
from adapters.discord.gathering import Handed
from adapters.discord.layout import messages, plain_message
from adapters.discord.limits import CHOICES
from adapters.discord.origins import Origin
from adapters.discord.progress import Progress
from adapters.discord.reading import text_of, words_of
from bot import chat_texts, commands, dispatch, suggestions
from bot.command import Command, Suggested
from bot.forms import Form
from bot.host import Host
from bot.reply import Reply
from bot.request import Asker
from bot.suggestions import Choice
from knowledge.errors import CounterpointError
from knowledge.types import File

LOOK_SECONDS = 1.2
"""What is looked up before the acknowledgement may take so long; else the usual is assumed."""


class Flows:
    """The thin handlers of one connection to Discord."""

    def __init__(self, host: Host, fetch: gathering.Fetch) -> None:
        """`fetch` gets the bytes of an attachment."""
        self._host = host
        self._fetch = fetch

    async def command(
        self, interaction: discord.Interaction, command: Command, values: Mapping[str, object]
    ) -> None:
        """A slash command."""
        origin, file = origins.of_interaction(interaction), gathering.handed(values)
        asked = gathering.given(command, values, gathering.announced(file))
        form, private = await self._look(
            origin,
            lambda asker: (dispatch.form_before(command, asked, asker), dispatch.is_private(command, asker)),
        )
        if form:
            await self._ask(interaction, form)
            return
        exchange = Exchange(interaction, origin)
        if not await exchange.acknowledge(private=private):
            return

        def run(asker: Asker, files: Mapping[str, File]) -> Reply:
            return dispatch.answer(command, gathering.given(command, values, files.get("")), asker)

        await exchange.deliver(await self._with_files(origin, exchange, {"": file} if file else {}, run))

    async def counters(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """The entry "Find counters" in the menu of a message."""
        origin, text = origins.of_interaction(interaction), text_of(message)
        counter = commands.find("counter")
        _, private = await self._look(origin, lambda asker: (None, dispatch.is_private(counter, asker)))
        exchange = Exchange(interaction, origin)
        if await exchange.acknowledge(private=private):
            await exchange.deliver(await self._work(origin, lambda asker: dispatch.counters_of(text, asker)))

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
        origin = origins.of_interaction(interaction)
        exchange = Exchange(interaction, origin)
        if await exchange.acknowledge_press():
            await exchange.deliver(
                await self._work(origin, lambda asker: dispatch.press(code, asker, chosen))
            )

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
        origin = origins.of_interaction(interaction)
        exchange = Exchange(interaction, origin)
        if not await exchange.acknowledge(private=True):
            return

        def run(asker: Asker, fetched: Mapping[str, File]) -> Reply:
            return dispatch.submit(code, {**texts, **fetched}, asker)

        await exchange.deliver(await self._with_files(origin, exchange, files, run))

    async def suggestions(
        self, interaction: discord.Interaction, kind: Suggested, typed: str
    ) -> list[Choice]:
        """What fits what somebody has typed so far; nothing where that takes too long."""
        origin = origins.of_interaction(interaction)

        def look() -> list[Choice]:
            workspace = self._host.library.workspace(origin.workspace)
            return suggestions.suggest(kind, typed, workspace, limit=CHOICES)

        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._host.workers.quickly(look)
        except (TimeoutError, CounterpointError):
            return []

    async def message(self, message: discord.Message, me: int) -> None:
        """A mention or a direct message."""
        text = words_of(message, me)
        if text is None:
            return
        origin, mark = origins.of_message(message), str(message.id)
        try:
            waiting = await posting.post_one(
                message.channel, plain_message(chat_texts.placeholder()), mark=f"{mark}-p"
            )
        except sending.NOT_TAKEN:
            # Where the bot may not speak, there is nobody to tell.
            posting.logger.info("no right to answer in channel %s", message.channel.id)
            return
        reply = await self._work(origin, lambda asker: dispatch.answer_words(text, asker))
        first, *others = messages(reply)
        if await posting.replace(waiting, first, mark=mark):
            await posting.post(message.channel, others, mark=mark)

    async def failed(self, interaction: discord.Interaction, reply: Reply) -> None:
        """Say that something failed on our side."""
        exchange = Exchange(interaction, origins.of_interaction(interaction))
        try:
            if interaction.response.is_done() or await exchange.acknowledge(private=True):
                await exchange.deliver(reply)
        except sending.NOT_TAKEN as error:
            posting.logger.warning("interaction %s could not be answered: %r", interaction.id, error)

    async def _open(self, interaction: discord.Interaction, code: str) -> None:
        """The form behind a button; or what says why there is none."""
        origin = origins.of_interaction(interaction)

        def look() -> Form | Reply:
            found: list[Form] = []

            def behind(asker: Asker) -> Reply:
                made = dispatch.form_behind(code, asker)
                if isinstance(made, Reply):
                    return made
                found.append(made)
                return Reply(command="help", data={})

            reply = dispatch.guarded("help", lambda: behind(origins.asker(origin, self._host)))
            return found[0] if found else reply

        made = await self._host.workers.quickly(look)
        if isinstance(made, Form):
            await self._ask(interaction, made)
            return
        exchange = Exchange(interaction, origin)
        if await exchange.acknowledge_press():
            await exchange.deliver(made)

    async def _ask(self, interaction: discord.Interaction, form: Form) -> None:
        await sending.acknowledged(interaction, lambda: interaction.response.send_modal(views.modal(form)))

    async def _look(
        self, origin: Origin, look: Callable[[Asker], tuple[Form | None, bool]]
    ) -> tuple[Form | None, bool]:
        """What has to be known before the acknowledgement; it does not wait for long, whatever the load."""
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._host.workers.quickly(lambda: look(origins.asker(origin, self._host)))
        except (TimeoutError, CounterpointError):
            return None, True

    async def _with_files(
        self,
        origin: Origin,
        exchange: Exchange,
        files: Mapping[str, Handed],
        run: Callable[[Asker, Mapping[str, File]], Reply],
    ) -> Reply:
        try:
            fetched = {name: await gathering.fetched(file, self._fetch) for name, file in files.items()}
        except CounterpointError as error:
            return dispatch.failure("ingest", str(error), "refused")
        progress = Progress(exchange.show)
        try:
            return await self._work(origin, lambda asker: run(asker, fetched), progress)
        finally:
            await progress.finish()

    async def _work(
        self, origin: Origin, run: Callable[[Asker], Reply], progress: Progress | None = None
    ) -> Reply:
        def work() -> Reply:
            return dispatch.guarded("help", lambda: run(origins.asker(origin, self._host, progress)))

        try:
            return await self._host.workers.answer(work)
        except CounterpointError as error:
            # no room in the queue
            return dispatch.failure("help", str(error), "failed")
