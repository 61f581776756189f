"""Offers what was perhaps meant by a line that is no command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import buttons
from bot.commands import find, near
from bot.dressing import kept
from bot.parser import parse
from bot.texts import shortened
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.reply import Action
    from bot.request import Asker

MOST = 3


def offered(line: str, asker: Asker) -> tuple[Action, ...]:
    """Buttons that run the line with a name that comes near in place of the one that does not exist."""
    name, _, rest = line.strip().removeprefix("/").partition(" ")
    if find(name) or find(" ".join((name, *rest.split()[:1]))):
        return ()
    found: list[Action] = []
    for close in near(name)[:MOST]:
        meant = f"/{close} {rest}".strip()
        try:
            asked = parse(meant)
        except InputError:
            continue
        if asked.command.audience == "member":
            label = shortened(meant, buttons.LONGEST_LABEL)
            found.append(buttons.asking(label, asked.command.name, kept(asked.arguments), asker))
    return tuple(found)
