"""The formats of a brief: what each is called, how its files end, and what writes it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.types import File

if TYPE_CHECKING:
    from bot.briefs.pack import Pack

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format. Its writer is loaded when it is first used, since some of them load much."""

    name: str
    suffix: str
    module: str

    def write(self, pack: Pack) -> bytes:
        """The pack in this format."""
        writer: Callable[[Pack], bytes] = importlib.import_module(f"bot.briefs.{self.module}").write
        return writer(pack)


FORMATS: Final[tuple[Format, ...]] = (
    Format(name="pdf", suffix=".pdf", module="pdf"),
    Format(name="docx", suffix=".docx", module="word"),
    Format(name="md", suffix=".md", module="markdown"),
    Format(name="argdown", suffix=".argdown", module="argdown"),
    Format(name="anki", suffix=".apkg", module="anki"),
)
_BY_NAME: Final = {one.name: one for one in FORMATS}
NAMES: Final = tuple(_BY_NAME)
IN_CHAT: Final = "pdf"
"""What somebody in a chat gets who never asked for another: it opens on every phone."""
ON_A_CONSOLE: Final = "md"


def named(name: str) -> Format:
    """The format of a name. Raises `KeyError` for any other."""
    return _BY_NAME[name]


def file(pack: Pack, wanted: Format) -> File:
    """The pack as a file, named after what it is about."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in pack.title.lower())
    words = "-".join(part for part in letters.split("-") if part)[:LONGEST_NAME].strip("-")
    return File(name=f"brief-{words or 'untitled'}{wanted.suffix}", content=wanted.write(pack))
