"""The command `brief`: a pack for a debate, as a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from bot.answering import words_meant
from bot.briefs import formats, shape, wording, words
from bot.notebook import words as notebook_texts
from bot.notebook.answering import saved_by
from bot.reply import Heading, Menu, Note, Option, Piece, Reply, Table
from bot.settings import BRIEF
from bot.texts import in_quotation_marks
from knowledge.briefs.contents import CARDS
from knowledge.errors import InputError

if TYPE_CHECKING:
    from bot.briefs.pack import Pack
    from bot.request import Request
    from knowledge.briefs.contents import Brief

NOTEBOOK: Final = frozenset(("notebook", "my notebook", "my-notebook"))
"""Given as a topic, it means one's own notebook."""
SIDES: Final = ("for", "against")
_LAST_WORD: Final = re.compile(r"\s+(\S+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What was asked for, wherever in the line it stood."""

    query: str
    side: Literal["for", "against"] | None
    format: str | None


def brief(request: Request) -> Reply:
    """The pack on a topic or a motion, or of one's own notebook. Raises `InputError` where there is nothing in it."""
    wanted = _wanted(request)
    found = _found(request, wanted)
    data = shape.brief(found)
    if request.asker.scripted and wanted.format is None:
        return Reply(command="brief", data=data)
    pack = wording.pack(found)
    if not pack.pockets:
        return Reply(command="brief", data=data, pieces=(Note(text=pack.notice or ""),))
    chosen = formats.named(_format(request, wanted.format))
    file = formats.file(pack, chosen)
    return Reply(command="brief", data=data, pieces=_pieces(pack, request, chosen, file.name), files=(file,))


def _found(request: Request, wanted: _Wanted) -> Brief:
    if wanted.query.lower() in NOTEBOOK:
        saved = saved_by(request)
        if not saved:
            raise InputError(notebook_texts.empty())
        return request.workspace.briefs.of(saved, title=notebook_texts.heading())
    return request.workspace.briefs.on(
        words_meant(wanted.query, request),
        side=wanted.side,
        limit=request.number("limit", CARDS),
    )


def _wanted(request: Request) -> _Wanted:
    """The arguments, with a side or a format that stands as the last word of the topic: `/brief phones for pdf`."""
    query = request.text("topic")
    side, wanted = request.option("side"), request.option("format")
    last = _LAST_WORD.search(query)
    if last and wanted is None and last[1].lower() in formats.NAMES:
        query, wanted = query[: last.start()], last[1].lower()
        last = _LAST_WORD.search(query)
    if last and side is None and last[1].lower() in SIDES:
        query, side = query[: last.start()], last[1].lower()
    return _Wanted(query=query, side=cast('Literal["for", "against"] | None', side), format=wanted)


def _format(request: Request, wanted: str | None) -> str:
    """The format that was asked for, which a chat remembers, or the one that was asked for before."""
    if not request.asker.chat:
        return wanted or formats.ON_A_CONSOLE
    records, person = request.workspace.records, request.asker.person
    kept = records.preferences(person).get(BRIEF.name)
    if wanted and wanted != (kept or formats.IN_CHAT):
        records.set_preference(person, BRIEF.name, wanted)
    return wanted or (kept if kept in formats.NAMES else None) or formats.IN_CHAT


def _pieces(pack: Pack, request: Request, chosen: formats.Format, file: str) -> tuple[Piece, ...]:
    rows = tuple(
        words.cards_of(pocket.heading, sum(len(block.cards) for block in pocket.blocks))
        for pocket in pack.pockets
    )
    head = (
        Heading(text=f"{pack.labels.kicker}: {pack.title}"),
        *(
            Note(text=f"{pocket.heading}: {in_quotation_marks(pocket.position.quote)}")
            for pocket in pack.pockets
            if pocket.position
        ),
        Table(rows=rows),
        Note(text=pack.size),
        *((Note(text=pack.notice),) if pack.notice else ()),
    )
    if not request.asker.chat:
        return head
    return (*head, Note(text=words.attached(file), tone="quiet"), _menu(request, chosen))


def _menu(request: Request, chosen: formats.Format) -> Menu:
    """The other formats; the question is kept, so that the menu works after a restart, too."""
    arguments = {name: str(value) for name, value in request.arguments.items()}
    token = request.workspace.records.keep_question(
        person=request.asker.person, command="brief", arguments=arguments
    )
    options = tuple(
        Option(label=words.format_label(one.name), value=one.name, chosen=one is chosen)
        for one in formats.FORMATS
    )
    return Menu(label=words.other_formats(), code=f"format:{token}", options=options)
