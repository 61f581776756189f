"""`counterpoint ingest`: adds files with a progress bar, and on request only those that are new."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters.console import texts
from adapters.console.commands import Settings, command_help, parameters, show
from adapters.console.words import RegisteredCommand
from bot import library
from bot.arguments import clean
from bot.dispatch import guarded
from bot.languages import speaking
from bot.moderation import audit
from bot.reply import Entry, Reply
from bot.request import Asker
from bot.settings import language_for, review_of_new
from knowledge.errors import InputError
from knowledge.places import is_link
from knowledge.types import Ingested, Skipped, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.command import Command
    from bot.workspace import Progress, Workspace


def ingest_command(command: Command, name: str) -> click.Command:
    """Make the registry's `ingest` under one of its names, with the options that only make sense where files are at hand."""

    @click.pass_obj
    def run(settings: Settings, /, **given: Any) -> int:
        return _run(settings, **given)

    flags = {"--quiet": texts.QUIET, "--new": texts.NEW, "--topic-from-folder": texts.TOPIC_FROM_FOLDER}
    return RegisteredCommand(
        name=name,
        help=command_help(command),
        short_help=command.summary,
        params=[*parameters(command), *(click.Option([k], is_flag=True, help=v) for k, v in flags.items())],
        callback=run,
    )


def new_places(places: Iterable[str], known: Iterable[Source]) -> list[str]:
    """Leave out the files whose very bytes are in the library already."""
    hashes = {source.sha256 for source in known}
    return [place for place in places if _sha256(place) not in hashes]


def by_folder(places: Sequence[str]) -> dict[str | None, list[str]]:
    """Group files by the name of their folder; links stand in no folder."""
    groups: dict[str | None, list[str]] = {}
    for place in places:
        folder = None if is_link(place) else Path(place).absolute().parent.name or None
        groups.setdefault(folder, []).append(place)
    return groups


def _run(
    settings: Settings,
    *,
    place: Sequence[str],
    topic: str | None,
    as_json: bool,
    quiet: bool,
    new: bool,
    topic_from_folder: bool,
) -> int:
    from adapters.console.data import opened
    from adapters.console.progress import progress_bar

    if topic is not None and topic_from_folder:
        raise InputError(texts.TWO_TOPICS)
    with opened(settings.data, settings.workspace) as workspace, progress_bar() as progress:
        places = new_places(place, workspace.sources()) if new else list(place)
        groups = by_folder(places) if topic_from_folder else {topic and clean(topic): places}

        asker = Asker(workspace=workspace, scripted=as_json)

        def add() -> Reply:
            return library.ingested(_added(workspace, groups, progress), ignore_known=new)

        with speaking(language_for(asker)):
            reply = guarded("ingest", add)
        if reply.done is not None:
            audit.record(asker, "ingest", reply.done)
    added = any(isinstance(piece, Entry) for piece in reply.pieces)
    if quiet:
        pieces = [piece for piece in reply.pieces if not isinstance(piece, Entry)]
        warnings = [piece for piece in pieces if getattr(piece, "tone", None) == "warning"]
        reply = replace(reply, pieces=tuple(pieces if added else warnings))
    return show(reply, as_json=as_json)


def _added(workspace: Workspace, groups: dict[str | None, list[str]], progress: Progress | None) -> Ingested:
    total = sum(len(places) for places in groups.values())
    added: list[Source] = []
    skipped: list[Skipped] = []
    before, review = 0, review_of_new(workspace)
    for topic, places in groups.items():
        report = partial(_report, progress, before, total) if progress else None
        result = workspace.ingest(places, topic=topic, progress=report, review=review)
        added += result.added
        skipped += result.skipped
        before += len(places)
    return Ingested(added=tuple(added), skipped=tuple(skipped))


def _report(progress: Progress, before: int, total: int, file: str, done: int, _of: int) -> None:
    progress(file, before + done, total)


def _sha256(place: str) -> str | None:
    try:
        path = Path(place).expanduser()
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, RuntimeError):
        # Whatever is wrong with it, the core says so in better words.
        return None
