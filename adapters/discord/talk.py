"""Mentions and direct messages: a placeholder at once, then the answer; what is for one person goes to them alone."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import discord

from adapters.discord import posting, sending
from adapters.discord.gathering import Handed
from adapters.discord.layout import Message, messages, plain_message
from adapters.discord.originals import young
from adapters.discord.origins import Origin
from adapters.discord.reading import words_of
from bot import adding, chat_texts, dispatch, questions
from bot.dressing import without_buttons
from bot.host import Busy
from bot.in_flight import FLIGHT, delivering
from bot.languages import speaking
from bot.reply import Reply
from bot.request import Asker
from knowledge.types import File

Work: TypeAlias = Callable[
    [Sequence[Handed], Callable[[Asker, Sequence[File]], Reply], bool], Awaitable[Reply]
]
"""Fetches files and asks the bot in a worker thread, in one of those that add sources where that is asked for."""


Sent: TypeAlias = "list[tuple[Message, discord.Message]]"


async def answer(message: discord.Message, origin: Origin, me: int, work: Work) -> tuple[Reply | None, Sent]:
    """Answer a message in which the bot, whose id is `me`, is asked something; what stands there for everybody."""
    text = words_of(message, me)
    if text is None:
        return None, []
    mark = str(message.id)
    waiting = await _placeholder(message, origin, mark)
    if waiting is None or _is_answered(message, waiting):
        return None, []
    in_public = message.guild is not None
    files = [Handed(name=one.filename, size=one.size, url=one.url) for one in message.attachments]

    def ask(asker: Asker, fetched: Sequence[File]) -> Reply:
        return dispatch.answer_words(text, replace(asker, in_public=in_public), fetched)

    reply = await work(files, ask, adding.words_add(text, files=bool(files)))
    await delivering()
    if in_public and reply.for_one:
        await _privately(message, waiting, reply, mark)
        return None, []
    first, *others = messages(reply)
    if not await posting.replace(waiting, first, mark=mark):
        return None, []
    posted = await posting.post(message.channel, others, mark=mark)
    return reply, [(first, waiting), *zip(others, posted, strict=False)]


def _is_answered(message: discord.Message, waiting: discord.Message) -> bool:
    """Whether a process that is gone has put the answer in the place of the placeholder; while that can be told."""
    flight = FLIGHT.get()
    if flight is None or not flight.in_doubt:
        return False
    if waiting.edited_at is None and young(message.id):
        flight.in_doubt = False
    return waiting.edited_at is not None


async def turn_away(message: discord.Message, origin: Origin, busy: Busy) -> None:
    """Tell somebody alone that there is no room."""
    told = busy.sentence_in(origin.locale)
    await posting.post(message.author, [plain_message(told)], mark=f"{message.id}-b")


async def _placeholder(message: discord.Message, origin: Origin, mark: str) -> discord.Message | None:
    """What stands there until the answer is known; None where the bot may not speak."""
    with speaking(origin.locale):
        waiting = plain_message(chat_texts.placeholder())
    try:
        shown = await posting.post_one(message.channel, waiting, mark=f"{mark}-p")
    except sending.NOT_TAKEN:
        # Where the bot may not speak, there is nobody to tell.
        posting.logger.info("no right to answer in channel %s", message.channel.id)
        return None
    questions.acknowledged()
    return shown


async def _privately(message: discord.Message, waiting: discord.Message, reply: Reply, mark: str) -> None:
    """Tell the person alone, and in the channel only that it was done.

    Without buttons: in direct messages they would ask the person's own library.
    """
    answers = messages(without_buttons(reply))
    sent = await posting.post(message.author, answers, mark=f"{mark}-1")
    with speaking(reply.language):
        told = (
            chat_texts.told_privately() if len(sent) == len(answers) else chat_texts.cannot_tell_privately()
        )
    await posting.replace(waiting, plain_message(told), mark=mark)
