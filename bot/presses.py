"""What happens when a button is pressed or a menu is used: from its code to a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot import answering, buttons, chat_texts, pieces, shapes
from bot.commands import find, named
from bot.dressing import shown_quotes
from bot.drills.answering import RATINGS
from bot.matches import answering as matches
from bot.moderation import intake
from bot.notebook import words as notebook_texts
from bot.reply import Note, Reply
from bot.request import Request
from bot.running import command_of, run
from bot.sentences import with_menu
from bot.settings import answers_are_private
from bot.summaries import drafts as summary_drafts
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.command import Command
    from bot.request import Asker
    from knowledge.types import Question

Press: TypeAlias = Callable[[str, "Asker", str | None], Reply]
IN_PLACE: Final = frozenset({"done", "leave", "set", "own", "drop", "draft", "unsave", "takeout", "review"})
OF_A_QUESTION: Final = frozenset({"page", "shared", "share", "other", "ask", "sentence"})
OF_A_COMMAND: Final = frozenset({"run", "reply", "open"})
SIDE: Final[dict[str, Literal["counters", "supports"]]] = {"counter": "counters", "support": "supports"}


def pressed(code: str, asker: Asker, chosen: str | None) -> Reply:
    """Do what a button or a menu is for. Raises `InputError` where that cannot be."""
    kind, _, rest = code.partition(":")
    press = _PRESSES.get(kind)
    if press is None:
        raise InputError(chat_texts.unknown_button())
    return press(rest, asker, chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Where the answer to a press will stand, as far as can be told before it is there."""

    replaces: bool = False
    """In place of the message that the button stands on."""
    private: bool = True


def expected(code: str, asker: Asker) -> Expected:
    """Tell before the work where the answer to a press will stand, and for whom."""
    kind, _, rest = code.partition(":")
    if kind in IN_PLACE or code.startswith("send:draft:"):
        return Expected(replaces=True)
    if kind == "match":
        deed = rest.partition(":")[0]
        own, opens = deed == matches.MINE, deed == "open"
        return Expected(replaces=not (own or opens), private=not opens)
    if kind not in OF_A_QUESTION:
        return Expected(private=kind not in OF_A_COMMAND or answers_are_private(asker))
    question = asker.workspace.records.question(rest.partition(":")[0])
    own = question is not None and question.person == asker.person
    if kind in {"page", "shared", "sentence"}:
        return Expected(replaces=own)
    if kind == "share":
        return Expected(private=not own)
    return Expected(private=answers_are_private(asker))


def _question(token: str, asker: Asker) -> tuple[Question, Command]:
    question = asker.workspace.records.question(token)
    command = find(question.command) if question else None
    if question is None or command is None:
        raise InputError(chat_texts.gone())
    return question, command


def _page(rest: str, asker: Asker, _: str | None) -> Reply:
    """Another page of an answer, in place of this one; for anybody but the asker a private one of their own."""
    token, _, place = rest.partition(":")
    start, _, of_message = place.partition(":")
    question, command = _question(token, asker)
    if question.person != asker.person:
        return replace(run(command, question.arguments, asker, start=buttons.number(start)), private=True)
    reply = run(command, question.arguments, asker, start=buttons.number(start), token=token)
    if of_message:
        sentences, _, chosen = of_message.partition(".")
        reply = with_menu(reply, sentences, _question(sentences, asker)[0].arguments, chosen)
    return replace(reply, placement="replace")


def _share(rest: str, asker: Asker, _: str | None) -> Reply:
    token, _, place = rest.partition(":")
    start, _, quotes = place.partition(":")
    question, command = _question(token, asker)
    if question.person != asker.person:
        raise InputError(chat_texts.not_yours())
    reply = run(command, question.arguments, asker, start=buttons.number(start), token=token)
    if quotes and ",".join(shown_quotes(reply)) != quotes:
        # a vote, or a source that came or went: nobody shares what they have not seen
        raise InputError(chat_texts.not_the_same())
    return _as_shared(reply, asker)


def _shared_page(rest: str, asker: Asker, _: str | None) -> Reply:
    """Another page of a shared answer, which stays shared."""
    reply = _page(rest, asker, None)
    return _as_shared(reply, asker) if reply.placement == "replace" else reply


def _as_shared(reply: Reply, asker: Asker) -> Reply:
    actions = tuple(
        replace(one, code=one.code.replace("page:", "shared:", 1)) if one.code.startswith("page:") else one
        for one in reply.actions
        if not one.code.startswith("share:")
    )
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


def _open(_rest: str, asker: Asker, chosen: str | None) -> Reply:
    """One of the quotes of a picture, with its place in the source."""
    if chosen is None:
        raise InputError(chat_texts.unknown_button())
    return run(named("quote"), {"id": chosen}, asker)


