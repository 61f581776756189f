"""Finds which countries and bodies a text speaks of, under whatever name."""

import re
from typing import Final

from knowledge.understanding.gazetteer import ALIASES, FOLLOWED_BY, PREFIXES, SECOND_HALVES_THAT_ARE_PLACES

WORD: Final = re.compile(r"\b(?:U\.S\.A\.|U\.S\.|U\.K\.|U\.N\.|E\.U\.|[^\W\d_][\w'’]*\+?)")
COMPOUND: Final = re.compile(r"\b([A-Za-z]{2,12})[-–‑]([A-Za-z]{3,20})\b")
POSSESSIVE: Final = re.compile(r"['’]s?$")


def _words(text: str) -> list[str]:
    return [POSSESSIVE.sub("", word) for word in WORD.findall(text)]


# Aliases are parted as texts are, else those with a hyphen or an apostrophe would never be met.
NAMES: Final = {tuple(_words(alias)): name for alias, name in ALIASES.items()}
FIRST_WORDS: Final = frozenset(words[0] for words in NAMES)
LONGEST: Final = max(len(words) for words in NAMES)


def entities(text: str) -> frozenset[str]:
    """Return the canonical names of the entities that a text mentions: `russia` for Moscow or Putin."""
    words = _words(text)
    found: set[str] = set()
    place = 0
    while place < len(words):
        name, length = _longest_at(words, place)
        if name:
            found.add(name)
        place += length
    return frozenset(found | _compounds(text))


def _longest_at(words: list[str], place: int) -> tuple[str | None, int]:
    """The entity whose name begins at a word, and how many words the name has (1 where there is none)."""
    if words[place] not in FIRST_WORDS:
        return None, 1
    for length in range(min(LONGEST, len(words) - place), 0, -1):
        name = NAMES.get(tuple(words[place : place + length]))
        if name:
            return (None if _means_something_else(words, place, length) else name), length
    return None, 1


def _means_something_else(words: list[str], place: int, length: int) -> bool:
    following = words[place + length : place + length + 1]
    return length == 1 and bool(following) and following[0].lower() in FOLLOWED_BY.get(words[place], ())


def _compounds(text: str) -> set[str]:
    found = set()
    for first, second in COMPOUND.findall(text):
        name = PREFIXES.get(first.lower()) if first != first.lower() or first.lower() != "us" else None
        if name and second.lower() not in SECOND_HALVES_THAT_ARE_PLACES and second[0].isupper():
            found.add(name)
    return found
