"""How wide words are in the fonts that pictures are drawn with, and how they break into lines.

The measures are those of the font files themselves. What these do not hold (other scripts, emoji) comes from whatever
fonts the machine has, and is measured by rule: a wide character is as wide as the type is high.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FONTS: Final = Path(str(files("bot") / "drawing" / "fonts"))
FAMILY: Final = "Inter, 'Helvetica Neue', Arial, sans-serif"
REGULAR: Final = FONTS / "Inter-Regular.otf"
BOLD: Final = FONTS / "Inter-SemiBold.otf"
BOLD_WEIGHT: Final = 600

_ELSEWHERE: Final = {"W": 1.0, "F": 1.0}
_OTHER: Final = 0.65
"""Width of a character that the fonts do not hold, in parts of the type's size."""
_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A size of type, in pixels, with the distance of its lines."""

    size: int
    leading: int
    bold: bool = False


def width(words: str, kind: Type) -> float:
    """How wide a line of words is, in pixels, without kerning, which only brings letters together."""
    widths = _widths(kind.bold)
    return kind.size * sum(_advance(letter, widths) for letter in words)


def lines(words: str, kind: Type, *, within: float) -> list[str]:
    """Break words into lines that are no wider than `within`; blanks and line breaks are all alike."""
    made: list[str] = []
    held = ""
    for word in _breakable(words, kind, within):
        joined = f"{held}{word}"
        if held and width(joined.rstrip(), kind) > within:
            made.append(held.rstrip())
            held = word
        else:
            held = joined
    return [*made, held.rstrip()] if held.strip() else made


def right_to_left(words: str) -> bool:
    """Whether a text is read from the right, by its first letter that says so."""
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def _breakable(words: str, kind: Type, within: float) -> Iterator[str]:
    """Parts between which a line may break, each with the blank after it."""
    for word in words.split():
        parts = list(_parts(word, kind, within))
        yield from parts[:-1]
        yield f"{parts[-1]} "


def _parts(word: str, kind: Type, within: float) -> Iterator[str]:
    """A word as it is, or where lines may break in it: beside ideographs, and where it is too long for any line."""
    held = ""
    for cluster in _clusters(word):
        ideograph = unicodedata.east_asian_width(cluster[0]) in _ELSEWHERE and cluster[0].isalpha()
        if held and (ideograph or width(held + cluster, kind) > within):
            yield held
            held = cluster
        else:
            held += cluster
    yield held


def _clusters(word: str) -> Iterator[str]:
    """Letters with the marks that stand on them."""
    held = ""
    for letter in word:
        stays = unicodedata.combining(letter) or letter in _JOINERS or held.endswith("\u200d")
        if held and not stays:
            yield held
            held = ""
        held += letter
    if held:
        yield held


def _advance(letter: str, widths: Mapping[int, float]) -> float:
    known = widths.get(ord(letter))
    if known is not None:
        return known
    if unicodedata.combining(letter) or letter in _JOINERS:
        return 0.0
    return _ELSEWHERE.get(unicodedata.east_asian_width(letter), _OTHER)


@cache
def _widths(bold: bool) -> Mapping[int, float]:
    """Widths of the characters of a font, by code point, in parts of the type's size."""
    from fontTools.ttLib import TTFont

    with TTFont(BOLD if bold else REGULAR, lazy=True) as font:
        unit = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        return {code: advances[glyph][0] / unit for code, glyph in font.getBestCmap().items()}
