"""What somebody asks for: a command's arguments, the workspace it is asked in, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.workspace import Progress, Workspace

Audience: TypeAlias = Literal["member", "moderator"]
Value: TypeAlias = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One command with its arguments, checked by `bot.arguments.bind`, on its way to be run."""

    arguments: Mapping[str, Value]
    workspace: Workspace
    audience: Audience = "member"
    local: bool = False
    """Whether the asker sits at this machine, so that a path means a file of theirs."""
    progress: Progress | None = None

    def text(self, name: str) -> str:
        """The text given for a parameter that is required."""
        return str(self.arguments[name])

    def option(self, name: str) -> str | None:
        """The text given for an option, or None."""
        value = self.arguments.get(name)
        return None if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        """The whole number given for an option, or the default."""
        value = self.arguments.get(name)
        return value if isinstance(value, int) else default

    def places(self, name: str) -> tuple[str, ...]:
        """The paths and links given for a parameter."""
        value = self.arguments.get(name, ())
        return value if isinstance(value, tuple) else (str(value),)
