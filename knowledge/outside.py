"""What comes from outside, and who meets it: files' bytes are read apart, links are fetched under guard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from knowledge.fetching import Fetched
    from knowledge.reading.apart import Reader


def nothing_to_close() -> None:
    """Close nothing: what everybody shares ends with the program."""


def shared_reader() -> "Reader":
    """The reader of those who chose no limits of their own."""
    from knowledge.reading.apart import shared

    return shared()


def fetched(url: str) -> "Fetched":
    """What a link holds, by the settings that ship. Raises `UnreadableFile`."""
    from knowledge.fetching import fetch

    return fetch(url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Who reads files and who fetches links; each is made when it is first needed."""

    reader: Callable[[], "Reader"] = shared_reader
    fetch: Callable[[str], "Fetched"] = fetched
    close: Callable[[], None] = nothing_to_close
    """Lets go of what reading and fetching hold, when nothing is added any more."""


OUTSIDE: Final = Outside()
"""What holds for everybody who says nothing else."""
