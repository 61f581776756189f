"""Workspaces in memory, one for each id that is asked for."""

from typing import Any

from tests.bot.small_library import SmallWorkspace


class SmallWorkspaces:
    """What a library does with its workspaces; what holds for all of them, each test double has its own way."""

    def __init__(self, *names: str) -> None:
        self.opened: dict[str, SmallWorkspace] = {name: SmallWorkspace() for name in names}

    def workspace(self, workspace_id: str, /) -> Any:
        return self.opened.setdefault(workspace_id, SmallWorkspace())

    def workspaces(self) -> list[str]:
        return sorted(self.opened)

    def holds(self, workspace_id: str, /) -> bool:
        return workspace_id in self.opened

    def delete(self, workspace_id: str, /) -> bool:
        return self.opened.pop(workspace_id, None) is not None
