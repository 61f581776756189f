"""What commands take, in the words of the registry: required things, options, choices, and those many commands share."""

from collections.abc import Iterable
from typing import Final

from bot.command import Kind, Parameter, Suggested


def required(name: str, summary: str, *, kind: Kind = "text", suggests: Suggested | None = None) -> Parameter:
    """What must be given: the words of the line that are no option."""
    return Parameter(name=name, summary=summary, kind=kind, required=True, suggests=suggests)


def option(name: str, summary: str, *, kind: Kind = "text", suggests: Suggested | None = None) -> Parameter:
    """What may be given by name."""
    return Parameter(name=name, summary=summary, kind=kind, option=True, suggests=suggests)


def choice(name: str, summary: str, choices: Iterable[str]) -> Parameter:
    """An option that takes one of some words."""
    return Parameter(name=name, summary=summary, option=True, choices=tuple(choices))


def limit(default: int) -> Parameter:
    """The option `--limit`."""
    return option("limit", f"At most so many quotes; {default} when left out.", kind="number")


CLAIM: Final = required(
    "claim", "What somebody asserts in a sentence or a few words, or the id of a quote.", suggests="claims"
)
SOURCE: Final = required(
    "id", "A source: its id, the beginning of its id, or its file's name.", suggests="sources"
)
WITHIN: Final = option("topic", "Only quotes on this topic.", suggests="topics")
