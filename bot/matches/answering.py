"""A match for two over a motion: its card, its buttons, and the quotes of each side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from bot import buttons, chat_texts, labels, pieces, shapes
from bot.matches import words
from bot.matches.state import (
    COMMAND,
    NAMED,
    PRIVATE,
    Fixture,
    Seat,
    draw,
    fixture_from,
    kept,
    require_seated,
    set_up,
    swap,
    take,
)
from bot.matches.state import leave as left
from bot.reply import Action, Heading, Note, Piece, Reply, Table
from knowledge.errors import InputError, NotFound

if TYPE_CHECKING:
    from bot.request import Asker, Request
    from bot.shapes import Shape
    from knowledge.retrieval.match import Match
    from knowledge.types import StoredClaim

TRIES: Final = 5
"""How often a change is tried again that somebody else's came before."""
FOR, AGAINST, MINE, SWAP, LOTS, LEAVE = DEEDS = ("for", "against", "mine", "swap", "lots", "leave")


def wanted(request: Request) -> bool:
    """Whether somebody asks for a match, and not for the quotes of both sides alone."""
    return any(request.option(name) is not None for name in ("for", "against", "sides", "quotes"))


def match(request: Request, motion: str, topic: str | None) -> Reply:
    """The card of a new match: in a chat for everybody, with buttons; elsewhere with the quotes of both sides."""
    found = request.workspace.match(motion, topic=topic)
    fixture = set_up(
        found,
        for_side=request.option("for") or "",
        against_side=request.option("against") or "",
        quotes=request.option("quotes") or PRIVATE,
        sides=request.option("sides") or NAMED,
    )
    return _new_card(fixture, found, request.asker)


def offered(query: str, topic: str | None, asker: Asker) -> tuple[Action, ...]:
    """The button that sets up a match over what was asked."""
    asked = {"query": query, **({"topic": topic} if topic else {})}
    token = asker.workspace.records.keep_question(person=asker.person, command=COMMAND, arguments=asked)
    return (Action(label=labels.set_up_match(), code=buttons.code("match", "open", token)),)


def opened(token: str, asker: Asker) -> Reply:
    """The card of a match over what a button was offered under. Raises `InputError` where that is forgotten."""
    question = asker.workspace.records.question(token)
    if question is None or question.command != COMMAND:
        raise InputError(chat_texts.gone())
    found = asker.workspace.match(question.arguments.get("query", ""), topic=question.arguments.get("topic"))
    fixture = set_up(found, for_side="", against_side="", quotes=PRIVATE, sides=NAMED)
    return _new_card(fixture, found, asker)


def pressed(deed: str, token: str, asker: Asker) -> Reply:
    """Do what a button of a card is for. Raises `InputError` where that is not for the one who pressed."""
    change = _CHANGES.get(deed)
    for _ in range(TRIES):
        before = _fixture(token, asker)
        if change is None:
            return _own_quotes(before, require_seated(before, asker.person), asker)
        after = change(before, asker)
        if asker.workspace.records.change_question(token, before=kept(before), after=kept(after)):
            return _card(after, token, asker)
    raise InputError(words.too_many_at_once())


def _take_for(fixture: Fixture, asker: Asker) -> Fixture:
    return take(fixture, FOR, person=asker.person, name=asker.name)


def _take_against(fixture: Fixture, asker: Asker) -> Fixture:
    return take(fixture, AGAINST, person=asker.person, name=asker.name)


def _swap(fixture: Fixture, asker: Asker) -> Fixture:
    return swap(_for_both(fixture, asker))


def _draw(fixture: Fixture, asker: Asker) -> Fixture:
    return draw(_for_both(fixture, asker))


def _leave(fixture: Fixture, asker: Asker) -> Fixture:
    return left(fixture, asker.person)


def _for_both(fixture: Fixture, asker: Asker) -> Fixture:
    """The match, where it is for this person to change it for both."""
    require_seated(fixture, asker.person)
    if not fixture.full:
        raise InputError(words.not_full())
    return fixture


_CHANGES: Final[dict[str, Callable[[Fixture, Asker], Fixture]]] = {
    FOR: _take_for,
    AGAINST: _take_against,
    SWAP: _swap,
    LOTS: _draw,
    LEAVE: _leave,
}


def _fixture(token: str, asker: Asker) -> Fixture:
    question = asker.workspace.records.question(token)
    if question is None or "match" not in question.arguments:
        raise InputError(chat_texts.gone())
    return fixture_from(question.arguments)


def _new_card(fixture: Fixture, found: Match, asker: Asker) -> Reply:
    if not asker.chat:
        return _card(fixture, None, asker, notice=found.notice)
    token = asker.workspace.records.keep_question(
        person=asker.person, command=COMMAND, arguments=kept(fixture)
    )
    return _card(fixture, token, asker, notice=found.notice)


