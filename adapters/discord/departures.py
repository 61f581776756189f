"""Which servers have removed the bot, and which came back."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from adapters.discord.origins import server, server_of
from bot.host import Library


def everywhere(_guild: int) -> bool:
    """Whether a server is one of this process: all are, where it shares them with no other."""
    return True


def compare(library: Library, present: Iterable[int], *, is_ours: Callable[[int], bool] = everywhere) -> None:
    """Notice who left and who came back while the bot was off.

    Args:
        library: where it is noted.
        present: all servers of this process, unavailable ones too.
        is_ours: whether a server is one of this process, where several share them.
    """
    here = {server(guild) for guild in present}
    installation = library.installation
    for workspace in installation.departed_before(datetime.max.replace(tzinfo=UTC)):
        if workspace in here:
            installation.came_back(workspace)
    for workspace in library.workspaces():
        guild = server_of(workspace)
        if guild is not None and is_ours(guild) and workspace not in here:
            installation.depart(workspace)


def is_gone(workspace: str, present: Iterable[int], *, is_ours: Callable[[int], bool] = everywhere) -> bool:
    """Whether a workspace belongs to a server of this process that the bot is not in."""
    guild = server_of(workspace)
    return guild is not None and is_ours(guild) and workspace not in {server(guild) for guild in present}
