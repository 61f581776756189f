"""Which of what people do adds sources: that takes long, and has threads of its own (`Workers.add`)."""

from bot import running
from bot.command import Command
from bot.commands import find
from bot.parser import command_word
from bot.permissions import ADDING
from knowledge.errors import InputError


def adds(command: Command | None) -> bool:
    """Whether a command adds sources."""
    return command is not None and command.name == ADDING


def form_adds(code: str) -> bool:
    """Whether the form that a code stands for adds sources."""
    try:
        command, _ = running.command_of(code.partition(":")[2])
    except InputError:
        # sending the form says what is wrong
        return False
    return adds(command)


def words_add(text: str, *, files: bool = False) -> bool:
    """Whether a message, or a typed line, adds sources; `files`: it comes with some."""
    return files or (text.lstrip().startswith("/") and adds(find(command_word(text))))
