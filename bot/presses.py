"""What happens when a button is pressed or a menu is used: from its code to a reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot import answering, buttons, chat_texts, labels, pieces, shapes
from bot.arguments import bind
from bot.commands import find
from bot.dressing import dressed
from bot.permissions import require
from bot.reply import Action, Note, Reply
from bot.request import Request
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.command import Command
    from bot.request import Asker
    from knowledge.types import Question

Press: TypeAlias = Callable[[str, "Asker", str | None], Reply]
SIDE: Final[dict[str, Literal["counters", "supports"]]] = {"counter": "counters", "support": "supports"}


def pressed(code: str, asker: Asker, chosen: str | None) -> Reply:
    """Do what a button or a menu is for. Raises `InputError` where that cannot be."""
    kind, _, rest = code.partition(":")
    press = _PRESSES.get(kind)
    if press is None:
        raise InputError(chat_texts.unknown_button())
    return press(rest, asker, chosen)


def run(
    command: Command, given: Mapping[str, str], asker: Asker, *, start: int = 0, token: str | None = None
) -> Reply:
    """Run a command for a chat. Raises `InputError` where the arguments or the rights are wrong."""
    require(command, asker)
    request = Request(arguments=bind(command, given), asker=asker, start=start)
    return dressed(command.run(request), command, request, token=token)


def command_of(rest: str) -> tuple[Command, dict[str, str]]:
    """The command that a code names and the one argument that may follow it. Raises `InputError`."""
    name, _, argument = rest.partition(":")
    command = find(name)
    if command is None:
        raise InputError(chat_texts.unknown_button())
    taken = command.positional or next(iter(command.parameters), None)
    return command, {taken.name: argument} if argument and taken else {}


def _question(token: str, asker: Asker) -> tuple[Question, Command]:
    question = asker.workspace.records.question(token)
    command = find(question.command) if question else None
    if question is None or command is None:
        raise InputError(chat_texts.gone())
    return question, command


def _page(rest: str, asker: Asker, _: str | None) -> Reply:
    """Another page of an answer, in place of this one; for anybody but the asker a private one of their own."""
    token, _, start = rest.partition(":")
    question, command = _question(token, asker)
    if question.person != asker.person:
        return replace(run(command, question.arguments, asker, start=_number(start)), private=True)
    reply = run(command, question.arguments, asker, start=_number(start), token=token)
    return replace(reply, placement="replace")


def _share(rest: str, asker: Asker, _: str | None) -> Reply:
    token, _, start = rest.partition(":")
    question, command = _question(token, asker)
    if question.person != asker.person:
        raise InputError(chat_texts.not_yours())
    reply = run(command, question.arguments, asker, start=_number(start), token=token)
    actions = tuple(one for one in reply.actions if not one.code.startswith("share:"))
    return replace(reply, private=False, shared_by=asker.person, actions=actions)


def _other(rest: str, asker: Asker, _: str | None) -> Reply:
    question, command = _question(rest, asker)
    other = find(buttons.OPPOSITE.get(command.name, command.name))
    return run(other or command, question.arguments, asker)


def _ask(rest: str, asker: Asker, _: str | None) -> Reply:
    question, command = _question(rest, asker)
    return run(command, question.arguments, asker)


def _run(rest: str, asker: Asker, _: str | None) -> Reply:
    command, given = command_of(rest)
    return run(command, given, asker)


def _context(rest: str, asker: Asker, _: str | None) -> Reply:
    request = Request(arguments={"id": rest}, asker=asker)
    reply = answering.context(request)
    return replace(reply, pieces=buttons.on_quotes(reply.pieces, "context", ""))


def _whole(rest: str, asker: Asker, _: str | None) -> Reply:
    found = asker.workspace.quote(rest)
    words = pieces.whole(found)
    return Reply(command="quote", data=shapes.quote(found), pieces=words)


def _reply(rest: str, asker: Asker, _: str | None) -> Reply:
    """The counters of a quote: the next rung of the ladder."""
    command = find("counter")
    if command is None:  # pragma: no cover - the registry holds it
        raise InputError(chat_texts.unknown_button())
    return run(command, {"claim": rest}, asker)


def _dispute(rest: str, asker: Asker, _: str | None) -> Reply:
    token, _, quote = rest.partition(":")
    question, command = _question(token, asker)
    stance = SIDE.get(command.name)
    asked = question.arguments.get("claim")
    if stance is None or asked is None:
        raise InputError(chat_texts.unknown_button())
    request = Request(arguments=question.arguments, asker=asker)
    asked = answering.words_meant(asked, request)
    new = asker.workspace.dispute(quote, asked=asked, stance=stance, person=asker.person)
    return _said("votes", chat_texts.voted(quote) if new else chat_texts.voted_before(quote))


def _sure(rest: str, asker: Asker, _: str | None) -> Reply:
    """Ask once more before something is deleted."""
    command, given = command_of(rest)
    require(command, asker)
    if command.name == "privacy":
        return _ask_once_more(
            command.name,
            chat_texts.really_forget(),
            buttons.code("run", "privacy", "delete"),
            labels.forget(),
        )
    source = asker.workspace.source(given.get("id", ""))
    code = buttons.code("run", command.name, source.id)
    return _ask_once_more(command.name, chat_texts.really(source), code, labels.really_remove())


def _ask_once_more(command: str, sentence: str, code: str, label: str) -> Reply:
    yes = Action(label=label, code=buttons.code("done", code), style="danger")
    no = Action(label=labels.keep_it(), code="leave:")
    return replace(_said(command, sentence), actions=(yes, no))


def _done(rest: str, asker: Asker, chosen: str | None) -> Reply:
    """Do what was asked about once more, in place of the question."""
    return replace(pressed(rest, asker, chosen), placement="replace")


def _leave(_rest: str, _asker: Asker, _: str | None) -> Reply:
    return replace(_said("help", chat_texts.kept_it()), placement="replace")


def _set(rest: str, asker: Asker, chosen: str | None) -> Reply:
    return _with_choice("settings", rest, asker, chosen)


def _own(rest: str, asker: Asker, chosen: str | None) -> Reply:
    return _with_choice("preferences", rest, asker, chosen)


def _with_choice(name: str, setting: str, asker: Asker, chosen: str | None) -> Reply:
    command = find(name)
    if command is None or chosen is None:
        raise InputError(chat_texts.unknown_button())
    return replace(run(command, {setting: chosen}, asker), placement="replace")


def _sentence(rest: str, asker: Asker, chosen: str | None) -> Reply:
    """Counters to another sentence of a message, which was kept as a question with all of them."""
    question, command = _question(rest, asker)
    sentence = question.arguments.get(chosen or "")
    if sentence is None:
        raise InputError(chat_texts.gone())
    return run(command, {"claim": sentence}, asker)


def _said(command: str, sentence: str) -> Reply:
    data = {"command": command, "notice": sentence}
    return Reply(command=command, data=data, pieces=(Note(text=sentence),))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


_PRESSES: Final[dict[str, Press]] = {
    "page": _page,
    "share": _share,
    "other": _other,
    "ask": _ask,
    "run": _run,
    "context": _context,
    "whole": _whole,
    "reply": _reply,
    "dispute": _dispute,
    "sure": _sure,
    "done": _done,
    "leave": _leave,
    "set": _set,
    "own": _own,
    "sentence": _sentence,
}
