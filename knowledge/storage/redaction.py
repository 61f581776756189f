"""Takes the words of a removed source out of what is kept of messages, so that deleting is deleting.

A line that shares five words in a row with the source goes as a whole, and so does one that holds its title or somebody
whom no other source names: a heading may repeat a quote, or a part of one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

IN_A_ROW: Final = 5
GONE: Final = "…"
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a source is recognised by."""

    runs: frozenset[tuple[str, ...]]
    names: tuple[tuple[str, ...], ...]


def words_of(text: str, names: Sequence[str | None]) -> Words:
    """What a source of this text is recognised by; `names` are its title and whom it alone names."""
    folded = (tuple(_folded(name)) for name in names if name)
    return Words(runs=frozenset(_runs(_folded(text), IN_A_ROW)), names=tuple(one for one in folded if one))


def redacted(value: Any, words: Words) -> Any:
    """A value of JSON without the lines that hold words of the source."""
    if isinstance(value, str):
        return "\n".join(GONE if _holds(line, words) else line for line in value.split("\n"))
    if isinstance(value, list):
        return [redacted(one, words) for one in value]
    if isinstance(value, dict):
        return {name: redacted(one, words) for name, one in value.items()}
    return value


def _holds(line: str, words: Words) -> bool:
    folded = _folded(line)
    if not words.runs.isdisjoint(_runs(folded, IN_A_ROW)):
        return True
    return any(name in _runs(folded, len(name)) for name in words.names)


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
