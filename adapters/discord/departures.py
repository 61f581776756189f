"""Which servers have removed the bot, and which came back."""

from collections.abc import Iterable
from datetime import UTC, datetime

from adapters.discord.origins import server, server_of
from bot.host import Library


def compare(library: Library, present: Iterable[int]) -> None:
    """Notice who left and who came back while the bot was off; `present` are all servers, unavailable ones too."""
    here = {server(guild) for guild in present}
    installation = library.installation
    for workspace in installation.departed_before(datetime.max.replace(tzinfo=UTC)):
        if workspace in here:
            installation.came_back(workspace)
    for workspace in library.workspaces():
        if server_of(workspace) is not None and workspace not in here:
            installation.depart(workspace)


def is_gone(workspace: str, present: Iterable[int]) -> bool:
    """Whether a workspace belongs to a server that the bot is not in."""
    return server_of(workspace) is not None and workspace not in {server(guild) for guild in present}
