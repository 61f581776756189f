"""Answers messages of people: which sentence of one can be argued against, and what does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import chat_texts, labels, presses
from bot.commands import find
from bot.reply import Menu, Option, Reply
from bot.texts import shortened
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.request import Asker

MOST_SENTENCES = 10
LONGEST_OPTION = 75
WITH_WORDS = ("counter", "views", "clash", "quote", "help")


def is_command(text: str) -> bool:
    """Whether a message without a slash is a command all the same: `views russia-china`, `help`.

    Only words with which hardly any claim begins count: "Support for the bridge is falling" is a claim.
    """
    first, _, rest = text.strip().partition(" ")
    command = find(first)
    if command is None:
        return False
    return first.lower() in WITH_WORDS if rest.strip() else command.positional is None


def counters_of(text: str, asker: Asker) -> Reply:
    """Counters of the sentence that asserts most, with a menu of the others. Raises `InputError`."""
    from knowledge.understanding.messages import claims_in

    sentences = claims_in(text)[:MOST_SENTENCES]
    command = find("counter")
    if not sentences or command is None:
        raise InputError(chat_texts.no_sentence() if text.strip() else chat_texts.asked_nothing())
    reply = presses.run(command, {"claim": sentences[0]}, asker)
    if len(sentences) < 2:
        return reply
    return replace(reply, pieces=(*reply.pieces, _others(sentences, asker)))


def _others(sentences: tuple[str, ...], asker: Asker) -> Menu:
    token = asker.workspace.records.keep_question(
        person=asker.person,
        command="counter",
        arguments={str(at): sentence for at, sentence in enumerate(sentences)},
    )
    options = tuple(
        Option(label=shortened(sentence, LONGEST_OPTION), value=str(at), chosen=at == 0)
        for at, sentence in enumerate(sentences)
    )
    return Menu(label=labels.which_sentence(), code=f"sentence:{token}", options=options)
