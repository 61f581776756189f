"""Makes a reply fit for a chat: a page of it, buttons on it, private or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import buttons, labels
from bot.pages import page
from bot.permissions import allowed
from bot.reply import Action, Buttons, Menu, Picture, Quotation, Reply
from bot.settings import answers_are_private

if TYPE_CHECKING:
    from bot.command import Command
    from bot.request import Asker, Request, Value

IN_OWN_PAGES = ("views", "clash", "source summary")
"""Commands that divide their replies themselves, because a page of them is not so many items."""


def dressed(reply: Reply, command: Command, request: Request, *, token: str | None = None) -> Reply:
    """The page of a reply that was asked for, with its buttons.

    `token`: the question is kept already, under this token.
    """
    if reply.finished:
        return replace(reply, for_one=reply.for_one or is_for_one(command))
    if command.name not in IN_OWN_PAGES:
        shown = page(command.name, reply.pieces, start=request.start)
        reply = replace(reply, pieces=shown.pieces, previous=shown.previous, following=shown.following)
    for_one = reply.for_one or is_for_one(command)
    reply = replace(reply, private=for_one or is_private(command, request.asker), for_one=for_one)
    if command.drafts and reply.for_one:
        # the draft has buttons of its own
        return reply
    quoted = any(isinstance(piece, Quotation | Picture) for piece in reply.pieces)
    paged = reply.previous is not None or reply.following is not None
    if not (quoted or paged or command.name in buttons.OPPOSITE):
        return reply
    return _with_buttons(reply, command, request, token)


def shown_quotes(reply: Reply) -> tuple[str, ...]:
    """The short ids of the quotes of a reply, in their order."""
    return tuple(
        id_
        for piece in reply.pieces
        if isinstance(piece, Quotation | Picture)
        for id_ in ((piece.id,) if isinstance(piece, Quotation) else piece.quotes)
    )


def without_buttons(reply: Reply) -> Reply:
    """The reply to read only, such as where its buttons would ask another library."""
    pieces = tuple(
        replace(piece, actions=(), whole=None) if isinstance(piece, Quotation) else piece
        for piece in reply.pieces
        if not isinstance(piece, Menu | Buttons)
    )
    return replace(reply, pieces=pieces, actions=())


def is_private(command: Command, asker: Asker) -> bool:
    """Whether the answer of a command is for the asker's eyes only."""
    drafted = command.drafts and asker.audience == "moderator"
    return drafted or is_for_one(command) or answers_are_private(asker)


def is_for_one(command: Command) -> bool:
    """Whether nobody but the asker may ever see the answer of a command."""
    return command.personal or command.audience == "moderator"


def _with_buttons(reply: Reply, command: Command, request: Request, token: str | None) -> Reply:
    token = token or request.asker.workspace.records.keep_question(
        person=request.asker.person, command=command.name, arguments=kept(request.arguments)
    )
    below = buttons.under_answer(
        command.name,
        token,
        start=request.start,
        previous=reply.previous,
        following=reply.following,
        quotes=shown_quotes(reply),
        shared=request.asker.in_public or not reply.private or is_for_one(command) or command.name == "help",
    )
    pieces = buttons.on_quotes(reply.pieces, command.name, token)
    contexts = buttons.by_id(shown_quotes(reply)) if command.name in buttons.WITHOUT_ROOM else ()
    return replace(reply, pieces=pieces, actions=(*contexts, *below, *reply.actions))


def kept(arguments: Mapping[str, Value]) -> dict[str, str]:
    """Arguments as they are kept in a question; files are not."""
    return {name: str(value) for name, value in arguments.items() if not isinstance(value, tuple)}


def on_source(source_id: str, asker: Asker, *, shown: str) -> tuple[Action, ...]:
    """The buttons about one source, without the one for what is shown already."""
    from bot.commands import named

    found: list[Action] = []
    if allowed(named("intake"), asker):
        found.append(buttons.asking(labels.review_claims(), "intake", {"id": source_id}, asker))
    for name, label in (("source show", labels.show()), ("source summary", labels.sum_up())):
        if name != shown:
            found.append(buttons.asking(label, name, {"id": source_id}, asker))
    if allowed(named("source edit"), asker):
        found.append(buttons.form(labels.edit(), "source edit", source_id))
    if allowed(named("source remove"), asker):
        found.append(
            Action(
                label=labels.remove(), code=buttons.code("sure", "source remove", source_id), style="danger"
            )
        )
    return tuple(found)
