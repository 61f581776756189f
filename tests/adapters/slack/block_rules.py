"""Slack's rules for blocks, written down a second time: what a message or a window may hold.

Numbers stand here as Slack documents them, so that a wrong limit in the adapter does not check itself.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def broken_rules(blocks: list[Json], *, most: int = 50) -> list[str]:
    """What Slack would refuse."""
    found = [f"{len(blocks)} blocks"] if not 0 < len(blocks) <= most else []
    for at, block in enumerate(blocks):
        checks = _BLOCKS.get(block["type"])
        found += [f"{at} {block['type']}: {one}" for one in (checks(block) if checks else ["unknown"])]
    total = sum(size(text) for text in texts_in(blocks))
    if total > 13_000:
        found.append(f"{total} characters over all blocks")
    json.dumps(blocks)
    return found


def texts_in(part: Any) -> Iterator[str]:
    """Every text that blocks show."""
    if isinstance(part, list):
        for one in part:
            yield from texts_in(one)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value)


def _text(value: Any, most: int) -> Iterator[str]:
    if (
        set(value) != {"type", "text", "emoji"}
        or value["type"] != "plain_text"
        or value["emoji"] is not False
    ):
        yield f"no plain text object: {value}"
    elif not 0 < size(value["text"]) <= most:
        yield f"{size(value['text'])} characters, {most} allowed"
    elif any(one in value["text"] for one in "<>"):
        yield f"not escaped: {value['text']}"


def _section_header(block: Json) -> Iterator[str]:
    yield from _text(block["text"], 150)


def _context(block: Json) -> Iterator[str]:
    if not 0 < len(block["elements"]) <= 10:
        yield f"{len(block['elements'])} elements"
    for element in block["elements"]:
        yield from _text(element, 3_000)


def _actions(block: Json) -> Iterator[str]:
    elements = block["elements"]
    if not 0 < len(elements) <= 25:
        yield f"{len(elements)} elements"
    ids = [element["action_id"] for element in elements]
    if len(ids) != len(set(ids)):
        yield "the same action_id twice"
    for element in elements:
        if not 0 < len(element["action_id"]) <= 255:
            yield "action_id too long"
        yield from _button(element) if element["type"] == "button" else _select(element)


def _button(element: Json) -> Iterator[str]:
    if not set(element) <= {"type", "action_id", "text", "value", "style"}:
        yield f"unknown keys {set(element)}"
    yield from _text(element["text"], 75)
    if not 0 < size(element["value"]) <= 2_000:
        yield "value too long"
    if element.get("style", "primary") not in ("primary", "danger"):
        yield "unknown style"


def _select(element: Json) -> Iterator[str]:
    if element["type"] != "static_select":
        yield f"unknown element {element['type']}"
    yield from _text(element["placeholder"], 150)
    if not 0 < len(element["options"]) <= 100:
        yield f"{len(element['options'])} options"
    if element.get("initial_option", element["options"][0]) not in element["options"]:
        yield "the initial option is none of the options"
    for option in element["options"]:
        yield from _text(option["text"], 75)
        if not 0 < size(option["value"]) <= 150:
            yield "option value too long"


def _rich_text(block: Json) -> Iterator[str]:
    if not block["elements"]:
        yield "empty"
    for part in block["elements"]:
        if part["type"] not in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
            yield f"unknown part {part['type']}"
        if not part["elements"]:
            yield f"{part['type']} is empty"
        for element in part["elements"]:
            yield from _run(element)


def _run(element: Json) -> Iterator[str]:
    if element["type"] not in ("text", "link", "emoji"):
        yield f"may ping: {element}"
    if element["type"] == "text" and not 0 < size(element["text"]) <= 3_000:
        yield f"{size(element['text'])} characters in one run"
    if element["type"] == "link" and not (
        element["url"].startswith("http") and size(element["url"]) <= 3_000
    ):
        yield f"no link: {element['url'][:80]}"
    if re.search(r"<(?:[!@#]|https?:|mailto:)", element.get("text", "")):
        yield f"holds a mention or a link whole: {element['text'][:80]}"


def _image(block: Json) -> Iterator[str]:
    if set(block) != {"type", "slack_file", "alt_text"} or set(block["slack_file"]) != {"id"}:
        yield f"no picture of ours: {block}"
    if not 0 < size(block["alt_text"]) <= 2_000:
        yield f"{size(block['alt_text'])} characters of description"


_BLOCKS = {
    "image": _image,
    "header": _section_header,
    "context": _context,
    "actions": _actions,
    "rich_text": _rich_text,
}
