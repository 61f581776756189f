"""Finds the speaker somebody means by a name that may be partial, misspelt or typed without its accents."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

LIKENESS: Final = 80.0
"""Least likeness (rapidfuzz ratio, 0 to 100) at which a slip of typing is taken for a name."""

NEEDS_LETTERS: Final = 4
"""Fewer letters than these stand inside too many names, and are too near to too many."""


def speaker_meant(typed: str, names: Sequence[str]) -> str | None:
    """The name that is meant, or None; of equally good ones the first, so give the most frequent first.

    Better than anything else is the whole name, then whole words of it, then the beginning of a word, then any
    part, and last a slip of typing.
    """
    wanted = _folded(typed)
    if not wanted:
        return None
    folded = [(name, _folded(name)) for name in names]
    for name, known in folded:
        if known == wanted:
            return name
    parts = [f" {wanted} ", f" {wanted}"]
    if len(wanted.replace(" ", "")) >= NEEDS_LETTERS:
        parts.append(wanted)
    for part in parts:
        for name, known in folded:
            if part in f" {known} ":
                return name
    return _slipped(wanted, folded) if parts[-1] == wanted else None


def _slipped(wanted: str, folded: Sequence[tuple[str, str]]) -> str | None:
    if not folded:
        return None
    likeness, name = max(
        ((_likeness(wanted, known), name) for name, known in folded), key=lambda found: found[0]
    )
    return name if likeness >= LIKENESS else None


def _likeness(wanted: str, known: str) -> float:
    """Likeness to the whole name, or to as many of its words as were typed.

    A word that two names share makes them no more alike: somebody else's first name is no slip.
    """
    words, length = known.split(), len(wanted.split())
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return max(fuzz.ratio(wanted, some) for some in (known, *runs))


def _folded(name: str) -> str:
    """Small letters without accents, words apart by one blank: `renée o neil` is `renee o neil`."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
