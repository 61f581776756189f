"""Answers messages of people: which sentence of one can be argued against, and what does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import chat_texts, running
from bot.commands import find, named
from bot.parser import parse
from bot.permissions import require
from bot.reply import Reply
from bot.sentences import kept, with_menu
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.request import Asker, Place
    from knowledge.types import File

MOST_SENTENCES = 10
PLACE_OF_FILE = "file"
"""Stands for a handed file while a line is read."""
SMALL_TALK = frozenset((
    "hello", "hi", "hey", "hiya", "hallo", "bonjour", "salut", "hola", "welcome",
    "good", "morning", "evening", "night", "bye", "bot",
    "thanks", "thank", "you", "thx", "danke", "merci", "gracias", "please", "sorry",
    "ok", "okay", "yes", "no", "lol", "great", "nice", "cool",
))  # fmt: skip
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
    if not sentences or is_small_talk(text):
        raise InputError(chat_texts.no_sentence() if text.strip() else chat_texts.asked_nothing())
    reply = running.run(named("counter"), {"claim": sentences[0]}, asker)
    if len(sentences) < 2:
        return reply
    token = kept(sentences, asker)
    return with_menu(reply, token, {str(at): one for at, one in enumerate(sentences)}, "0")


def is_small_talk(text: str) -> bool:
    """Whether a message holds nothing but a greeting, thanks or the like."""
    words = ["".join(letter for letter in word.lower() if letter.isalpha()) for word in text.split()]
    return all(word in SMALL_TALK for word in words if word)


def with_files(text: str, asker: Asker, files: Sequence[File]) -> Reply:
    """Add the files of a message; its words may be that command with its options, and else are not wanted.

    Raises:
        InputError: adding is not for the asker, or the words are another command or a claim.
    """
    command = named("ingest")
    require(command, asker)
    given: dict[str, str | Sequence[Place] | None] = {"place": tuple(files)}
    if text.strip():
        given.update(_options_beside_files(text))
    return running.run(command, given, asker)


def _options_beside_files(words: str) -> dict[str, str]:
    """The options of `/source add` typed beside a file, which is its place."""
    try:
        asked = parse(f"{words.strip()} {PLACE_OF_FILE}")
    except InputError:
        raise InputError(chat_texts.words_or_files()) from None
    if asked.arguments.get("place") != (PLACE_OF_FILE,):
        raise InputError(chat_texts.words_or_files())
    topic = asked.arguments.get("topic")
    return {"topic": str(topic)} if topic else {}
