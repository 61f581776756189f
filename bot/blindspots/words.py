"""Sentences of `/blindspots`. They say what the sources lack, never that a claim is true or false."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.languages import figures, say, say_number
from bot.texts import counted, day, shortened

if TYPE_CHECKING:
    from knowledge.retrieval.blindspots import BlindSpots, Standing

LONGEST_LABEL = 120
OLD = 365
"""Days after which newer sources are wanted."""
MOST_SPEAKERS = 4


def heading(topic: str) -> str:
    """The title over what is wanted."""
    return say("Evidence wanted on {topic}").format(topic=topic)


def wanted(value: BlindSpots, today: date) -> list[str]:
    """What would close the gaps, a sentence each, the largest gap first."""
    if not value.points:
        return []
    found = [*_sides(value), *_unanswered(value), *_single(value), *_newer(value, today)]
    return found or [say("No gap was found in what was looked at.")]


def unanswered_heading() -> str:
    """Over claims that have no counter."""
    return say("Nothing in the sources answers these")


def single_heading() -> str:
    """Over points that one source makes."""
    return say("Made by one source alone, for example")


def standing_heading() -> str:
    """Over the figures."""
    return say("Who stands behind each position")


def standing_rows(value: BlindSpots, today: date) -> tuple[tuple[str, str], ...]:
    """A row a position, and one for the newest source."""
    rows = [
        (f"{chr(ord('A') + place)}. {shortened(one.label, LONGEST_LABEL)}", _standing(one))
        for place, one in enumerate(value.positions)
    ]
    return (*rows, (say("newest source"), _newest(value, today)))


def looked_at(value: BlindSpots) -> str:
    """How much the list rests on."""
    return say(
        "Looked at: {points} from {sources}; quotes that say the same again, as in a reprint, count once "
        "({repeated}). For {examined} of them the whole library was searched for an answer."
    ).format(
        points=_points(value.points),
        sources=counted(value.sources, "source"),
        repeated=figures(value.repeated),
        examined=figures(value.examined),
    )


def days_since(newest: str | None, today: date) -> int | None:
    """How many days ago a source was dated; None where there is no whole date, but perhaps a year."""
    try:
        return (today - date.fromisoformat(newest)).days if newest else None
    except ValueError:
        return None


def _sides(value: BlindSpots) -> list[str]:
    found = []
    if len(value.positions) == 1:
        found.append(
            say("The other side: everything that was looked at takes one position, “{label}”").format(
                label=shortened(value.positions[0].label, LONGEST_LABEL)
            )
        )
    found += [
        say("A second source for the position “{label}”, which rests on one.").format(
            label=shortened(one.label, LONGEST_LABEL)
        )
        for one in value.positions
        if one.sources == 1
    ]
    return found


def _unanswered(value: BlindSpots) -> list[str]:
    if not value.unanswered_of:
        return []
    return [
        say_number(
            "An answer to {count} claim that nothing in the sources answers, of {examined} examined.",
            "Answers to {count} claims that nothing in the sources answers, of {examined} examined.",
            value.unanswered_of,
        ).format(count=figures(value.unanswered_of), examined=figures(value.examined))
    ]


def _single(value: BlindSpots) -> list[str]:
    if not value.singles:
        return []
    return [
        say_number(
            "A second, independent source: {count} of {all} is made by one source alone.",
            "Second, independent sources: {count} of {all} are made by one source alone.",
            value.singles,
        ).format(count=figures(value.singles), all=_points(value.points))
    ]


def _newer(value: BlindSpots, today: date) -> list[str]:
    if value.newest is None:
        return [say("Sources with a date: none of those that were looked at has one.")]
    days = days_since(value.newest, today)
    if days is None or days <= OLD:
        return []
    return [say("Newer sources: the newest is of {day}.").format(day=day(value.newest))]


def _standing(one: Standing) -> str:
    backed = say("{points} from {sources}").format(
        points=_points(one.points), sources=counted(one.sources, "source")
    )
    if not one.speakers:
        return backed
    names = ", ".join(name for name, _ in one.speakers[:MOST_SPEAKERS])
    more = len(one.speakers) - MOST_SPEAKERS
    if more > 0:
        names = say("{names} and {count} more").format(names=names, count=figures(more))
    return say("{backed}; heard on this side only: {names}").format(backed=backed, names=names)


def _newest(value: BlindSpots, today: date) -> str:
    if value.newest is None:
        return say("none has a date")
    days = days_since(value.newest, today)
    shown = day(value.newest) or value.newest
    if days is not None and days > 0:
        ago = say_number("{count} day ago", "{count} days ago", days).format(count=figures(days))
        shown = f"{shown} ({ago})"
    if value.undated:
        without = say("without a date: {count}").format(count=counted(value.undated, "source"))
        shown = f"{shown}; {without}"
    return shown


def _points(count: int) -> str:
    return say_number("{count} point", "{count} points", count).format(count=figures(count))
