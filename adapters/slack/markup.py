"""Slack's text, both ways: what is sent so that it means nothing else, and what comes in as plain words."""

import html
import re
from typing import Final

_UNSHOWABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_REFERENCE: Final = re.compile(r"<([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")
_EMOJI: Final = re.compile(r"(?<!\S):[a-z0-9_+'-]{1,60}:(?:$|(?=\s))")
_STYLED: Final = re.compile(r"(?<![^\W_])([*_~])(?=\S)([^\n*_~]+?)(?<=\S)\1(?![^\W_])")
# What Slack would take for a mention or a link if it took the text for its own markup.
_CONTROL: Final = re.compile(r"(?<=<)(?=[!@#]|[A-Za-z][A-Za-z+.-]*:)")


def length(text: str) -> int:
    """How long a text is in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def showable(text: str) -> str:
    """A text without control characters; line breaks and tabs stay."""
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r", " "))


def escaped(text: str) -> str:
    """A text in which nothing is a mention or a link."""
    return showable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int, *, keep_end: bool = False) -> str:
    """A text of at most `most` units; what was cut off shows as an ellipsis."""
    if length(text) <= most:
        return text
    kept = text[-(most - 1) :] if keep_end else text[: most - 1]
    while (over := length(kept) - (most - 1)) > 0:
        kept = kept[(over + 1) // 2 :] if keep_end else kept[: -((over + 1) // 2)]
    return f"…{kept.lstrip()}" if keep_end else f"{kept.rstrip()}…"


def fitted(text: str, most: int) -> str:
    """A text, escaped, of at most `most` units as it is sent; never empty, and no escape is cut in two."""
    text = text.strip() or "…"
    kept = text[:most]
    whole = escaped(kept) if kept == text else f"{escaped(kept)}…"
    while (over := length(whole) - most) > 0:
        # An escape is at most five characters long.
        kept = kept[: -max(1, over // 5)]
        whole = f"{escaped(kept.rstrip())}…"
    return whole


def harmless(text: str) -> tuple[str, ...]:
    """A text in parts none of which holds a mention or a link of Slack's; together they are the text."""
    return tuple(part for part in _CONTROL.split(showable(text)) if part)


def chunks(text: str, most: int) -> tuple[str, ...]:
    """A text in parts of at most `most` units, parted at blanks where there are some; together they are the text."""
    found: list[str] = []
    while length(text) > most:
        kept = text[:most]
        while (over := length(kept) - most) > 0:
            kept = kept[: -((over + 1) // 2)]
        end = max(kept.rfind("\n"), kept.rfind(" ")) + 1
        end = end if end > most // 2 else len(kept)
        found.append(text[:end])
        text = text[end:]
    return (*found, text) if text else tuple(found)


def typed(text: str) -> str:
    """What somebody typed after a command: references as words, escapes undone, everything else as it is."""
    return html.unescape(_REFERENCE.sub(_as_words, text)).strip()


def plain(text: str) -> str:
    """What a message says, without Slack's markup, mentions and emoji codes."""
    shown = _REFERENCE.sub(_without_mentions, text)
    for _ in range(3):
        shown = _STYLED.sub(r"\2", shown)
    shown = html.unescape(_EMOJI.sub("", shown))
    return "\n".join(" ".join(line.split()) for line in shown.splitlines()).strip()


def unescaped(text: str) -> str:
    """A value that comes back from Slack, which may have escaped it on the way."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _as_words(found: re.Match[str]) -> str:
    target, label = found.groups()
    if target.startswith(("@", "!", "#")):
        return f"{target[0]}{label or target[1:]}".replace("!", "@", 1)
    return str(target)


def _without_mentions(found: re.Match[str]) -> str:
    target, label = found.groups()
    if target.startswith(("@", "!")):
        return ""
    return f"#{label or target[1:]}" if target.startswith("#") else str(label or target)