def _reply(rest: str, asker: Asker, _: str | None) -> Reply:
    """The counters of a quote: the next rung of the ladder."""
    return run(named("counter"), {"claim": rest}, asker)


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


def _drill(rest: str, asker: Asker, _: str | None) -> Reply:
    """Go on practising: a deed, or how the last answer went, and the claim that it is about."""
    deed, _, claim = rest.partition(":")
    given = {"rate" if deed in RATINGS else "do": deed, **({"topic": claim} if claim else {})}
    return run(named("drill"), given, asker)


def _match(rest: str, asker: Asker, _: str | None) -> Reply:
    """Set up a match, or change one in place of its card; one's own quotes come apart."""
    deed, _, token = rest.partition(":")
    if deed == "open":
        return matches.opened(token, asker)
    if deed not in matches.DEEDS:
        raise InputError(chat_texts.unknown_button())
    reply = matches.pressed(deed, token, asker)
    return reply if deed == matches.MINE else replace(reply, placement="replace", shared_by=None)


def _done(rest: str, asker: Asker, _: str | None) -> Reply:
    """Do what was asked about once more, in place of the question."""
    command, given = command_of(rest)
    return replace(run(command, given, asker, confirmed=True), placement="replace")


def _leave(_rest: str, _asker: Asker, _: str | None) -> Reply:
    return replace(_said("help", chat_texts.kept_it()), placement="replace")


def _drop(rest: str, asker: Asker, _: str | None) -> Reply:
    """Drop the votes against a quote."""
    return replace(run(named("votes"), {"dismiss": rest}, asker), placement="replace")


def _save(rest: str, asker: Asker, _: str | None) -> Reply:
    return run(named("save"), {"id": rest}, asker)


def _unsave(rest: str, asker: Asker, _: str | None) -> Reply:
    """Take a quote out that has just been saved, in place of the note that says so."""
    gone = asker.workspace.records.unsave(asker.person, rest)
    sentence = notebook_texts.taken_out(rest) if gone else notebook_texts.not_there(rest)
    return replace(_said("save", sentence), placement="replace", for_one=True)


def _take_out(rest: str, asker: Asker, _: str | None) -> Reply:
    """Take a quote out of the notebook that is shown."""
    return replace(run(named("notebook"), {"remove": rest}, asker), placement="replace")


def _format(rest: str, asker: Asker, chosen: str | None) -> Reply:
    """A brief once more, in another format."""
    question, command = _question(rest, asker)
    if chosen is None or command.name != "brief":
        raise InputError(chat_texts.unknown_button())
    return run(command, {**question.arguments, "format": chosen}, asker)


def _review(rest: str, asker: Asker, _: str | None) -> Reply:
    return intake.pressed(rest, lambda name, given, start: run(named(name), given, asker, start=start))


def _set(rest: str, asker: Asker, chosen: str | None) -> Reply:
    return _with_choice("settings", rest, asker, chosen)


def _own(rest: str, asker: Asker, chosen: str | None) -> Reply:
    return _with_choice("preferences", rest, asker, chosen)


def _with_choice(name: str, setting: str, asker: Asker, chosen: str | None) -> Reply:
    if chosen is None:
        raise InputError(chat_texts.unknown_button())
    return replace(run(named(name), {setting: chosen}, asker), placement="replace")


def _sentence(rest: str, asker: Asker, chosen: str | None) -> Reply:
    """Counters to another sentence of a message, which was kept as a question with all of them."""
    question, command = _question(rest, asker)
    sentence = question.arguments.get(chosen or "")
    if sentence is None:
        raise InputError(chat_texts.gone())
    reply = run(command, {"claim": sentence}, asker)
    if question.person != asker.person:
        return replace(reply, private=True)
    return replace(with_menu(reply, rest, question.arguments, chosen or ""), placement="replace")


def _said(command: str, sentence: str) -> Reply:
    data = {"command": command, "notice": sentence}
    return Reply(command=command, data=data, pieces=(Note(text=sentence),))


_PRESSES: Final[dict[str, Press]] = {
    "page": _page,
    "shared": _shared_page,
    "share": _share,
    "other": _other,
    "ask": _ask,
    "run": _run,
    "context": _context,
    "whole": _whole,
    "open": _open,
    "reply": _reply,
    "dispute": _dispute,
    # the command itself asks once more before it deletes
    "sure": _run,
    "done": _done,
    "leave": _leave,
    "drop": _drop,
    "drill": _drill,
    "match": _match,
    "review": _review,
    "set": _set,
    "own": _own,
    "sentence": _sentence,
    "draft": summary_drafts.pressed,
    "save": _save,
    "unsave": _unsave,
    "takeout": _take_out,
    "format": _format,
}
