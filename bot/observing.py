"""Who hears what happens while the bot serves: nobody, or what the program counts with.

As with logging there is one for the whole process, so that nothing has to be handed through every call to be counted.
What is told holds no person, no word of a question or a quote, and no name of a server or a team.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.questions import Question

Step: TypeAlias = Literal["read", "fetch"]
"""Where a source did not get in: as a file, or as a link."""


class Observer:
    """Hears what happens. This one makes nothing of it; another overrides what it wants to hear."""

    def acknowledged(self, *, platform: str, seconds: float) -> None:
        """Somebody's question was taken, so long after it came."""

    def answered(self, question: Question, *, seconds: float) -> None:
        """A question has its answer, and the answer was sent."""

    def called(self, *, platform: str, answer: str) -> None:
        """A request to a platform's service was answered: `2xx`, `4xx`, `429`, `5xx`, or `broken`."""

    def connected(self, *, platform: str, connections: int) -> None:
        """So many connections, shards or sockets, stand now."""

    def reconnected(self, *, platform: str) -> None:
        """A connection was lost, and is there again."""

    def added(self, *, sources: int, skipped: int) -> None:
        """Sources were handed over: so many were added, the others not."""

    def unreadable(self, *, step: Step) -> None:
        """A file could not be read, or a link not fetched."""

    def mended(self, *, outcome: str, messages: int) -> None:
        """Public answers were to be brought up to date: `mended`, `unreachable`, `later`."""


class _Chosen:
    """The observer of this process."""

    observer = Observer()


def observer() -> Observer:
    """Whoever hears now."""
    return _Chosen.observer


def tell(chosen: Observer) -> None:
    """Have somebody else hear from now on."""
    _Chosen.observer = chosen
