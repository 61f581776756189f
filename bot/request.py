"""What somebody asks for: a command's arguments, the workspace it is asked in, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.workspace import Progress, Workspace
from knowledge.types import File

if TYPE_CHECKING:
    from bot.site.links import Pages

Audience: TypeAlias = Literal["member", "moderator"]
Place: TypeAlias = str | File
"""Where a source comes from: a path, a link, or a file that was handed over."""
Value: TypeAlias = str | int | tuple[Place, ...]
HERE: str = "local"
"""The person and the channel of a console."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and where: what an adapter knows before it reads the words."""

    workspace: Workspace
    person: str = HERE
    """Who it is, as the platform names people."""
    name: str = ""
    """What people call them, where that is known."""
    audience: Audience = "member"
    local: bool = False
    """Whether the asker sits at this machine, so that a path means a file of theirs."""
    chat: bool = False
    """Whether replies come in pages with buttons, as in a chat."""
    in_public: bool = False
    """Whether everybody reads the answer where it is asked, as after a mention."""
    channel: str = HERE
    """Where it is asked, as the platform names channels; a channel may have a topic."""
    locale: str = "en"
    """The language that the platform says the asker reads; settings may say another."""
    scripted: bool = False
    """Whether a program reads the answer, so that its sentences are English whatever the settings say."""
    progress: Progress | None = None
    pages: Pages | None = None
    """The pages that quotes are linked to; None where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One command with its arguments, checked by `bot.arguments.bind`, on its way to be run."""

    arguments: Mapping[str, Value]
    asker: Asker
    start: int = 0
    """Where the wanted page starts."""
    confirmed: bool = False
    """Whether the asker was asked once more, as before something is deleted."""

    @property
    def workspace(self) -> Workspace:
        """The workspace that it is asked in."""
        return self.asker.workspace

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

    def places(self, name: str) -> tuple[Place, ...]:
        """The paths, links and files given for a parameter."""
        value = self.arguments.get(name, ())
        return value if isinstance(value, tuple) else (str(value),)
