"""What a platform's adapter runs on, and what it says about itself before and while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from bot import chat_texts, stop_texts
from bot.languages import speaking
from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.door import Door
    from bot.site.links import Pages, Site
    from bot.workers import Workers
    from bot.workspace import Workspace
    from knowledge.storage.installation import Installation


class Library(Protocol):
    """All workspaces of an installation, as `knowledge.library.Library` gives them."""

    @property
    def installation(self) -> Installation:
        """What holds for all workspaces."""

    def workspace(self, workspace_id: str, /) -> Workspace:
        """Open or make a workspace."""

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that there are."""

    def holds(self, workspace_id: str, /) -> bool:
        """Whether there is a workspace of that id; asking makes none."""

    def delete(self, workspace_id: str, /) -> bool:
        """Delete a workspace with everything in it."""


def _open_door() -> Door:
    from bot.door import Door

    return Door()


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What an adapter is given: the library, the threads that do the work, and who is let in to ask for it."""

    library: Library
    workers: Workers
    door: Door = field(default_factory=_open_door)
    site: Site | None = None
    """Where the pages of the workspaces stand, where they are served at all."""
    grace: float = 10.0
    """How many seconds what is in work may take once the program is told to stop."""

    def pages(self, workspace_id: str) -> Pages | None:
        """The pages of a workspace, if there are any."""
        return self.site.of(workspace_id) if self.site else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What `counterpoint doctor` found out about one thing."""

    name: str
    """What was looked at: `Discord token`, `Slack scopes`."""
    good: bool
    sentence: str
    """How it is, and where it is not good, what to do next."""


class CannotStart(CounterpointError):
    """A platform cannot be served: a token is wrong, a right is missing. The message says what to do."""

    def __init__(self, sentence: str, *, passing: bool = False) -> None:
        """`passing`: whether it may be otherwise in a while, so that it is worth trying again."""
        super().__init__(sentence)
        self.passing = passing


class Busy(CounterpointError):
    """More is waiting than will be done soon; nothing was begun. The message says when to try again."""

    def __init__(self, seconds: int, *, say: Callable[[int], str] = chat_texts.busy) -> None:
        """`seconds`: after how long it is worth trying again, as far as can be told; `say` puts it into words."""
        super().__init__()
        self.seconds = seconds
        self._say = say

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What to tell people, in the language that is spoken where this is asked for."""
        return self._say(self.seconds)

    def sentence_in(self, locale: str) -> str:
        """The same in somebody's language. In a rush it is asked for thousands of times."""
        return _in_words(self._say, self.seconds, locale)


@lru_cache(maxsize=256)
def _in_words(say: Callable[[int], str], seconds: int, locale: str) -> str:
    with speaking(locale):
        return say(seconds)


class Restarting(CounterpointError):
    """The program is being stopped, and this is not done before that."""

    def __init__(self, *, goes_on: bool = False) -> None:
        """`goes_on`: whether what was handed over is kept, and gone on with at the next start."""
        self.goes_on = goes_on
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """What to tell whoever waits, in the language that is spoken here."""
        return stop_texts.restarting_with_sources() if self.goes_on else stop_texts.restarting()
