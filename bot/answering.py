"""The commands that ask: counter, support, views, who, topics, claims, quote, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import pieces, shapes, texts
from bot.reply import Reply
from bot.request import Request
from knowledge.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.commands import Command

ANSWERS = 10
VIEWS = 40
FIRST_OF_A_POSITION = 5
"""Quotes of each position on the screen, unless a limit is given."""


def counter(request: Request) -> Reply:
    """Quotes that argue against a claim."""
    found = request.workspace.counter(
        request.text("claim"), topic=request.option("topic"), limit=request.number("limit", ANSWERS)
    )
    return Reply(command="counter", data=shapes.answer(found), pieces=pieces.answer(found))


def support(request: Request) -> Reply:
    """Quotes that argue for a claim."""
    found = request.workspace.support(
        request.text("claim"), topic=request.option("topic"), limit=request.number("limit", ANSWERS)
    )
    return Reply(command="support", data=shapes.answer(found), pieces=pieces.answer(found))


def views(request: Request) -> Reply:
    """The positions on a topic."""
    found = request.workspace.views(request.text("topic"), limit=request.number("limit", VIEWS))
    most = None if "limit" in request.arguments else FIRST_OF_A_POSITION
    return Reply(command="views", data=shapes.views(found), pieces=pieces.views(found, most=most))


def who(request: Request) -> Reply:
    """Everything a speaker says."""
    found = request.workspace.who(request.text("name"))
    return Reply(command="who", data=shapes.said(found), pieces=pieces.said(found))


def topics(request: Request) -> Reply:
    """What the sources are about."""
    found = request.workspace.topics()
    return Reply(command="topics", data=shapes.topics(found), pieces=pieces.topics(found))


def claims(request: Request) -> Reply:
    """Every claim as stored."""
    found = request.workspace.claims(request.option("source"))
    return Reply(command="claims", data=shapes.claims(found), pieces=pieces.claims(found))


def quote(request: Request) -> Reply:
    """One claim by its short id."""
    found = request.workspace.quote(request.text("id"))
    return Reply(command="quote", data=shapes.quote(found), pieces=(pieces.claim(found),))


def help_on(commands: Sequence[Command]) -> Reply:
    """The list of commands."""
    return Reply(command="help", data=shapes.commands(commands), pieces=pieces.commands(commands))


def help_about(command: Command | None, name: str) -> Reply:
    """One command. Raises `InputError` when there is none of that name."""
    if command is None:
        raise InputError(texts.unknown_command(name.removeprefix("/"), ()))
    return Reply(command="help", data=shapes.commands([command]), pieces=pieces.command(command))
