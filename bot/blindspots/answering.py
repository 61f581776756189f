"""The command `blindspots`: what the sources lack on a topic, as a list of evidence wanted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot import notices, pieces, shapes
from bot.blindspots import words
from bot.buttons import or_rather
from bot.reply import Action, Heading, Note, Piece, Reply, Table

if TYPE_CHECKING:
    from bot.request import Request
    from bot.shapes import Shape
    from knowledge.retrieval.blindspots import BlindSpots


def blindspots(request: Request) -> Reply:
    """What the sources lack on a topic."""
    found = request.workspace.blind_spots(request.text("topic"))
    rather: tuple[Action, ...] = ()
    if request.asker.chat and not found.points:
        rather = or_rather("blindspots", "topic", "topics", found.query, request.asker)
    today = datetime.now(UTC).date()
    return Reply(command="blindspots", data=shape(found, today), pieces=shown(found, today), actions=rather)


def shape(value: BlindSpots, today: date) -> Shape:
    """The object of `blindspots`."""
    positions = [
        {
            "label": one.label,
            "points": one.points,
            "sources": one.sources,
            "only_here": [{"name": name, "quotes": count} for name, count in one.speakers],
        }
        for one in value.positions
    ]
    return {
        "command": "blindspots",
        "query": value.query,
        "topic": value.topic,
        "looked_at": {
            "points": value.points,
            "sources": value.sources,
            "repeated": value.repeated,
            "examined": value.examined,
        },
        "newest": {
            "date": value.newest,
            "days": words.days_since(value.newest, today),
            "undated": value.undated,
        },
        "positions": positions,
        "one_source": {"points": value.singles, "quotes": [shapes.claim(one.stored) for one in value.single]},
        "unanswered": {
            "claims": value.unanswered_of,
            "quotes": [shapes.claim(stored) for stored in value.unanswered],
        },
        "wanted": words.wanted(value, today),
        "notice": value.notice,
    }


def shown(value: BlindSpots, today: date) -> tuple[Piece, ...]:
    """The same for people: what is wanted first, then why."""
    heading = Heading(text=words.heading(value.topic))
    if value.notice:
        return (heading, Note(text=notices.spoken(value.notice)))
    found: list[Piece] = [heading]
    found += [Note(text=f"• {sentence}") for sentence in words.wanted(value, today)]
    if value.unanswered:
        found.append(Heading(text=words.unanswered_heading(), level=2))
        found += [pieces.claim(stored) for stored in value.unanswered]
    if value.single:
        found.append(Heading(text=words.single_heading(), level=2))
        found += [pieces.claim(one.stored) for one in value.single]
    found.append(Heading(text=words.standing_heading(), level=2))
    found.append(Table(rows=words.standing_rows(value, today)))
    found.append(Note(text=words.looked_at(value), tone="quiet"))
    return tuple(found)
