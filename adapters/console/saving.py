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
ENDINGS = {"anki": "apkg"}
"""How the files of a format end, where that is not its name."""
_TEXT = frozenset({"svg", "argdown", "json", "md"})


def formats(command: Command) -> tuple[str, ...]:
    """The formats of files that a command makes, if it makes any."""
    return next((one.choices for one in command.parameters if one.option and one.name == FORMAT), ())


def option(command: Command) -> tuple[click.Option, ...]:
    """The options `-o FILE` and `--force`, for a command that makes files."""
    endings = " ".join(f".{one}" for one in _endings(command))
    shown = texts.OUTPUT.format(endings=endings)
    if not endings:
        return ()
    return (
        click.Option(["-o", f"--{OPTION}", OPTION], metavar="FILE", help=shown),
        click.Option(["--force"], is_flag=True, help=texts.FORCE),
    )


def asked(
    command: Command, given: Mapping[str, Any], path: str | None, *, force: bool = False
) -> dict[str, Any]:
    """What was given for a command, with the format that a file's name says.

    Raises:
        InputError: the name ends in nothing that the command makes, or the format is none for a terminal, or the
            file cannot be written, or is there already.
    """
    wanted = given.get(FORMAT)
    if path is None:
        if wanted and wanted not in _TEXT and wanted in formats(command):
            raise InputError(texts.needs_file(f"{command.name}.{_ending(str(wanted))}"))
        return dict(given)
    ending = Path(path).suffix.lower().removeprefix(".")
    says = next((one for one in formats(command) if ending in {one, _ending(one)}), None)
    if says is None and wanted is None:
        raise InputError(texts.wrong_ending(path, _endings(command)))
    if None not in (says, wanted) and says != wanted:
        raise InputError(texts.two_formats(path, str(wanted)))
    _check_free(Path(path).expanduser(), force=force)
    return {**given, FORMAT: wanted or says}


def saved(reply: Reply, path: str | None) -> Reply:
    """Write the file of a reply, and say so; without a path, a file of text is printed as it is.

    Raises `InputError` where there is no path, and the file is no text.
    """
    if not reply.files or reply.error is not None:
        return reply
    (file, *_) = reply.files
    if path is None:
        if Path(file.name).suffix.removeprefix(".") not in _TEXT:
            raise InputError(texts.needs_file(file.name))
        sys.stdout.write(file.content.decode())
        return replace(reply, pieces=())
    place = Path(path).expanduser()
    place.write_bytes(file.content)
    return replace(reply, pieces=(*reply.pieces, Note(text=texts.saved(str(place)))))


def _ending(name: str) -> str:
    return ENDINGS.get(name, name)


def _endings(command: Command) -> tuple[str, ...]:
    return tuple(map(_ending, formats(command)))


def _check_free(place: Path, *, force: bool) -> None:
    if place.is_dir() or not place.parent.is_dir():
        raise InputError(texts.no_place(str(place)))
    if place.exists() and not force:
        raise InputError(texts.there_already(str(place)))


def answer_line(line: str, asker: Asker) -> Reply:
    """Answer a line of the chat; a path after `-o` at its end is where the file goes."""
    words, mark, path = line.rpartition(MARK)
    command = find(command_word(line))
    if command is None or not formats(command):
        return dispatch.answer_line(line, asker)

    def answered() -> Reply:
        if not (mark and path.strip()):
            return saved(dispatch.answer_line(line, asker), None)
        place = path.strip().strip("\"'")
        ending = asked(command, {}, place)[FORMAT]
        return saved(dispatch.answer_line(f"{words} --{FORMAT} {ending}", asker), place)

    return dispatch.guarded(command.name, answered)
