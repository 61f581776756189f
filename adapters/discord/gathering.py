"""What was given to a command or a form, as the bot takes it; files are fetched, but only small enough ones."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import discord

from adapters.discord import texts
from adapters.discord.sending import NOT_TAKEN
from bot.command import Command
from bot.request import Place
from knowledge.errors import InputError
from knowledge.types import File

Given: TypeAlias = Mapping[str, str | Sequence[Place] | None]
Fetch: TypeAlias = Callable[[str], Awaitable[bytes]]
FILE, LINK = "file", "link"
"""The two options that stand for one parameter that takes places."""
FETCHING_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file that Discord keeps for somebody."""

    name: str
    size: int
    url: str


def given(command: Command, values: Mapping[str, object], file: File | None = None) -> Given:
    """Arguments by parameter from what Discord's options hold; `file` is what the attachment holds."""
    found: dict[str, str | Sequence[Place] | None] = {}
    for parameter in command.parameters:
        if parameter.kind == "places":
            link = values.get(LINK)
            places: list[Place] = [link] if isinstance(link, str) and link else []
            found[parameter.name] = [file, *places] if file else places or None
        elif (value := values.get(parameter.name)) is not None:
            found[parameter.name] = str(value)
    return found


def handed(values: Mapping[str, object]) -> Handed | None:
    """The file among the options."""
    file = values.get(FILE)
    if not isinstance(file, discord.Attachment):
        return None
    return Handed(name=file.filename, size=file.size, url=file.url)


def uploaded(
    sent: Mapping[str, str], resolved: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, Handed]]:
    """The fields of a form that was sent: those with text, and those with a file."""
    attachments: Mapping[str, Any] = resolved.get("attachments") or {}
    files = {
        name: Handed(name=str(one["filename"]), size=int(one["size"]), url=str(one["url"]))
        for name, value in sent.items()
        if (one := attachments.get(value)) is not None
    }
    return {name: value for name, value in sent.items() if name not in files}, files


async def fetched(one: Handed, fetch: Fetch) -> File:
    """The file with its bytes.

    Raises:
        InputError: it is too large, or Discord does not hand it over.
    """
    from knowledge.reading import MAX_BYTES

    if one.size > MAX_BYTES:
        raise InputError(texts.too_large(one.name, MAX_BYTES // 1024 // 1024))
    try:
        async with asyncio.timeout(FETCHING_SECONDS):
            content = await fetch(one.url)
    except NOT_TAKEN:
        raise InputError(texts.not_fetched(one.name)) from None
    return File(name=one.name, content=content)


def announced(one: Handed | None) -> File | None:
    """The file before it is fetched, to find out whether a form has to ask for more."""
    return File(name=one.name, content=b"") if one else None
