"""The connection to Discord: which events it listens to, and who handles them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.calls import traced
from adapters.discord import commands, departures, living, origins, reading, syncing, talk, turns, waiting
from adapters.discord.connections import PLATFORM, Connections
from adapters.discord.early import Early, Given
from adapters.discord.flows import Flows
from adapters.discord.kept import SENT, Kept
from adapters.discord.lines import Lines
from adapters.discord.origins import Origin
from adapters.discord.seen import Seen
from adapters.discord.settings import Settings
from adapters.discord.shards import Shards
from bot import chat_texts, dispatch, questions
from bot import commands as registry
from bot.command import Command
from bot.departures import keep_deleting
from bot.host import Busy, Host, Restarting
from bot.in_flight import Flight, Leaving, held
from bot.mending import Mending
from knowledge.errors import InputError

logger = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """Servers, and messages in which the bot is mentioned; nothing that Discord has to allow first."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    return wanted


def point_to(settings: Settings) -> None:
    """Let the library talk to the addresses that are set. They hold for the whole process."""
    if settings.api_url:
        Route.BASE = settings.api_url
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


def _shared(shards: Shards | None) -> dict[str, Any]:
    """What the library has to know where processes share the servers."""
    return {"shard_ids": list(shards.ids), "shard_count": shards.count} if shards else {}


class Tree(app_commands.CommandTree["Client"]):
    """Slash commands, each delivery handled once."""

    async def interaction_check(self, interaction: discord.Interaction["Client"], /) -> bool:
        """Whether this delivery is the first one."""
        return interaction.client.is_new(interaction.id)

    async def on_error(
        self, interaction: discord.Interaction["Client"], error: app_commands.AppCommandError, /
    ) -> None:
        """A command that Discord still shows although it is gone, or changed, after an update."""
        logger.warning("interaction %s: %s", interaction.id, error)
        await interaction.client.tell_of_change(interaction)


