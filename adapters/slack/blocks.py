"""Slack's blocks, as plain objects.

Words from outside stand in rich text, whose text elements know no markup at all, or in plain text objects,
whose control characters are escaped: so nothing in a quote is a mention, a link, bold or an emoji.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from adapters.slack import limits
from adapters.slack.markup import chunks, fitted, harmless, length, unescaped
from adapters.slack.naming import as_here
from bot.reply import Action, Menu, Option

Block: TypeAlias = dict[str, Any]
BUTTON: Final = "cp:b:"
FORM: Final = "cp:f:"
MENU: Final = "cp:m:"
LONGEST_ELEMENT: Final = 2_900


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain_text(text, limits.HEADER)}


def context(*lines: str) -> Block:
    """Small grey lines."""
    elements = [plain_text(line, limits.CONTEXT) for line in lines[: limits.CONTEXT_ELEMENTS]]
    return {"type": "context", "elements": elements}


def plain_text(text: str, most: int) -> Block:
    """A text object without markup."""
    return {"type": "plain_text", "text": fitted(text, most), "emoji": False}


def rich_text(*parts: Block) -> Block:
    """A block of sections, quotes and preformatted text."""
    return {"type": "rich_text", "elements": list(parts)}


def section(*elements: Sequence[Block]) -> Block:
    """A paragraph of rich text, of runs that `text` and `link` make."""
    return {"type": "rich_text_section", "elements": [one for run in elements for one in run]}


def quote(*elements: Sequence[Block]) -> Block:
    """A paragraph with a bar beside it."""
    return {**section(*elements), "type": "rich_text_quote"}


def preformatted(text: str) -> Block:
    """Text of one width."""
    return {"type": "rich_text_preformatted", "elements": run(text)}


def run(text: str, *, style: str | None = None) -> list[Block]:
    """A run of words as they stand; `style` is bold, italic or code."""
    found = []
    for chunk in chunks(text, LONGEST_ELEMENT):
        for part in harmless(chunk):
            element: Block = {"type": "text", "text": part}
            found.append({**element, "style": {style: True}} if style else element)
    return found


def link(url: str, words: str) -> list[Block]:
    """Words that lead somewhere; only the words where the address is none."""
    fit = url.startswith(("http://", "https://")) and length(url) <= limits.URL
    if not fit or not url.isprintable() or any(one in ' <>|`"' for one in url):
        return run(words)
    return [{"type": "link", "url": url, "text": part} for part in harmless(words or url)]


def image(file: str, words: str) -> Block:
    """A picture that was handed over to Slack as a file, with its words for screen readers."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": fitted(words, limits.ALT_TEXT)}


def warning_sign() -> list[Block]:
    """The sign before an error."""
    return [{"type": "emoji", "name": "warning"}, {"type": "text", "text": " "}]


def buttons(actions: Iterable[Action]) -> list[Block]:
    """Rows of buttons."""
    elements = [button(action) for action in actions]
    rows = (elements[at : at + limits.ACTIONS] for at in range(0, len(elements), limits.ACTIONS))
    return [{"type": "actions", "elements": row} for row in rows]


def button(action: Action) -> Block:
    """A button; which kind it is and its code survive a restart, since both are in it."""
    made: Block = {
        "type": "button",
        "action_id": f"{FORM if action.form else BUTTON}{action.code}",
        "text": plain_text(as_here(action.label), limits.BUTTON),
        "value": action.code,
    }
    return made if action.style == "plain" else {**made, "style": action.style}


def menu(piece: Menu) -> list[Block]:
    """A menu under its label."""
    options = [option(one.label, one.value) for one in piece.options[: limits.OPTIONS]]
    select: Block = {
        "type": "static_select",
        "action_id": f"{MENU}{piece.code}",
        "placeholder": plain_text(piece.label, limits.PLACEHOLDER),
        "options": options,
    }
    chosen = _chosen(piece.options[: limits.OPTIONS])
    if chosen is not None:
        select["initial_option"] = options[chosen]
    return [context(piece.label), {"type": "actions", "elements": [select]}]


def option(label: str, value: str) -> Block:
    """One thing to choose. The value must fit as it is, since nothing else comes back."""
    return {"text": plain_text(label, limits.OPTION_LABEL), "value": value}


def code_of(action: Block) -> str:
    """The code of a button or a menu, as it comes back."""
    name = str(action.get("action_id", ""))
    return name.removeprefix(MENU) if name.startswith(MENU) else unescaped(str(action.get("value", "")))


def weight(part: Any) -> int:
    """How much of a message's text its blocks take."""
    if isinstance(part, list):
        return sum(weight(one) for one in part)
    if not isinstance(part, dict):
        return 0
    return sum(
        length(value) if isinstance(value, str) else weight(value)
        for key, value in part.items()
        if not isinstance(value, str) or key == "text"
    )


def _chosen(options: Sequence[Option]) -> int | None:
    return next((at for at, one in enumerate(options) if one.chosen), None)
