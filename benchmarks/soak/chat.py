"""What a chat is to the soak: a workspace with people who do things in it and see what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one thing that somebody did, as the service counts it."""

    acknowledged: bool
    texts: tuple[str, ...]
    """What was shown for it in the end, message by message, placeholders left out."""
    failure: str | None = None
    trail: str = ""
    """What the service saw of it, for whoever looks into a violation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody saw of it at first."""

    text: str
    shown: Any
    """The double's own picture of it, on which buttons are pressed."""


class Chat(Protocol):
    """One workspace in a chat. People are known by their names."""

    @property
    def workspace(self) -> str:
        """The id of its workspace in the data folder."""

    is_open: bool
    """Whether the bot is connected to it just now."""

    def id_of(self, person: str) -> str:
        """What the platform calls a person."""

    def command(self, person: str, words: str, /, **options: str) -> "Deed":
        """Give a command; what comes of it is looked at later."""

    def press(self, person: str, seen: Seen, button: str) -> "Deed":
        """Press a button under what was shown."""

    def hand_over(self, person: str, name: str, content: bytes) -> "Deed":
        """Add a file as a source."""

    def retitle(self, person: str, name: str, title: str) -> "Deed | None":
        """Give a source another title; None where nobody got as far as sending it."""

    def messages(self) -> Sequence[str]:
        """Every text that anybody here can read just now."""


class Deed(Protocol):
    """One thing that somebody did."""

    def wait(self, *words: str, within: float) -> Seen | None:
        """Wait until an answer with one of the words in it is there (or any answer); None when it is not in time."""

    def outcome(self) -> Outcome:
        """What came of it until now."""


class Impossible(Exception):
    """The platform does not let somebody do this now, such as while no bot is connected."""
