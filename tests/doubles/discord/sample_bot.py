"""A small bot on the real library, which does what the double's own tests need: right things and wrong ones."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import discord
from discord import app_commands, ui

from tests.doubles.discord.driver import ROOT, DiscordService

Bot = discord.AutoShardedClient
Here = discord.Interaction[Bot]

# What `/try` attempts; each breaks one rule of the platform.
WRONG: dict[str, Callable[[], dict[str, Any]]] = {
    "content": lambda: {"content": "x" * 2_001},
    "embed": lambda: {"embed": discord.Embed(title="x" * 257)},
    "embeds": lambda: {"embeds": [discord.Embed(description="x" * 3_001)] * 2},
    "same ids": lambda: {"content": "two", "view": _buttons("one", "one")},
    "many": lambda: {"view": _layout(*(["word"] * 41))},
    "text": lambda: {"view": _layout("x" * 2_500, "x" * 1_501)},
    "empty": lambda: {"content": " "},
}


def _buttons(*ids: str) -> ui.View:
    view = ui.View(timeout=None)
    for number, one in enumerate(ids):
        view.add_item(ui.Button(label=f"Button {number}", custom_id=one))
    return view


def _layout(*texts: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    # The library counts too; the double has to find out by itself.
    view._total_children = 0
    for text in texts:
        view._children.append(ui.TextDisplay(text))
    return view


class Answer(ui.View):
    """Buttons that outlive a restart."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="More", custom_id="more")
    async def more(self, here: Here, _button: ui.Button["Answer"]) -> None:
        await here.response.defer()
        await here.edit_original_response(content="more of it")

    @ui.button(label="Share", custom_id="share")
    async def share(self, here: Here, _button: ui.Button["Answer"]) -> None:
        await here.response.send_message(f"shared by {here.user.display_name}")

    @ui.button(label="Edit", custom_id="edit")
    async def edit(self, here: Here, _button: ui.Button["Answer"]) -> None:
        await here.response.send_modal(Form())

    @ui.button(label="Gone", custom_id="gone", disabled=True)
    async def gone(self, here: Here, _button: ui.Button["Answer"]) -> None:
        await here.response.defer()

    @ui.select(custom_id="pick", options=[discord.SelectOption(label="One", value="1")])
    async def pick(self, here: Here, select: ui.Select["Answer"]) -> None:
        await here.response.edit_message(content=f"picked {select.values[0]}", view=None)


class Form(ui.Modal, title="Paste a text"):
    """A form of one field."""

    text: ui.TextInput["Form"] = ui.TextInput(
        label="Text", style=discord.TextStyle.paragraph, max_length=4_000
    )

    async def on_submit(self, here: discord.Interaction[Any]) -> None:
        await here.response.send_message(f"got {self.text.value}", ephemeral=True)


class SampleBot(Bot):
    """Registers its commands when it starts, and answers those who speak to it."""

    def __init__(self, *, privileged: bool) -> None:
        intents = discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, message_content=privileged
        )
        super().__init__(intents=intents, max_ratelimit_timeout=30)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.add_view(Answer())
        commands: list[Any] = [
            counter,
            attempt,
            burst_of_edits,
            slow,
            form,
            many,
            laid_out,
            find,
            twice,
            settings,
        ]
        for one in commands:
            self.tree.add_command(one)
        self.tree.add_command(Sources())
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id != self.application_id and self.user in message.mentions:
            await message.reply(f"you said {message.content}", mention_author=False)
        elif message.guild is None and not message.author.bot:
            await message.channel.send(f"directly: {message.content}")


@app_commands.command(description="Counter a claim")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def counter(here: Here, claim: str, topic: str = "none") -> None:
    await here.response.defer(ephemeral=True)
    await here.edit_original_response(content=f"against {claim} on {topic}", view=Answer())


@counter.autocomplete("topic")
async def topics(_here: discord.Interaction[Any], start: str) -> list[app_commands.Choice[str]]:
    names = [f"{start} {number}" for number in range(26 if start == "many" else 3)]
    return [app_commands.Choice(name=name, value=name) for name in names]


