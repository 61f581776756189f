"""What is kept of a match: the motion, who speaks for it and against it, the quotes of each; and how that changes.

It is kept as a question, so that the buttons of its card work after a restart, until somebody in it is forgotten.
"""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.matches import words
from knowledge.errors import InputError

if TYPE_CHECKING:
    from knowledge.retrieval.match import Match

COMMAND: Final = "clash"
PRIVATE, PUBLIC = QUOTES = ("private", "public")
NAMED, DRAWN = SIDES = ("named", "drawn")
_MENTION: Final = re.compile(r"<@!?(\w{1,40})(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The place of a debater: open, kept for a name that was typed, or taken by somebody whom the platform knows."""

    person: str = ""
    name: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has taken it."""
        return not self.person

    def fits(self, person: str, name: str) -> bool:
        """Whether somebody may take it: it is kept for nobody, or for them."""
        return self.open and (not self.name or _plain(self.name) in (_plain(name), _plain(person)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A match that is set up."""

    motion: str
    for_side: Seat = Seat()
    against_side: Seat = Seat()
    quotes_for: tuple[str, ...] = ()
    quotes_against: tuple[str, ...] = ()
    """Short ids."""
    quotes: str = PRIVATE
    """Whether each side sees its own quotes alone, or everybody sees all."""
    drawn: bool = False
    """Whether lots have been drawn; that is done once."""
    mark: str = ""
    """What tells two cards of the same motion apart."""

    def seat_of(self, person: str) -> str | None:
        """The side on which somebody speaks."""
        return next((side for side in ("for", "against") if self.seat(side).person == person), None)

    def seat(self, side: str) -> Seat:
        """The place on a side."""
        return self.for_side if side == "for" else self.against_side

    @property
    def full(self) -> bool:
        """Whether both places are taken, or kept for somebody."""
        return all(seat.person or seat.name for seat in (self.for_side, self.against_side))


def set_up(match: Match, *, for_side: str, against_side: str, quotes: str, sides: str) -> Fixture:
    """A match over quotes that were chosen. Raises `InputError` where one person is to be on both sides."""
    mark = secrets.token_hex(4)
    fixture = Fixture(
        motion=match.motion,
        for_side=seat(for_side),
        against_side=seat(against_side),
        quotes_for=tuple(one.stored.id for one in match.supporting),
        quotes_against=tuple(one.stored.id for one in match.countering),
        quotes=quotes,
        mark=mark,
    )
    if _same(fixture.for_side, fixture.against_side):
        raise InputError(words.two_people())
    return draw(fixture) if sides == DRAWN else fixture


def seat(typed: str) -> Seat:
    """The place of whoever was named: by a mention that the platform wrote, or by a name."""
    bare = typed.strip()
    if found := _MENTION.fullmatch(bare):
        return Seat(person=found[1], name=found[2] or "")
    return Seat(name=bare.removeprefix("@")[:80])


def take(fixture: Fixture, side: str, *, person: str, name: str) -> Fixture:
    """Give somebody the place on a side. Raises `InputError` where it is not theirs to take."""
    if fixture.seat_of(person):
        raise InputError(words.seated_already())
    if not fixture.seat(side).fits(person, name):
        raise InputError(words.taken())
    return _with(fixture, side, Seat(person=person, name=name))


def leave(fixture: Fixture, person: str) -> Fixture:
    """Open somebody's place again. Raises `InputError` for one who has none."""
    return _with(fixture, _side(fixture, person), Seat())


def swap(fixture: Fixture) -> Fixture:
    """Let both speak for the other side."""
    return replace(fixture, for_side=fixture.against_side, against_side=fixture.for_side)


def draw(fixture: Fixture) -> Fixture:
    """Let the lot decide the sides, once. Raises `InputError` the second time.

    The lot hangs on the card alone, so that nobody draws until they like it.
    """
    if fixture.drawn:
        raise InputError(words.drawn_already())
    turned = random.Random(fixture.mark).random() < 0.5  # noqa: S311 - a coin, no secret
    return replace(swap(fixture) if turned else fixture, drawn=True)


def kept(fixture: Fixture) -> dict[str, str]:
    """A match as the arguments of a question."""
    values = {
        "query": fixture.motion,
        "for": fixture.for_side.person,
        "for_name": fixture.for_side.name,
        "against": fixture.against_side.person,
        "against_name": fixture.against_side.name,
        "quotes_for": ",".join(fixture.quotes_for),
        "quotes_against": ",".join(fixture.quotes_against),
        "quotes": fixture.quotes,
        "drawn": "yes" if fixture.drawn else "",
        "match": fixture.mark,
    }
    return {name: value for name, value in values.items() if value}


def fixture_from(arguments: Mapping[str, str]) -> Fixture:
    """The match that is kept in a question."""
    return Fixture(
        motion=arguments.get("query", ""),
        for_side=Seat(person=arguments.get("for", ""), name=arguments.get("for_name", "")),
        against_side=Seat(person=arguments.get("against", ""), name=arguments.get("against_name", "")),
        quotes_for=_ids(arguments.get("quotes_for", "")),
        quotes_against=_ids(arguments.get("quotes_against", "")),
        quotes=arguments.get("quotes", PRIVATE),
        drawn="drawn" in arguments,
        mark=arguments.get("match", ""),
    )


def require_seated(fixture: Fixture, person: str) -> str:
    """The side of somebody. Raises `InputError` for one who has no place."""
    return _side(fixture, person)


def _same(one: Seat, other: Seat) -> bool:
    if one.person or other.person:
        return one.person == other.person
    return bool(one.name) and _plain(one.name) == _plain(other.name)


def _side(fixture: Fixture, person: str) -> str:
    side = fixture.seat_of(person)
    if side is None:
        raise InputError(words.only_the_two())
    return side


def _with(fixture: Fixture, side: str, seat: Seat) -> Fixture:
    return replace(fixture, for_side=seat) if side == "for" else replace(fixture, against_side=seat)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


def _plain(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
