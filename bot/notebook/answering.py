"""The commands `save` and `notebook`: quotes that somebody keeps for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import pieces, shapes
from bot.briefs import words as brief_texts
from bot.buttons import code, once_more
from bot.notebook import words
from bot.reply import Action, Heading, Note, Piece, Reply
from knowledge.briefs.contents import Saved
from knowledge.errors import InputError, NotFound

if TYPE_CHECKING:
    from bot.request import Request

CLEAR: Final = "clear"
LONGEST_NOTE: Final = 500


def save(request: Request) -> Reply:
    """Put a quote into the asker's notebook. Raises `NotFound`, and `InputError` for an endless note."""
    stored = request.workspace.quote(typed_id(request.text("id")))
    note = request.option("note") or None
    if note and len(note) > LONGEST_NOTE:
        raise InputError(words.longest(LONGEST_NOTE))
    new = request.workspace.records.save(request.asker.person, stored.key, note)
    again = words.noted(stored.id) if note else words.saved_before(stored.id)
    sentence = words.saved(stored.id) if new else again
    data = {"command": "save", "quote": stored.id, "new": new, "note": note, "notice": sentence}
    undo = (Action(label=words.undo(), code=code("unsave", stored.id)),) if new else ()
    actions = (*undo, Action(label=words.heading(), code=code("run", "notebook")))
    return Reply(
        command="save",
        data=data,
        pieces=(Note(text=sentence),),
        actions=actions if request.asker.chat else (),
    )


def notebook(request: Request) -> Reply:
    """The asker's notebook, after taking out what was named, or all."""
    notes: tuple[Piece, ...] = ()
    if request.option("do") == CLEAR:
        return _cleared(request)
    if (quote := request.option("remove")) is not None:
        found = typed_id(quote).upper()
        gone = request.workspace.records.unsave(request.asker.person, found)
        notes = (Note(text=words.taken_out(found) if gone else words.not_there(found)),)
    return _listed(request, notes)


def saved_by(request: Request) -> list[Saved]:
    """What the asker keeps, in the order of saving."""
    found: list[Saved] = []
    for entry in request.workspace.records.notebook(request.asker.person):
        try:
            found.append(Saved(stored=request.workspace.quote(entry.quote), note=entry.text))
        except NotFound:
            # its source was removed between the two looks
            continue
    return found


def typed_id(text: str) -> str:
    """A short id however it was typed: `rc 014`, `#RC-014`."""
    return "-".join(text.replace("#", " ").split())


def _listed(request: Request, notes: tuple[Piece, ...]) -> Reply:
    saved = saved_by(request)
    shown: list[Piece] = [*notes, Heading(text=words.heading())]
    for number, one in enumerate(saved, start=1):
        shown.append(pieces.claim(one.stored, number=number))
        if one.note:
            shown.append(Note(text=brief_texts.own_note(one.note), tone="quiet"))
    if not saved:
        shown.append(Note(text=words.empty()))
    quotes = [{"claim": shapes.claim(one.stored), "note": one.note} for one in saved]
    return Reply(
        command="notebook",
        data={"command": "notebook", "quotes": quotes},
        pieces=tuple(shown),
        actions=_buttons() if saved and request.asker.chat else (),
    )


def _cleared(request: Request) -> Reply:
    records, person = request.workspace.records, request.asker.person
    count = len(records.notebook(person))
    if count and request.asker.chat and not request.confirmed:
        return Reply(
            command="notebook",
            data={"command": "notebook", "quotes": None},
            pieces=(Note(text=words.really_clear(count)),),
            actions=once_more("notebook", CLEAR, words.clear()),
        )
    gone = records.clear_notebook(person)
    return Reply(
        command="notebook",
        data={"command": "notebook", "quotes": []},
        pieces=(Note(text=words.cleared(gone)),),
    )


def _buttons() -> tuple[Action, ...]:
    return (
        Action(label=words.make_brief(), code=code("run", "brief", "notebook"), style="primary"),
        Action(label=words.clear(), code=code("sure", "notebook", CLEAR), style="danger"),
    )