@app_commands.command(name="try", description="Break a rule")
async def attempt(here: Here, what: str) -> None:
    try:
        await here.response.send_message(**WRONG[what]())
    except discord.HTTPException as error:
        await here.response.send_message(f"{error.status} {error.code} {error.text}", ephemeral=True)


@app_commands.command(name="twice", description="Answer twice")
async def twice(here: Here) -> None:
    adapter = discord.webhook.async_.async_context.get()
    params = discord.webhook.async_.interaction_message_response_params(
        type=4, content="<@&5> @everyone <@7>"
    )
    said = []
    for _ in range(2):
        try:
            await adapter.create_interaction_response(
                here.id, here.token, session=here._session, params=params
            )
        except discord.HTTPException as error:
            said.append(str(error.code))
    await here.followup.send(" ".join(said))


@app_commands.command(name="edits", description="Edit often")
async def burst_of_edits(here: Here, count: int) -> None:
    await here.response.send_message("0")
    for number in range(count):
        await here.edit_original_response(content=str(number + 1))


@app_commands.command(name="slow", description="Acknowledge late")
async def slow(here: Here, before: float = 0.0, after: float = 0.0) -> None:
    await asyncio.sleep(before)
    await here.response.defer()
    await asyncio.sleep(after)
    await here.edit_original_response(content="at last")


@app_commands.command(name="many", description="Follow up often")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def many(here: Here, count: int) -> None:
    await here.response.send_message("first")
    try:
        for number in range(count):
            await here.followup.send(f"number {number}")
    except discord.HTTPException as error:
        await here.edit_original_response(content=str(error.code))


@app_commands.command(name="form", description="Open a form")
async def form(here: Here) -> None:
    await here.response.send_modal(Form())


@app_commands.command(name="layout", description="Show a layout")
async def laid_out(here: Here) -> None:
    view = ui.LayoutView(timeout=None)
    box: ui.Container[Any] = ui.Container(
        ui.TextDisplay("in a box, @everyone"), accent_color=discord.Color.blue()
    )
    link: ui.Button[Any] = ui.Button(label="Source", url="https://example.org/a")
    box.add_item(ui.Section("beside a button", accessory=link))
    view.add_item(box)
    await here.response.send_message(view=view, allowed_mentions=discord.AllowedMentions.none())


@app_commands.context_menu(name="Find counters")
async def find(here: Here, message: discord.Message) -> None:
    await here.response.send_message(f"{message.author.display_name}: {message.content}", ephemeral=True)


@app_commands.command(name="settings", description="For moderators")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only
async def settings(here: Here) -> None:
    await here.response.send_message("set" if here.permissions.manage_guild else "refused", ephemeral=True)


class Sources(app_commands.Group, name="source", description="Sources"):
    """Commands of two words."""

    @app_commands.command(description="Add a source")
    async def add(self, here: Here, file: discord.Attachment) -> None:
        await here.response.defer()
        content = await file.read()
        sent = discord.File(io.BytesIO(content), filename="back.txt")
        await here.edit_original_response(content=content.decode(), attachments=[sent])


@contextmanager
def bot_on(
    service: DiscordService, *options: str, errors: int = subprocess.DEVNULL
) -> Iterator["subprocess.Popen[str]"]:
    """This bot as a process, connected to the double; a pipe for its errors must be read."""
    command = [sys.executable, "-m", "tests.doubles.discord.sample_bot", *options]
    environment = {**os.environ, **service.environment}
    with subprocess.Popen(command, env=environment, stderr=errors, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def service_with_bot() -> Iterator[DiscordService]:
    """The double with this bot, which is ready."""
    with DiscordService.started() as service, bot_on(service):
        service.wait_until_ready()
        yield service


def main() -> None:
    discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
    socket = discord.gateway.DiscordWebSocket
    socket.DEFAULT_GATEWAY = type(socket.DEFAULT_GATEWAY)(os.environ["DISCORD_GATEWAY_URL"])
    token = "wrong" if "--wrong-token" in sys.argv else os.environ["DISCORD_TOKEN"]
    SampleBot(privileged="--privileged" in sys.argv).run(token, log_level=30)


if __name__ == "__main__":
    main()
