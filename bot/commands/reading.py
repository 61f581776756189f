"""The commands that show sources."""

from typing import Final

from bot import library
from bot.command import Command
from bot.commands.parameters import SOURCE

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="sources",
        summary="The sources that were added.",
        example="sources",
        run=library.sources,
        read_only=True,
    ),
    Command(
        name="source show",
        summary="One source with all that is known about it, and its text.",
        parameters=(SOURCE,),
        example="source show essay.txt",
        run=library.show,
        read_only=True,
    ),
    Command(
        name="source summary",
        summary="One source in short: its central claim, its key claims, who speaks in it.",
        parameters=(SOURCE,),
        example="source summary essay.txt",
        run=library.summary,
        read_only=True,
    ),
)
