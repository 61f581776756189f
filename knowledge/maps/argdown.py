"""An argument map as Argdown (argdown.org): statements with their words, indented under what they speak of."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from knowledge.maps.graph import speaker_name, walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.maps.graph import ArgumentMap, Node, Step

# Plain words stay as they are, for people read the file, too; in all others every sign that Argdown may read as its
# own is escaped: it has pictures such as ":smile:", arrows such as ".->.", comments, tags, mentions, lines of hyphens.
_PLAIN: Final = re.compile(r"[“‘\"']*\(?[^\W_]+(?:[.,’'-][^\W_]+)*[.,;!?:]?\)?[”’\"']*[.,;:!?]?")
_SIGNS: Final = re.compile(r"[\\\[\]<>#@*_{}/.:|%^~`()=+-]")
_RELATION: Final = {"supports": "+", "counters": "-"}


def argdown(graph: ArgumentMap, *, title: str) -> str:
    """Write a map as an Argdown document; a parser gives back every quote letter by letter, blanks apart."""
    head = f"===\ntitle: {_string(title)}\n==="
    return "\n".join((head, *(_line(step) for step in walked(graph)), ""))


def escaped(text: str) -> str:
    """A text on one line, with nothing in it that Argdown would read as its own signs."""
    return " ".join(
        word if _PLAIN.fullmatch(word) else _SIGNS.sub(lambda sign: f"\\{sign.group()}", word)
        for word in text.split()
    )


def _line(step: Step) -> str:
    sign = f"{'  ' * step.depth}{_RELATION[step.edge.stance]} " if step.edge else "\n"
    facts = ", ".join(f"{name}: {_string(value)}" for name, value in _facts(step))
    text = escaped(step.node.words)
    said = f"“{text}”" if step.node.stored else text
    return f"{sign}[{step.node.key}]: {said} {{{facts}}}"


def _facts(step: Step) -> Iterator[tuple[str, str | float | bool]]:
    """What stands beside the words: nothing in Argdown itself says who speaks."""
    yield "quote", step.node.stored is not None
    if step.edge:
        yield "probability", round(step.edge.score, 4)
    yield from _sourced(step.node)


def _sourced(node: Node) -> Iterator[tuple[str, str]]:
    if node.stored is None:
        return
    known = node.stored.source.metadata
    facts = (
        ("speaker", speaker_name(node.stored)),
        ("source", known.title or node.stored.source.file),
        ("date", known.date),
        ("url", known.url),
    )
    yield from ((name, value) for name, value in facts if value)


def _string(value: str | float | bool) -> str:
    """A value as YAML, without the braces that would end it for Argdown."""
    return json.dumps(value, ensure_ascii=False).replace("{", "\\u007b").replace("}", "\\u007d")
