"""Writes SVG: elements as text, everything escaped, nothing that an XML reader would refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from bot.drawing.lettering import BOLD_WEIGHT, FAMILY, right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.drawing.lettering import Type

XMLNS: Final = "http://www.w3.org/2000/svg"
MISSING: Final = "□"
"""Stands for a character that no picture can hold; the fonts that ship with the program have it."""

# XML has no way to hold control characters; direction marks would put a quote's words into another order.
_UNWRITABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_FROM_THE_RIGHT: Final = "\u2067{line}\u2069"


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element with its attributes: `class_` is `class`, `font_size` is `font-size`; None leaves one out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_quoted(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(inside)}</{name}>" if inside else f"<{name}{given}/>"


def words(text: str) -> str:
    """Words as the content of an element."""
    return escape(writable(text))


def writable(text: str) -> str:
    """A text without characters that XML cannot hold; each is shown as a mark, so that its absence is seen."""
    return _UNWRITABLE.sub(MISSING, text)


def lettered(
    lines: Sequence[str],
    kind: Type,
    *,
    x: float,
    y: float,
    within: float,
    fill: str,
    class_: str,
    end: bool = False,
) -> str:
    """Lines of text below `y`, from the left or, in scripts that are read so, from the right edge of `within`."""
    backwards = right_to_left(" ".join(lines))
    at = x + within if backwards or end else x
    rows = (
        element(
            "tspan",
            _FROM_THE_RIGHT.format(line=words(line)) if backwards else words(line),
            x=_number(at),
            y=_number(y + place * kind.leading + _baseline(kind)),
        )
        for place, line in enumerate(lines)
    )
    return element(
        "text",
        *rows,
        class_=class_,
        font_family=FAMILY,
        font_size=kind.size,
        font_weight=BOLD_WEIGHT if kind.bold else None,
        fill=fill,
        text_anchor="end" if backwards or end else None,
    )


def document(
    inside: Iterable[str],
    *,
    width: float,
    height: float,
    title: str,
    description: str,
    name: str,
    linked: bool,
) -> str:
    """A whole picture. `name` makes its ids unique on a page; `linked` keeps the links in it within reach."""
    return element(
        "svg",
        element("title", words(title), id=f"{name}-title"),
        element("desc", words(description), id=f"{name}-desc"),
        *inside,
        xmlns=XMLNS,
        width=_number(width),
        height=_number(height),
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        class_=name,
        # what is within an image is hidden from screen readers, links included
        role="group" if linked else "img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _baseline(kind: Type) -> float:
    """Where letters stand below the top of their line."""
    return (kind.leading + kind.size * 0.72) / 2


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _quoted(value: object) -> str:
    shown = _number(value) if isinstance(value, float) else str(value)
    return escape(writable(shown), {'"': "&quot;", "\n": " "})
