"""What a message is made of, before it becomes Discord's components, and how much of its room each takes."""

from dataclasses import dataclass
from typing import TypeAlias

from adapters.discord.limits import size
from bot.reply import Action, Menu
from knowledge.types import File


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Markdown."""

    content: str
    heading: bool = False
    """Stands over what follows, so it is not parted from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Up to five buttons."""

    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A menu."""

    menu: Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file to keep."""

    file: File
    name: str
    """Unique within the message, letters and digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A picture to look at."""

    file: File
    name: str
    """Unique within the message, letters and digits."""
    description: str
    """For screen readers."""
    lines: tuple[str, ...] = ()
    """The same as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What belongs together, with a colour at its side."""

    parts: tuple[Text | Row, ...]
    colour: int | None = None
    quote: str | None = None
    """The short id of the quote that it shows, or a part of it."""


Block: TypeAlias = Text | Row | Choice | Attached | Seen | Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much of a message something takes."""

    components: int = 0
    text: int = 0

    def __add__(self, other: "Room") -> "Room":
        return Room(components=self.components + other.components, text=self.text + other.text)


def room(block: Block) -> Room:
    """What a block takes."""
    match block:
        case Text():
            return Room(components=1, text=size(block.content))
        case Row():
            return Room(components=1 + len(block.actions))
        case Choice():
            return Room(components=2)
        case Attached() | Seen():
            return Room(components=1)
        case Panel():
            return sum(map(room, block.parts), Room(components=1))
