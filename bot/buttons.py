"""The buttons under a reply, and the codes by which they are known when they are pressed.

A code says what to do and with what: `context:RC-014`. What does not fit into it, such as a claim, is kept in
the workspace as a question, and the code names the question by its token: so a button works after a restart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot import labels, texts
from bot.reply import Action, Piece, Quotation
from bot.suggestions import suggest

if TYPE_CHECKING:
    from bot.command import Suggested
    from bot.request import Asker

LONGEST_CODE = 80
LONGEST_LABEL = 75
WITHOUT_ROOM = ("clash", "blindspots")
"""Commands whose answers have to fit one screen, or one message to post: one button a quote, by `by_id`."""
OPPOSITE = {"counter": "support", "support": "counter"}


def code(*parts: str) -> str:
    """What a button hands back when it is pressed."""
    return ":".join(parts)


def number(text: str) -> int:
    """A number as it stands in a code; 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def asking(label: str, command: str, arguments: Mapping[str, str], asker: Asker) -> Action:
    """A button that asks something else."""
    short = _short(command, arguments)
    if short is None:
        token = asker.workspace.records.keep_question(
            person=asker.person, command=command, arguments=arguments
        )
        short = code("ask", token)
    return Action(label=texts.shortened(label, LONGEST_LABEL), code=short)


def or_rather(command: str, parameter: str, kind: Suggested, typed: str, asker: Asker) -> tuple[Action, ...]:
    """Buttons for what was perhaps meant by what was typed."""
    return tuple(
        asking(f"/{command} {one.value}", command, {parameter: one.value}, asker)
        for one in suggest(kind, typed, asker.workspace, limit=3)
    )


def _sharing(token: str, start: int, quotes: tuple[str, ...]) -> str:
    """What to share: the quotes that are shown, unless these are too many to name."""
    exactly = code("share", token, str(start), ",".join(quotes))
    return exactly if len(exactly) <= LONGEST_CODE else code("share", token, str(start))


def _short(command: str, arguments: Mapping[str, str]) -> str | None:
    """A code that holds the question itself, where it is short and has no option."""
    from bot.commands import find

    found = find(command)
    taken = found.positional if found else None
    if set(arguments) - ({taken.name} if taken else set()):
        return None
    made = code("run", command, *(quote(value, safe=" /-_.,'") for value in arguments.values()))
    return made if len(made) <= LONGEST_CODE else None


def once_more(command: str, argument: str, label: str) -> tuple[Action, ...]:
    """The buttons under the question whether something shall really be deleted."""
    return (
        Action(label=label, code=code("done", command, argument), style="danger"),
        Action(label=labels.keep_it(), code=code("leave", command)),
    )


def form(label: str, command: str, argument: str = "") -> Action:
    """A button that opens the form of a command."""
    return Action(label=label, code=code("form", command, argument), form=True)


def on_quotes(pieces: tuple[Piece, ...], command: str, token: str) -> tuple[Piece, ...]:
    """The pieces, each quote with its buttons."""
    return tuple(
        replace(piece, actions=piece.actions or _of_quote(piece, command, token), whole=_whole(piece))
        if isinstance(piece, Quotation)
        else piece
        for piece in pieces
    )


def _of_quote(piece: Quotation, command: str, token: str) -> tuple[Action, ...]:
    if command in WITHOUT_ROOM:
        return ()
    context = Action(label=labels.in_context(), code=code("context", piece.id))
    answer = Action(label=labels.reply_to_this(), code=code("reply", piece.id))
    save = Action(label=labels.save(), code=code("save", piece.id))
    if command == "votes":
        return (context, Action(label=labels.drop_votes(), code=code("drop", piece.id)))
    if command == "notebook":
        return (context, answer, Action(label=labels.take_out(), code=code("takeout", piece.id)))
    if command not in OPPOSITE:
        return (answer, save) if piece.trail is not None else (context, answer, save)
    dispute = Action(label=labels.not_a(command), code=code("dispute", token, piece.id))
    return (context, answer, save, dispute)


def by_id(quotes: tuple[str, ...]) -> tuple[Action, ...]:
    """One button a quote, in one row, that leads to its context and from there on."""
    return tuple(Action(label=quote, code=code("context", quote)) for quote in quotes)


def _whole(piece: Quotation) -> Action:
    return Action(label=labels.whole_quote(), code=code("whole", piece.id))


def under_answer(
    command: str,
    token: str,
    *,
    start: int,
    previous: int | None,
    following: int | None,
    shared: bool,
    quotes: tuple[str, ...] = (),
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
        found.append(Action(label=labels.share(), code=_sharing(token, start, quotes), style="primary"))
    return tuple(found)
