"""Which words of a paragraph stand in quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.types import Span

EDGES = " \t\n\"“”„«»‘'’`"
"""What surrounds quoted words."""

_MARK = re.compile(r"''|``|[\"“”„«»]|(?<!\w)[‘'](?=\w)|[’'](?!\w)")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»")
_SINGLE_OPENING = "‘'"
_SINGLE_CLOSING = "’'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quoted passage: `outer` with its marks, `inner` without; `closed` says whether its end mark is there."""

    outer: Span
    inner: Span
    closed: bool


def quotations(text: str, *, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph `[start, end)` of a text, in order.

    A mark left open at the beginning of the paragraph, or after a comma or colon, runs to the paragraph's end (the
    quotation goes on in the next one); any other lone mark is ignored. Quotations within
    quotations are part of the outer one.
    """
    return tuple(_walk(text, start, len(text) if end is None else end))


def _walk(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            opened = mark if _opens(text, mark, start) else None
        elif _closes(text, mark, opened):
            yield _quotation(opened, mark.start(), mark.end(), closed=True)
            opened = None
        elif mark.group() in _OPENING and opened.group() in _SINGLE_OPENING:
            opened = mark
    if opened is not None and _leads(text, start, opened.start()) and opened.group() not in _SINGLE_OPENING:
        yield _quotation(opened, end, end, closed=False)


def _quotation(opened: re.Match[str], inner_end: int, outer_end: int, *, closed: bool) -> Quotation:
    return Quotation(
        outer=Span(start=opened.start(), end=outer_end),
        inner=Span(start=opened.end(), end=inner_end),
        closed=closed,
    )


def _leads(text: str, start: int, position: int) -> bool:
    before = text[max(start, position - 3) : position].rstrip()
    return before.endswith((",", ":")) or (position - start <= 3 and not before)


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    sign = mark.group()
    if sign in _CLOSING or sign == "’":
        return False
    after = text[mark.end() : mark.end() + 1]
    if not after or after.isspace():
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    return sign in _OPENING or not before.isalnum()


def _closes(text: str, mark: re.Match[str], opened: re.Match[str]) -> bool:
    sign, opening = mark.group(), opened.group()
    if opening in _SINGLE_OPENING:
        before = text[mark.start() - 1 : mark.start()]
        return sign in _SINGLE_CLOSING and (opening == "‘" or before in ",.?!") and not before.isspace()
    if sign in _OPENING or sign in _SINGLE_OPENING or sign in _SINGLE_CLOSING:
        return False
    if opening == '"' or sign == '"':
        return True
    return sign in _CLOSING or (sign == "''" and opening in ("''", "``"))


def bare(text: str, start: int, end: int) -> Span | None:
    """The span without quotation marks and blanks at its edges that have no partner inside."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start=start, end=end) if end > start else None


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end