def _card(fixture: Fixture, token: str | None, asker: Asker, *, notice: str | None = None) -> Reply:
    """The card as it stands, in place of the one before; `token` names the match, where it has buttons."""
    sides = [_quotes(ids, asker) for ids in (fixture.quotes_for, fixture.quotes_against)]
    shown: list[Piece] = [Heading(text=words.heading(fixture.motion))]
    shown += [_seat(side, fixture.seat(side), chat=token is not None) for side in (FOR, AGAINST)]
    if fixture.drawn:
        shown.append(Note(text=words.lots_were_drawn(), tone="quiet"))
    shown.append(Heading(text=words.order_heading(), level=2))
    from knowledge.retrieval.match import ORDER

    rows = (words.order_row(at, *speech) for at, speech in enumerate(ORDER, start=1))
    shown.append(Table(rows=tuple(rows)))
    if all(sides):
        shown.append(Note(text=_fairness(sides), tone="quiet"))
    elif not any(sides) or notice:
        shown.append(Note(text=pieces.notice(notice) or words.no_quotes_left()))
    if fixture.quotes == PRIVATE and token:
        shown.append(Note(text=words.quotes_are_private(), tone="quiet"))
    else:
        for side, quotes in zip((FOR, AGAINST), sides, strict=True):
            shown += _listed(words.quotes_heading(side), quotes)
    return Reply(
        command=COMMAND,
        data=shape(fixture, sides, notice),
        pieces=tuple(shown),
        actions=_buttons(fixture, token) if token else (),
        finished=True,
        private=False,
        shared_by=asker.person,
    )


def shape(fixture: Fixture, sides: Sequence[Sequence[StoredClaim]], notice: str | None) -> Shape:
    """A match as an object: as `clash` gives the quotes, with who speaks and when."""
    from knowledge.retrieval.match import ORDER
    from knowledge.retrieval.points import independent_sources

    return {
        "command": COMMAND,
        "query": fixture.motion,
        "for": [shapes.claim(stored) for stored in sides[0]],
        "against": [shapes.claim(stored) for stored in sides[1]],
        "match": {
            "for": fixture.for_side.name or fixture.for_side.person or None,
            "against": fixture.against_side.name or fixture.against_side.person or None,
            "drawn": fixture.drawn,
            "quotes": fixture.quotes,
            "sources": [independent_sources(side) for side in sides],
            "order": [{"side": side, "speech": kind, "minutes": minutes} for side, kind, minutes in ORDER],
        },
        "notice": notice,
    }


def _own_quotes(fixture: Fixture, side: str, asker: Asker) -> Reply:
    """The quotes of one side, for whoever speaks on it alone."""
    quotes = _quotes(fixture.quotes_for if side == FOR else fixture.quotes_against, asker)
    listed = _listed(words.yours(side), quotes) or [Note(text=words.no_quotes_left())]
    return Reply(
        command=COMMAND,
        data={"command": COMMAND, side: [shapes.claim(stored) for stored in quotes]},
        pieces=buttons.on_quotes(tuple(listed), "quote", ""),
        finished=True,
        for_one=True,
    )


def _listed(heading: str, quotes: Sequence[StoredClaim]) -> list[Piece]:
    if not quotes:
        return []
    numbered = (pieces.claim(stored, number=number) for number, stored in enumerate(quotes, start=1))
    return [Heading(text=heading, level=2), *numbered]


def _quotes(ids: Sequence[str], asker: Asker) -> list[StoredClaim]:
    """The quotes that are still there; a source that was removed takes its own along."""
    found = []
    for one in ids:
        try:
            found.append(asker.workspace.quote(one))
        except NotFound:
            continue
    return found


def _seat(side: str, seat: Seat, *, chat: bool) -> Note:
    if seat.person and not seat.name:
        return Note(text=words.by_mention(side), person=seat.person)
    return Note(text=words.seat(side, seat.name, kept_for=chat and seat.open and bool(seat.name)))


def _fairness(sides: Sequence[Sequence[StoredClaim]]) -> str:
    from knowledge.retrieval.points import independent_sources

    first, second = sides
    return words.fairness(
        (len(first), len(second)),
        (independent_sources(first), independent_sources(second)),
        (_characters(first), _characters(second)),
    )


def _characters(side: Sequence[StoredClaim]) -> int:
    return sum(len(stored.claim.quote) for stored in side)


def _buttons(fixture: Fixture, token: str) -> tuple[Action, ...]:
    deeds = [side for side in (FOR, AGAINST) if fixture.seat(side).open]
    if fixture.quotes == PRIVATE:
        deeds.append(MINE)
    if fixture.full:
        deeds.append(SWAP)
        deeds += [] if fixture.drawn else [LOTS]
    if fixture.for_side.person or fixture.against_side.person:
        deeds.append(LEAVE)
    return tuple(
        Action(
            label=labels.match(deed),
            code=buttons.code("match", deed, token),
            style="primary" if deed in (FOR, AGAINST) else "plain",
        )
        for deed in deeds
    )
