"""The commands for one's own settings, and what is kept of a person."""

from typing import Final

from bot import keeping
from bot.command import Command, Parameter
from bot.commands.parameters import choice
from bot.settings import BRIEF, LANGUAGE, OWN_ANSWERS

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="preferences",
        summary="Your own settings: private or public answers, language, kind of brief.",
        parameters=(
            choice("answers", "Whether answers to you are private at first.", OWN_ANSWERS.choices),
            choice("language", "The language to answer you in.", LANGUAGE.choices),
            choice("brief", "The kind of file that your briefs come as.", BRIEF.choices),
        ),
        example="preferences --answers public",
        run=keeping.preferences,
        personal=True,
    ),
    Command(
        name="privacy",
        summary="What is kept about you: see it, export it, delete it.",
        parameters=(
            Parameter(
                name="do", summary="Export it, or delete it.", choices=(keeping.EXPORT, keeping.DELETE)
            ),
        ),
        example="privacy export",
        run=keeping.privacy,
        personal=True,
    ),
    Command(
        name="topic show",
        summary="The topic that questions in this channel are about.",
        example="topic show",
        run=keeping.topic_show,
    ),
)
