"""What a browser asks for: in which language, and from where on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.languages import SOURCE, known

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_DIGITS: Final = 6
LONGEST_LIST: Final = 500
"""Characters of a list of languages that are read."""


def language(accepted: str) -> str:
    """The language that a reader likes best among those that are spoken, by `Accept-Language`."""
    wanted: list[tuple[float, str]] = []
    for part in accepted[:LONGEST_LIST].split(","):
        name, _, quality = part.partition(";")
        code = known(name.strip())
        if code:
            wanted.append((_quality(quality), code))
    liked = max(wanted, key=lambda one: one[0], default=(0.0, SOURCE))
    return liked[1] if liked[0] > 0 else SOURCE


def _quality(text: str) -> float:
    name, _, value = text.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def number(query: Mapping[str, str], name: str) -> int:
    """A number of an address; 0 for anything else."""
    given = query.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else 0
