"""What commands take, in the words of the registry: required things, options, choices, and those many commands share."""

from typing import Final

from bot.command import Kind, Parameter, Suggested
from bot.settings import Setting


def required(name: str, summary: str, *, kind: Kind = "text", suggests: Suggested | None = None) -> Parameter:
    """What must be given: the words of the line that are no option."""
    return Parameter(name=name, summary=summary, kind=kind, required=True, suggests=suggests)


def option(name: str, summary: str, *, kind: Kind = "text", suggests: Suggested | None = None) -> Parameter:
    """What may be given by name."""
    return Parameter(name=name, summary=summary, kind=kind, option=True, suggests=suggests)


def choice(name: str, summary: str, setting: Setting) -> Parameter:
    """An option that takes one of the values of a setting."""
    return Parameter(name=name, summary=summary, option=True, choices=setting.choices)


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
