"""Telling Discord which commands there are: translated, and only when they have changed."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from adapters.discord.limits import DESCRIPTION, cut
from adapters.discord.sending import NOT_TAKEN
from bot import languages
from bot.host import Host

logger = logging.getLogger(__name__)
Location = app_commands.TranslationContextLocation
_DESCRIPTIONS = (Location.command_description, Location.group_description, Location.parameter_description)


class Translator(app_commands.Translator):
    """Descriptions in the languages of the interface. Names stay, so that guides and people agree on them."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The text in a language, or None where there is no translation."""
        code = languages.known(locale.value)
        menu = context.location is Location.command_name and isinstance(
            context.data, app_commands.ContextMenu
        )
        if code in (None, languages.SOURCE) or not (menu or context.location in _DESCRIPTIONS):
            return None
        told = languages.translated(string.message, code or languages.SOURCE)
        return None if told == string.message else cut(told, DESCRIPTION)


async def payload(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """All commands as they are sent to Discord."""
    translator = tree.translator or Translator()
    found = [await one.get_translated_payload(tree, translator) for one in tree.get_commands()]
    return sorted(found, key=lambda one: (one["type"], one["name"]))


def fingerprint(commands: list[dict[str, Any]]) -> str:
    """What is the same as long as the commands are."""
    return hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()


async def _are_there(tree: app_commands.CommandTree[Any], offered: list[dict[str, Any]]) -> bool:
    """Whether Discord has them still: an operator may have deleted some by hand."""
    there = {(one.type.value, one.name) for one in await tree.fetch_commands()}
    return there == {(one["type"], one["name"]) for one in offered}


async def sync(tree: app_commands.CommandTree[Any], host: Host) -> bool:
    """Send the commands where they have changed since the last time; whether they were sent."""
    offered = await payload(tree)
    mark, now = f"discord-commands-{tree.client.application_id}", fingerprint(offered)
    before = await host.workers.quickly(lambda: host.library.installation.mark(mark))
    try:
        if before == now and await _are_there(tree, offered):
            return False
        await tree.sync()
    except NOT_TAKEN as error:
        logger.error("Discord did not take the commands; those it has stay: %r", error)  # noqa: TRY400
        return False
    except app_commands.CommandSyncFailure as error:
        logger.error("Discord refused the commands; those it has stay: %s", error)  # noqa: TRY400
        return False
    await host.workers.quickly(lambda: host.library.installation.set_mark(mark, now))
    return True
