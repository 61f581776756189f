"""A message of several sentences: the menu of those that one may argue against, which stays with every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot import labels
from bot.reply import Menu, Option, Reply
from bot.texts import shortened

if TYPE_CHECKING:
    from bot.request import Asker

LONGEST_OPTION: Final = 75


def kept(sentences: tuple[str, ...], asker: Asker) -> str:
    """Keep the sentences of a message as a question; its token."""
    numbered = {str(at): sentence for at, sentence in enumerate(sentences)}
    return asker.workspace.records.keep_question(person=asker.person, command="counter", arguments=numbered)


def with_menu(reply: Reply, token: str, sentences: Mapping[str, str], chosen: str) -> Reply:
    """The answer to one sentence with the menu of all; the buttons to other pages bring the menu along."""
    options = tuple(
        Option(label=shortened(sentence, LONGEST_OPTION), value=at, chosen=at == chosen)
        for at, sentence in sorted(sentences.items(), key=lambda one: int(one[0]))
    )
    menu = Menu(label=labels.which_sentence(), code=f"sentence:{token}", options=options)
    actions = tuple(
        replace(one, code=f"{one.code}:{token}.{chosen}") if one.code.startswith("page:") else one
        for one in reply.actions
    )
    return replace(reply, pieces=(*reply.pieces, menu), actions=actions)
