"""`-o FILE`: what a command makes goes into a file, whose ending says as what."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters.console import texts
from bot import dispatch
from bot.commands import find
from bot.parser import command_word
from bot.reply import Note
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.command import Command
    from bot.reply import Reply
    from bot.request import Asker

FORMAT = "format"
OPTION = "output"
MARK = " -o "
_TEXT = frozenset({"svg", "argdown", "json", "md"})


def formats(command: Command) -> tuple[str, ...]:
    """The formats of files that a command makes, if it makes any; each is its file's ending."""
    return next((one.choices for one in command.parameters if one.option and one.name == FORMAT), ())


def option(command: Command) -> tuple[click.Option, ...]:
    """The option `-o FILE`, for a command that makes files."""
    endings = " ".join(f".{one}" for one in formats(command))
    shown = texts.OUTPUT.format(endings=endings)
    return (click.Option(["-o", f"--{OPTION}", OPTION], metavar="FILE", help=shown),) if endings else ()


def asked(command: Command, given: Mapping[str, Any], path: str | None) -> dict[str, Any]:
    """What was given for a command, with the format that a file's name says.

    Raises:
        InputError: the name ends in nothing that the command makes, or the format is none for a terminal.
    """
    wanted = given.get(FORMAT)
    if path is None:
        if wanted and wanted not in _TEXT and wanted in formats(command):
            raise InputError(texts.needs_file(str(wanted)))
        return dict(given)
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in formats(command):
        raise InputError(texts.wrong_ending(path, formats(command)))
    if wanted not in (None, ending):
        raise InputError(texts.two_formats(path, str(wanted)))
    return {**given, FORMAT: ending}


def saved(reply: Reply, path: str | None) -> Reply:
    """Write the file of a reply, and say so; without a path, a file of text is printed as it is."""
    if not reply.files or reply.error is not None:
        return reply
    (file, *_) = reply.files
    if path is None:
        sys.stdout.write(file.content.decode())
        return replace(reply, pieces=())
    place = Path(path).expanduser()
    place.write_bytes(file.content)
    return replace(reply, pieces=(*reply.pieces, Note(text=texts.saved(str(place)))))


def answer_line(line: str, asker: Asker) -> Reply:
    """Answer a line of the chat; a path after `-o` at its end is where the file goes."""
    words, mark, path = line.rpartition(MARK)
    command = find(command_word(line))
    if command is None or not formats(command):
        return dispatch.answer_line(line, asker)
    if not (mark and path.strip()):
        return saved(dispatch.answer_line(line, asker), None)

    def answered() -> Reply:
        place = path.strip().strip("\"'")
        ending = asked(command, {}, place)[FORMAT]
        return saved(dispatch.answer_line(f"{words} --{FORMAT} {ending}", asker), place)

    return dispatch.guarded(command.name, answered)
