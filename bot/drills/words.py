"""Sentences of `/drill`. They say what an answer does, and never that it is right or wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.languages import calendar_day, figures, say, say_number

if TYPE_CHECKING:
    from knowledge.practice.contract import Due, Graded
    from knowledge.practice.schedule import Rating

MOST_ROWS = 10


def heading(*, again: bool) -> str:
    """The title over a claim to answer."""
    return say("This one comes back: answer it") if again else say("Answer this claim")


def question(points: int) -> str:
    """What is asked."""
    return say_number(
        "What is the best argument against it? The sources make {count} point against it.",
        "What is the best argument against it? The sources make {count} points against it.",
        points,
    ).format(count=figures(points))


def how_to_answer() -> str:
    """For who types lines."""
    return say(
        "Type your answer on the next line, or give it as --answer. --do answers shows the answers, --do skip "
        "leaves it for tomorrow, --do stop ends."
    )


def due(value: Due) -> str:
    """What is due, in a line."""
    now = say_number("{count} claim is due now", "{count} claims are due now", value.now).format(
        count=figures(value.now)
    )
    if not value.later:
        return say("{now}.").format(now=now)
    return say("{now}; the next one comes back {moment}.").format(now=now, moment=moment(value.later[0][1]))


def due_heading() -> str:
    """Over the list of what is due when."""
    return say("What is due when")


def due_rows(value: Due) -> tuple[tuple[str, str], ...]:
    """What is due when: the soonest ones by name, the others as a number."""
    rows = [(say("now"), figures(value.now))]
    rows += [(quote, moment(at)) for quote, at in value.later[:MOST_ROWS]]
    if (left := len(value.later) - MOST_ROWS) > 0:
        rows.append((say("later"), figures(left)))
    return tuple(rows)


def stopped() -> str:
    """A drill has ended."""
    return say("Stopped. Your cards are kept; /drill goes on with what is due.")


def skipped(quote: str, at: str) -> str:
    """A claim was left for later."""
    return say("{quote} was skipped and comes back {moment}.").format(quote=quote, moment=moment(at))


def nothing(topic: str | None) -> str:
    """There is no claim to give."""
    if topic:
        return say(
            "No further claim on {topic} was found that the sources answer; try another topic, or wait for what comes back."
        ).format(topic=topic)
    return say(
        "No further claim was found that the sources answer; wait for what comes back, or add sources of both sides."
    )


def verdict(value: Graded) -> str:
    """Which way an answer argues, as a title."""
    return {
        None: say("What the sources answer"),
        "counters": say("That argues against it"),
        "supports": say("That reads as an argument for the claim"),
        "unclear": say("It is hard to say which way that argues"),
        "aside": say("That does not touch the claim"),
    }[value.verdict]


def your_answer(answer: str) -> str:
    """What was typed."""
    return say("Your answer: {answer}").format(answer=answer)


def feedback(value: Graded) -> str:
    """What an answer does, and what would do more."""
    if value.verdict is None:
        return say("It comes back soon; answer it then in your own words.")
    if value.verdict == "supports":
        return say(
            "Whoever makes the claim would welcome it. Say why the claim is wrong, or why its reason fails."
        )
    if value.verdict == "aside":
        return say("Say something about what the claim asserts: deny it, or weaken the reason it gives.")
    if value.verdict == "unclear":
        return say(
            "Say outright what is wrong with the claim; the reader should not have to guess your side."
        )
    if not value.points_met:
        return say("None of the points that the sources make is the same; it may be a good one of your own.")
    return say_number(
        "It makes {count} of {all} known points.", "It makes {count} of {all} known points.", value.points_met
    ).format(count=figures(value.points_met), all=figures(value.points))


def met_heading() -> str:
    """Over quotes that make the same point."""
    return say("The same point in the sources")


def missed_heading(value: Graded) -> str:
    """Over quotes that make another point."""
    return say("The strongest points against it") if not value.points_met else say("The strongest you missed")


def comes_back(value: Graded) -> str:
    """How it was rated, and when it comes back."""
    if not value.counted:
        return say("It was not due, so this did not count; it comes back {moment}.").format(
            moment=moment(value.due)
        )
    return say("Rated “{rating}”; it comes back {moment}.").format(
        rating=rating(value.rating), moment=moment(value.due)
    )


def rated(quote: str, value: Rating, at: str) -> str:
    """An answer was rated anew."""
    return say("{quote} is rated “{rating}” now and comes back {moment}.").format(
        quote=quote, rating=rating(value), moment=moment(at)
    )


def rating(value: Rating) -> str:
    """What a rating is called."""
    return {"again": say("Again"), "hard": say("Hard"), "good": say("Good"), "easy": say("Easy")}[value]


def moment(at: str) -> str:
    """When something comes back: by the clock today, by the day later."""
    when = datetime.fromisoformat(at).astimezone(UTC)
    today = datetime.now(UTC).date()
    if when.date() == today:
        return say("today at {time} UTC").format(time=f"{when:%H:%M}")
    return say("on {day}").format(day=calendar_day(when.date()))
