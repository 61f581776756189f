"""The commands that ask: counter, support, clash, views, who, topics, claims, quote, help."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot import buttons, labels, pieces, refusals, shapes
from bot.matches import answering as matches
from bot.reply import Action, Reply
from bot.request import Request
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.command import Command
    from knowledge.types import StoredClaim, Views

ANSWERS = 10
VIEWS = 40
FIRST_OF_A_POSITION = 5
"""Quotes of each position on the screen, unless a limit is given."""
A_PAGE_OF_A_POSITION = 2
"""Quotes of each position on one page in a chat, so that the positions stand side by side."""
CLASH, CLASH_IN_CHAT = 3, 2
"""Quotes a side; in a chat both sides must fit one screen of a phone."""
ANY_TOPIC = "any"
"""Given as a topic, it means all of them, also where the channel has one."""

_SHORT_ID = re.compile(r"[A-Za-z]{1,8}-\d{3,9}")


def counter(request: Request) -> Reply:
    """Quotes that argue against a claim."""
    return _answer(request, "counter")


def support(request: Request) -> Reply:
    """Quotes that argue for a claim."""
    return _answer(request, "support")


def clash(request: Request) -> Reply:
    """The strongest for and against, equal in length; a match for two where people or rules of one are named."""
    query, topic = words_meant(request.text("query"), request), topic_meant(request)
    if matches.wanted(request):
        return matches.match(request, query, topic)
    limit = CLASH_IN_CHAT if request.asker.chat else CLASH
    found = request.workspace.clash(query, topic=topic, limit=limit)
    both = bool(found.supporting and found.countering)
    offered = matches.offered(query, topic, request.asker) if request.asker.chat and both else ()
    return Reply(command="clash", data=shapes.clash(found), pieces=pieces.clash(found), actions=offered)


def views(request: Request) -> Reply:
    """The positions on a topic."""
    found = request.workspace.views(request.text("topic"), limit=request.number("limit", VIEWS))
    data = shapes.views(found)
    if request.asker.chat:
        reply = _page_of_views(found, request.start)
        rather = (
            ()
            if found.positions
            else buttons.or_rather("views", "topic", "topics", found.query, request.asker)
        )
        return replace(reply, data=data, actions=rather)
    most = None if "limit" in request.arguments else FIRST_OF_A_POSITION
    return Reply(command="views", data=data, pieces=pieces.views(found, most=most))


def who(request: Request) -> Reply:
    """Everything a speaker says."""
    found = request.workspace.who(request.text("name"))
    rather: tuple[Action, ...] = ()
    if request.asker.chat and not found.speaker:
        rather = buttons.or_rather("who", "name", "speakers", found.query, request.asker)
    return Reply(command="who", data=shapes.said(found), pieces=pieces.said(found), actions=rather)


def topics(request: Request) -> Reply:
    """What the sources are about."""
    found = request.workspace.topics()
    return Reply(command="topics", data=shapes.topics(found), pieces=pieces.topics(found))


def claims(request: Request) -> Reply:
    """Every claim as stored."""
    found = request.workspace.claims(request.option("source"), withheld=True)
    return Reply(command="claims", data=shapes.claims(found), pieces=pieces.claims(found))


def quote(request: Request) -> Reply:
    """One claim by its short id."""
    found = request.workspace.quote("-".join(request.text("id").replace("#", " ").split()))
    actions = _to_source(found, request) if request.asker.chat else ()
    return Reply(command="quote", data=shapes.quote(found), pieces=(pieces.claim(found),), actions=actions)


def context(request: Request) -> Reply:
    """One quote with the sentences around it."""
    found = request.workspace.context(request.text("id"))
    actions = _to_source(found.stored, request)
    return Reply(
        command="context", data=shapes.context(found), pieces=(pieces.context(found),), actions=actions
    )


def _to_source(stored: StoredClaim, request: Request) -> tuple[Action, ...]:
    return (buttons.asking(labels.its_source(), "source show", {"id": stored.source.id}, request.asker),)


def topic_meant(request: Request) -> str | None:
    """The topic that was named, or else the channel's; None for all topics."""
    named = request.option("topic")
    if named is None:
        return request.workspace.records.channel_topic(request.asker.channel)
    return None if named.lower() == ANY_TOPIC else named


def words_meant(claim: str, request: Request) -> str:
    """A claim as it was typed, or the words of the quote whose short id was typed in its place.

    Raises:
        NotFound: there is no quote of that id, perhaps no more.
    """
    typed = claim.strip()
    return request.workspace.quote(typed).claim.quote if _SHORT_ID.fullmatch(typed) else claim


def is_short_id(typed: str) -> bool:
    """Whether something typed has the form of a quote's short id."""
    return _SHORT_ID.fullmatch(typed.strip()) is not None


def _answer(request: Request, command: Literal["counter", "support"]) -> Reply:
    claim, topic = words_meant(request.text("claim"), request), topic_meant(request)
    limit = request.number("limit", ANSWERS)
    ask = request.workspace.counter if command == "counter" else request.workspace.support
    found = ask(claim, topic=topic, limit=limit)
    actions: tuple[Action, ...] = ()
    if request.asker.chat and topic and not found.answers:
        everywhere = {"claim": claim, "topic": ANY_TOPIC}
        actions = (buttons.asking(labels.all_topics(), command, everywhere, request.asker),)
    return Reply(command=command, data=shapes.answer(found), pieces=pieces.answer(found), actions=actions)


def _page_of_views(found: Views, start: int) -> Reply:
    most = A_PAGE_OF_A_POSITION
    longest = max((len(position.quotes) for position in found.positions), default=0)
    start = start if start < longest else 0
    return Reply(
        command="views",
        data={},
        pieces=pieces.views(found, most=most, start=start, in_pages=True),
        previous=max(0, start - most) if start else None,
        following=start + most if start + most < longest else None,
    )


def help_on(commands: Sequence[Command], *, chat: bool = False) -> Reply:
    """The list of commands; in a chat without what each takes, which a platform shows by itself."""
    shown = pieces.commands(commands, chat=chat)
    return Reply(command="help", data=shapes.commands(commands), pieces=shown)


def help_about(command: Command | None, name: str, *, near: Sequence[str] = (), chat: bool = False) -> Reply:
    """One command. Raises `InputError` when there is none of that name."""
    if command is None:
        raise InputError(refusals.unknown_command(name.removeprefix("/"), near))
    return Reply(command="help", data=shapes.commands([command]), pieces=pieces.command(command, chat=chat))
