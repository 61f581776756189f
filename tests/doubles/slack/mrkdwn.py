"""How Slack reads texts: whom they ping, what a reader sees, which links they hold."""

import html
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
PING = re.compile(r"<(!(?:channel|here|everyone)|@[UW][A-Z0-9]+|!subteam\^[A-Z0-9]+)(?:\|[^>]*)?>")
BARE_PING = re.compile(r"(?<![\w.])@(?:channel|here|everyone)\b")
ANGLE = re.compile(r"<([^<>\s|][^<>|]*)(?:\|([^<>]*))?>")
LINK = re.compile(r"https?://[^\s|<>]+")
INLINE = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")


def pings_in(text: str, *, parsed: bool = False) -> list[str]:
    """Say whom a mrkdwn text would ping; `parsed` where Slack also turns bare @here into a mention."""
    found = [match.group(1) for match in PING.finditer(text)]
    return found + (BARE_PING.findall(text) if parsed else [])


def visible(text: str) -> str:
    """Give a mrkdwn text as a reader sees it: links by their labels, entities as characters."""
    return html.unescape(ANGLE.sub(_shown, text))


def _shown(match: re.Match[str]) -> str:
    target, label = match.groups()
    if label is not None:
        return str(label)
    return f"@{target[1:]}" if target[0] in "!@" else str(target)


def links_in(text: str) -> list[tuple[str, str]]:
    """Give the links of a mrkdwn text as label and address."""
    found = []
    for match in ANGLE.finditer(text):
        if match.group(1).startswith(("http://", "https://", "mailto:")):
            target = html.unescape(match.group(1))
            found.append((html.unescape(match.group(2) or target), target))
    return found


def texts_of(part: Any) -> Iterator[Json]:
    """Walk over every text object in blocks, elements and options, in reading order."""
    if isinstance(part, list):
        for one in part:
            yield from texts_of(one)
    elif isinstance(part, dict):
        if part.get("type") in ("plain_text", "mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield part
        elif part.get("type") == "text" and isinstance(part.get("text"), str):
            yield {"type": "plain_text", "text": part["text"]}
        elif part.get("type") == "link" and isinstance(part.get("url"), str):
            yield {"type": "plain_text", "text": part.get("text") or part["url"], "url": part["url"]}
        else:
            for value in part.values():
                yield from texts_of(value)


def lines_of(part: Any) -> Iterator[str]:
    """Give what a reader sees, a line per text; the pieces of a rich text's section stand in one line."""
    if isinstance(part, dict) and part.get("type") in INLINE:
        yield "".join(_line(one) for one in texts_of(part))
    elif isinstance(part, dict) and not isinstance(part.get("text"), str):
        for value in part.values():
            yield from lines_of(value)
    elif isinstance(part, list):
        for one in part:
            yield from lines_of(one)
    else:
        yield from map(_line, texts_of(part))


def _line(text: Json) -> str:
    return str(text["text"]) if text["type"] == "plain_text" else visible(text["text"])


def block_pings(part: Any) -> list[str]:
    """Say whom blocks would ping, rich text's own mentions included."""
    found: list[str] = []
    for text in texts_of(part):
        if text["type"] != "plain_text":
            found += pings_in(text["text"], parsed=text.get("verbatim") is not True)
    return found + list(_rich_pings(part))


def _rich_pings(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _rich_pings(one)
    elif isinstance(part, dict):
        if part.get("type") == "broadcast":
            yield f"!{part.get('range')}"
        elif part.get("type") == "user" and "user_id" in part:
            yield f"@{part['user_id']}"
        elif part.get("type") == "usergroup":
            yield f"!subteam^{part.get('usergroup_id')}"
        for value in part.values():
            yield from _rich_pings(value)


def has_link(text: str | None, blocks: Any) -> bool:
    """Say whether a text or blocks hold a link that Slack could unfurl."""
    found = list(texts_of(blocks))
    texts = [text or "", *(one["text"] for one in found if one["type"] != "plain_text")]
    return any(LINK.search(one) for one in texts) or any("url" in one for one in found)
