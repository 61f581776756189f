"""The commands that show sources."""

from typing import Final

from bot import library
from bot.command import Command
from bot.commands.parameters import SOURCE, option
from bot.summaries import answering as summaries

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
        summary="One source in its own words; for moderators in chats, a draft to post.",
        parameters=(
            SOURCE,
            option("drop", "For moderators: the quotes to leave out, by number or id, such as 2 or 2,4."),
            option(
                "swap", "For moderators: the quotes to swap for the next best, or for one of yours: 3=RC-014."
            ),
            option("title", "For moderators: the title line."),
            option("intro", "For moderators: the words before the quotes."),
            option("closing", "For moderators: the words after the quotes."),
        ),
        example="source summary essay.txt",
        run=summaries.summary,
        read_only=True,
        drafts=True,
    ),
)
