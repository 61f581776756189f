"""The buttons under a reply, and the codes by which they are known when they are pressed.

A code says what to do and with what: `context:RC-014`. What does not fit into it, such as a claim, is kept in
the workspace as a question, and the code names the question by its token: so a button works after a restart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import labels, texts
from bot.reply import Action, Piece, Quotation, Style

if TYPE_CHECKING:
    from bot.request import Asker

LONGEST_CODE = 80
LONGEST_LABEL = 75
OPPOSITE = {"counter": "support", "support": "counter"}


def code(*parts: str) -> str:
    """What a button hands back when it is pressed."""
    return ":".join(parts)


def asking(
    label: str, command: str, arguments: Mapping[str, str], asker: Asker, *, style: Style = "plain"
) -> Action:
    """A button that asks something else."""
    values = tuple(arguments.values())
    short = code("run", command, *values)
    # a name that is not the command's one positional parameter, or a long text, has no room in a code
    if len(values) > 1 or len(short) > LONGEST_CODE or not short.isascii() or not short.isprintable():
        token = asker.workspace.records.keep_question(
            person=asker.person, command=command, arguments=arguments
        )
        short = code("ask", token)
    return Action(label=texts.shortened(label, LONGEST_LABEL), code=short, style=style)


def form(label: str, command: str, argument: str = "") -> Action:
    """A button that opens the form of a command."""
    return Action(label=label, code=code("form", command, argument), form=True)


def on_quotes(pieces: tuple[Piece, ...], command: str, token: str) -> tuple[Piece, ...]:
    """The pieces, each quote with its buttons."""
    return tuple(
        replace(piece, actions=_of_quote(piece, command, token), whole=_whole(piece))
        if isinstance(piece, Quotation)
        else piece
        for piece in pieces
    )


def _of_quote(piece: Quotation, command: str, token: str) -> tuple[Action, ...]:
    context = Action(label=labels.in_context(), code=code("context", piece.id))
    answer = Action(label=labels.reply_to_this(), code=code("reply", piece.id))
    if command not in OPPOSITE:
        return (answer,) if piece.trail is not None else (context, answer)
    dispute = Action(label=labels.not_a(command), code=code("dispute", token, piece.id))
    return (context, answer, dispute)


def _whole(piece: Quotation) -> Action:
    return Action(label=labels.whole_quote(), code=code("whole", piece.id))


def under_answer(
    command: str, token: str, *, start: int, previous: int | None, following: int | None, shared: bool
) -> tuple[Action, ...]:
    """The buttons below an answer: its other pages, the other side, sharing it."""
    found: list[Action] = []
    if previous is not None:
        found.append(Action(label=labels.previous_page(), code=code("page", token, str(previous))))
    if following is not None:
        found.append(Action(label=labels.next_page(), code=code("page", token, str(following))))
    if command in OPPOSITE:
        found.append(Action(label=labels.other_side(), code=code("other", token)))
    if not shared:
        found.append(Action(label=labels.share(), code=code("share", token, str(start)), style="primary"))
    return tuple(found)
