"""Discord's Markdown: making words stand as they are, and reading what people wrote."""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from adapters.discord.directions import isolated

_ANYWHERE = re.compile(r"[\\*_~|`<\[\]@]|:(?=//|[\w+-]+:)|(?:(?<=discord)|(?<=discordapp))\.", re.IGNORECASE)
_AT_START = re.compile(r"^([^\S\n]*)(?:([#>+-])|([0-9]+)([.)]))", re.MULTILINE)
_LONGEST_LINK = 600
_SAFE_IN_LINK = "%/:?#@!$&'*+,;=~-._"

_FENCE = re.compile(r"(```.*?```|``[^\n]*?``|`[^`\n]*`)", re.DOTALL)
_MENTION = re.compile(r"<(?:@[!&]?|#)([0-9]{1,20})>|<(?:a?:\w{2,32}:|t:|id:|/[^<>\n]{1,100}:)[^<>\s]{0,40}>")
_MASKED = re.compile(r"\[([^\[\]\n]{1,300})\]\(<?https?://[^\s()<>]{1,1000}>?\)")
_BRACKETED = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_MARKS = re.compile(r"\*{1,3}|~~|\|\||__|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_LINE_MARKS = re.compile(r"^[ \t]*(?:#{1,3}|-#) ", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Words that Discord shows exactly as they are: no markup, no mention, no link that unfolds."""
    return _AT_START.sub(_started, _ANYWHERE.sub(r"\\\g<0>", text))


def shown(text: str) -> str:
    """Words as they are, shut off from text of another direction."""
    return isolated(escape(text))


def line(text: str) -> str:
    """The same in one line."""
    return shown(" ".join(text.split()))


def bold(text: str) -> str:
    """One line that stands out."""
    inside = line(text)
    return f"**{inside}**" if inside else ""


def code(text: str) -> str:
    """One line in code font, as it is; where it holds a backtick, without the font."""
    return line(text) if "`" in text else f"`{' '.join(text.split())}`"


def quiet(text: str) -> str:
    """Lines that stand back; `text` is Markdown already."""
    return "\n".join(f"-# {one}" if one.strip() else "" for one in text.split("\n"))


def block(text: str) -> str:
    """Lines as a block quote; `text` is Markdown already."""
    return "\n".join(f"> {one}" for one in text.split("\n"))


def linked(text: str, url: str | None) -> str:
    """One line that leads to an address; the address beside it where Discord would not link the words."""
    address = link(url) if url else None
    words = " ".join(text.split())
    if address is None:
        return line(f"{words} {url}") if url and len(url) <= _LONGEST_LINK else line(words)
    # Discord refuses brackets in the words of a link, and words that look like another address.
    if any(sign in words for sign in ("[", "]", "://", "\\")) or not words:
        return f"{line(words)} <{address}>".strip()
    return f"[{line(words)}](<{address}>)"


def link(url: str) -> str | None:
    """An address that can stand in Markdown without ending early; None where it is no web address."""
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return None
    safe = quote(url, safe=_SAFE_IN_LINK)
    return safe if host and len(safe) <= _LONGEST_LINK else None


def plain(text: str, name: Callable[[str], str | None] = lambda _: None) -> str:
    """What somebody wrote, without markup; `name` tells what a mentioned person or channel is called.

    Code, quoted lines and addresses stay, since reading them as words or not is the core's.
    """
    parts = _FENCE.split(text)
    return "".join(part if at % 2 else _without_marks(part, name) for at, part in enumerate(parts)).strip()


def _without_marks(text: str, name: Callable[[str], str | None]) -> str:
    text = _MENTION.sub(lambda found: (found[1] and name(found[1])) or "", text)
    text = _BRACKETED.sub(r"\1", _MASKED.sub(r"\1", text))
    # What is escaped is no markup, so it is put aside while the marks go.
    kept: list[str] = []

    def aside(found: re.Match[str]) -> str:
        kept.append(found[1])
        return "\x00"

    text = _ESCAPED.sub(aside, text.replace("\x00", ""))
    text = _LINE_MARKS.sub("", _MARKS.sub("", text))
    back = iter(kept)
    return re.sub("\x00", lambda _: next(back, ""), text)


def _started(found: re.Match[str]) -> str:
    blank, sign, number, dot = found.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{dot}"