class Client(discord.AutoShardedClient):
    """Counterpoint in Discord."""

    def __init__(self, host: Host, settings: Settings, ready: Callable[[str], None]) -> None:
        """`ready` is told once the bot is there."""
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=waiting.LONGEST,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            http_trace=waiting.with_ceiling(traced(PLATFORM)),
            **_shared(settings.shards),
        )
        self._shares = settings.shards is not None
        self._leads = settings.shards is None or settings.shards.leads
        self._is_ours = settings.shards.holds if settings.shards else departures.everywhere
        self.seen = Seen()
        self.tree = Tree(self)
        self._host = host
        self._gateway = yarl.URL(settings.gateway_url) if settings.gateway_url else None
        self._tell_ready = ready
        self._mending = Mending(host, self._serves, partial(living.edit, self))
        lines = Lines(settings.api_url or Route.BASE, user_agent=self.http.user_agent)
        self.kept = Kept(self, host.library.installation.in_flight)
        parsers = self._connection.parsers
        self._early = Early(host, lines, parsers["INTERACTION_CREATE"], self.kept.begin)
        # the library has no word for what comes before it unpacks an event
        parsers["INTERACTION_CREATE"] = self._came
        parsers["MESSAGE_CREATE"] = partial(_heard, parsers["MESSAGE_CREATE"])
        self._flows = Flows(host, self._fetch, self._mending.wake, self._early.given)
        self._connections = Connections()
        self._running: set[asyncio.Task[None]] = set()
        self._background: tuple[asyncio.Task[None], ...] = ()
        for command in commands.slash_commands(registry.in_chat(), self._command, self._flows.suggestions):
            self.tree.add_command(command)
        self.tree.add_command(commands.counter_menu(self._counters))

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard; the address that is set wins over the one that the API gives."""
        await super().launch_shard(self._gateway or gateway, shard_id, initial=initial)

    async def setup_hook(self) -> None:
        """Before the first connection: tell Discord the commands, where they have changed."""
        await self.tree.set_translator(syncing.Translator())
        if self._leads:
            await syncing.sync(self.tree, self._host)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for a turn: of all processes together, Discord lets one shard identify in five seconds."""
        if self._shares:
            await turns.identifying(self._host)
        else:
            await super().before_identify_hook(shard_id, initial=initial)

    async def on_ready(self) -> None:
        """All shards are there; after a longer break it comes again."""
        present = [guild.id for guild in self.guilds]
        try:
            await self._host.workers.answer(
                lambda: departures.compare(self._host.library, present, is_ours=self._is_ours)
            )
        except Restarting:
            # the next start compares
            return
        if not self._background:
            tasks = (self._clean_daily(), self._mending.run())
            self._background = tuple(map(asyncio.create_task, tasks))
        servers = f"{len(present)} server{'' if len(present) == 1 else 's'}"
        self._tell_ready(f"Discord: as {self.user} in {servers}")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody added the bot, perhaps again."""
        workspace = origins.server(guild.id)
        await self._host.workers.quickly(lambda: self._host.library.installation.came_back(workspace))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Somebody removed the bot. The library does not call this for servers that are merely unavailable."""
        workspace = origins.server(guild.id)
        if workspace in await self._host.workers.quickly(self._host.library.workspaces):
            await self._host.workers.quickly(lambda: self._host.library.installation.depart(workspace))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons, menus and forms, told apart by their custom id, so that old ones work."""
        if interaction.type is discord.InteractionType.component:
            handle = self._flows.component
        elif interaction.type is discord.InteractionType.modal_submit:
            handle = self._flows.form_sent
        else:
            return
        if self.is_new(interaction.id):
            await self._safely(interaction, lambda: handle(interaction))

    async def on_message(self, message: discord.Message) -> None:
        """Mentions and direct messages."""
        if self.user is None or not self.seen.first_time(message.id):
            return
        if reading.words_of(message, self.user.id) is not None:
            origin = origins.of_message(message)
            if await self._is_first(message, origin):
                await self.answer(message, origin)

    async def answer(self, message: discord.Message, origin: Origin) -> None:
        """Answer a mention or a direct message."""
        door, me = self._host.door, self.user.id if self.user else 0
        with questions.asked(PLATFORM) as question:
            async with self._tracked(), held():
                try:
                    async with door.let_in(origin.who):
                        await self._flows.message(message, origin, me)
                except Leaving:
                    logger.info("message %s is left to another process", message.id)
                except Busy as busy:
                    if door.tells(origin.who):
                        await talk.turn_away(message, origin, busy)
            question.finish()

    async def on_shard_connect(self, shard: int) -> None:
        """A shard has a connection, the first or a new one."""
        self._connections.came(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """A shard goes on where it was cut off."""
        self._connections.came(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """A shard has lost its connection."""
        self._connections.went(shard)

    async def _is_first(self, message: discord.Message, origin: Origin) -> bool:
        """Whether no other process was faster, as while one takes over from another; Discord sends it to both."""
        first = await self.kept.is_first(message, origin)
        if first is not None or not self._shares:
            return first is not False
        installation = self._host.library.installation
        return await self._host.workers.quickly(lambda: installation.first_time(f"discord:{message.id}"))

    def is_new(self, interaction: int) -> bool:
        """Whether an interaction is not answered yet: it is new, or was acknowledged early."""
        return self._early.given(interaction) is not None or self.seen.first_time(interaction)

    async def finish(self) -> None:
        """Give answers that are being worked on a little time, then close."""
        for task in self._background:
            task.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._host.grace):
                # more may come until the connection is closed, and is told that the bot is being restarted
                while self._running:
                    await asyncio.wait(self._running)
        self._early.close()
        await self.close()
        self._connections.ended()

    async def tell_of_change(self, interaction: discord.Interaction) -> None:
        """Say that a command is no longer what the person's app takes it for."""
        locale = interaction.locale.value
        reply = dispatch.refused(InputError(chat_texts.changed_command()), "help", locale=locale)
        async with held():
            await self._flows.failed(interaction, reply)
        self._early.leave(interaction.id)

    async def _command(
        self, interaction: discord.Interaction, command: Command, values: dict[str, object]
    ) -> None:
        await self._safely(interaction, lambda: self._flows.command(interaction, command, values))

    async def _counters(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await self._safely(interaction, lambda: self._flows.counters(interaction, message))

    def take_again(self, data: Mapping[str, Any], given: Given, flight: Flight) -> None:
        """Answer an interaction that another process had acknowledged."""
        self._early.take_again(data, given, flight)

    def _came(self, data: Mapping[str, Any]) -> None:
        """An interaction as Discord sends it."""
        self._early.take(data, is_new=self.seen.first_time)

    async def _safely(
        self, interaction: discord.Interaction, work: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        """The edge of the adapter: whatever fails, the asker gets a sentence."""
        with questions.asked(PLATFORM) as question:
            async with self._tracked(), held():
                try:
                    async with self._let_in(interaction):
                        await work()
                except Leaving:
                    logger.info("interaction %s is left to another process", interaction.id)
                except Busy as busy:
                    locale = interaction.locale.value
                    await self._flows.failed(interaction, dispatch.refused(busy, "help", locale=locale))
                except Exception as error:  # noqa: BLE001
                    await self._flows.failed(interaction, dispatch.unexpected(error, "help"))
            question.finish()

    @asynccontextmanager
    async def _let_in(self, interaction: discord.Interaction) -> AsyncIterator[None]:
        """Have a place for it, unless it has one since it came. Raises `Busy`."""
        given = self._early.given(interaction.id)
        who = origins.of_interaction(interaction).who
        try:
            async with nullcontext() if given and given.let_in else self._host.door.let_in(who):
                yield
        finally:
            self._early.leave(interaction.id)

    @asynccontextmanager
    async def _tracked(self) -> AsyncIterator[None]:
        """Have the end of the program wait for the block."""
        task = asyncio.current_task()
        if task is None:
            yield
            return
        self._running.add(task)
        try:
            yield
        finally:
            self._running.discard(task)

    async def _clean_daily(self) -> None:
        def is_gone(name: str) -> bool:
            # a copy: the loop may add a server while this runs in a thread
            present = [guild.id for guild in list(self.guilds)]
            return departures.is_gone(name, present, is_ours=self._is_ours)

        await keep_deleting(self._host, is_gone)

    def _serves(self, workspace: str) -> bool:
        server = origins.server_of(workspace)
        return server is not None and self.get_guild(server) is not None

    async def _fetch(self, url: str) -> bytes:
        return await self.http.get_from_cdn(url)


def _heard(unpack: Callable[[Any], object], data: Mapping[str, Any]) -> None:
    """Have a message unpacked, with what Discord sent at hand."""
    before = SENT.set(data)
    try:
        unpack(data)
    finally:
        SENT.reset(before)
