"""Who may use which command."""

from bot import refusals
from bot.command import Command
from bot.moderation import audit
from bot.moderation import words as review_texts
from bot.request import Asker
from bot.settings import everyone_adds
from knowledge.errors import InputError
from knowledge.types import Source

ADDING = "ingest"


def allowed(command: Command, asker: Asker) -> bool:
    """Whether somebody may use a command here."""
    if command.audience == "member" or asker.audience == "moderator":
        return True
    return command.name == ADDING and everyone_adds(asker.workspace)


def is_open_to(asker: Asker, source: Source) -> bool:
    """Whether somebody may see a source: one that waits for approval is for moderators alone."""
    return source.review != "held" or asker.audience == "moderator"


def open_sources(asker: Asker) -> list[Source]:
    """The sources that somebody may see, in the order they were added."""
    return [one for one in asker.workspace.sources() if is_open_to(asker, one)]


def open_source(asker: Asker, typed: str) -> Source:
    """The source that somebody means. Raises `InputError` where it waits for the approval of others."""
    found = asker.workspace.source(typed)
    if not is_open_to(asker, found):
        raise InputError(review_texts.not_open_yet(found.file))
    return found


def require(command: Command, asker: Asker) -> None:
    """Raise `InputError` where a command is not for the asker."""
    if not allowed(command, asker):
        audit.refused(asker, command.name)
        raise InputError(refusals.only_moderators(command))
