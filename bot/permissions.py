"""Who may use which command."""

from bot import refusals
from bot.command import Command
from bot.request import Asker
from bot.settings import everyone_adds
from knowledge.errors import InputError

ADDING = "ingest"


def allowed(command: Command, asker: Asker) -> bool:
    """Whether somebody may use a command here."""
    if command.audience == "member" or asker.audience == "moderator":
        return True
    return command.name == ADDING and everyone_adds(asker.workspace)


def require(command: Command, asker: Asker) -> None:
    """Raise `InputError` where a command is not for the asker."""
    if not allowed(command, asker):
        raise InputError(refusals.only_moderators(command))
