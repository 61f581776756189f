"""Making texts fit: cut with a sign that something is missing, or divided with nothing missing."""

import unicodedata
from collections.abc import Callable, Iterator

from adapters.discord.limits import size

_JOINER = "\u200d"
_SELECTORS = ("\ufe0e", "\ufe0f")
_SKIN = range(0x1F3FB, 0x1F400)


def fitting(text: str, room: int, render: Callable[[str], str]) -> int:
    """How many characters of a text fit, so that `render` of them takes at most `room`; cut between words."""
    if size(render(text)) <= room:
        return len(text)
    low, high = 0, min(len(text), room)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(render(text[:middle])) <= room else (low, middle - 1)
    return _between_words(text, low)


def divided(text: str, room: int, render: Callable[[str], str]) -> Iterator[str]:
    """A text in parts that each fit when rendered; together they are the text."""
    while text:
        end = fitting(text, room, render) or 1
        yield text[:end]
        text = text[end:]


def beginning(text: str, room: int, render: Callable[[str], str]) -> str:
    """A text that fits, with "…" at its end where something is missing."""
    end = fitting(text, room - 1, render)
    return text if end == len(text) else f"{text[:end].rstrip()}…"


def ending(text: str, room: int, render: Callable[[str], str]) -> str:
    """The end of a text, with "…" before it where something is missing."""
    if size(render(text)) <= room:
        return text
    kept = fitting(text[::-1], room - 1, render)
    start = len(text) - kept
    while start < len(text) and _clings(text, start):
        start += 1
    return f"…{text[start:].lstrip()}"


def _between_words(text: str, end: int) -> int:
    for at in range(end, max(0, end - 80), -1):
        if text[at - 1].isspace():
            return at
    while end > 1 and _clings(text, end):
        end -= 1
    return end


def _clings(text: str, at: int) -> bool:
    """Whether the character at a place is drawn together with the one before it."""
    letter, before = text[at], text[at - 1] if at else ""
    joined = _JOINER in (letter, before) or letter in _SELECTORS or ord(letter) in _SKIN
    return joined or bool(unicodedata.combining(letter))
