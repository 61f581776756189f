"""Forms: what a platform asks in a window of its own before a command can run.

Windows are small: a form has at most five fields, a title of at most 24 characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.command import Suggested


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a form asks for."""

    name: str
    label: str
    """At most 45 characters."""
    value: str = ""
    """What stands there to begin with."""
    hint: str = ""
    """At most 100 characters, shown in an empty field."""
    long: bool = False
    file: bool = False
    """It asks for a file to be handed over; a platform without such fields leaves it out."""
    channel: bool = False
    """It asks for a channel that the bot may post in, and gives it as the platform names channels."""
    required: bool = False
    suggests: Suggested | None = None
    """What `bot.suggestions.suggest` offers here; the text stays free."""
    choices: tuple[str, ...] = ()
    """Where given, one of these and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A window with fields; `bot.dispatch.submit` takes the code with the values by field name."""

    title: str
    code: str
    """At most 80 characters."""
    fields: tuple[Field, ...]
    submit: str
    """What stands on the button that sends it; at most 24 characters."""
