"""Sentences of a match: its card, and why somebody may not press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.languages import figures, say, say_number
from bot.texts import shortened

if TYPE_CHECKING:
    from knowledge.retrieval.match import Kind, SideName

LONGEST_MOTION = 200


def heading(motion: str) -> str:
    """The title of a card."""
    return say("Match: {motion}").format(motion=shortened(motion, LONGEST_MOTION))


def side(name: str) -> str:
    """What a side is called."""
    return say("For the motion") if name == "for" else say("Against the motion")


def seat(name: str, who: str, *, kept_for: bool) -> str:
    """Who speaks on a side."""
    if kept_for:
        return say("{side}: kept for {name}").format(side=side(name), name=who)
    return say("{side}: {name}").format(side=side(name), name=who or say("open"))


def by_mention(name: str) -> str:
    """Before a person whom the platform shows itself."""
    return say("{side}:").format(side=side(name))


def order_heading() -> str:
    """Over who speaks when."""
    return say("Who speaks when")


def order_row(place: int, name: SideName, kind: Kind, minutes: int) -> tuple[str, str]:
    """A speech with its time."""
    speech = {
        "opening": say("opening speech"),
        "rebuttal": say("rebuttal"),
        "closing": say("closing speech"),
    }[kind]
    time = say_number("{count} minute", "{count} minutes", minutes).format(count=figures(minutes))
    return f"{place}. {side(name)}", f"{speech}, {time}"


def quotes_heading(name: str) -> str:
    """Over the quotes of a side."""
    return side(name)


def fairness(quotes: tuple[int, int], sources: tuple[int, int], characters: tuple[int, int]) -> str:
    """How even the two sides are, in figures."""
    if quotes[0] == quotes[1] and sources[0] == sources[1]:
        return say(
            "Each side has {quotes} from {sources}; in length they are {first} and {second} characters."
        ).format(
            quotes=_quotes(quotes[0]),
            sources=_sources(sources[0]),
            first=figures(characters[0]),
            second=figures(characters[1]),
        )
    return say(
        "For: {first} from {first_sources}. Against: {second} from {second_sources}. The sources hold no more even choice."
    ).format(
        first=_quotes(quotes[0]),
        first_sources=_sources(sources[0]),
        second=_quotes(quotes[1]),
        second_sources=_sources(sources[1]),
    )


def quotes_are_private() -> str:
    """Where the quotes are."""
    return say("Each side sees its own quotes alone, by the button “My quotes”.")


def lots_were_drawn() -> str:
    """The sides come from a lot."""
    return say("The sides were drawn by lot.")


def yours(name: str) -> str:
    """The title over somebody's own quotes."""
    return say("Your quotes: {side}").format(side=side(name))


def no_quotes_left() -> str:
    """The sources of a side's quotes are gone, or there never were any."""
    return say("The sources hold no quote for this side.")


def two_people() -> str:
    """One person on both sides."""
    return say("A match is for two; name somebody else for the other side.")


def seated_already() -> str:
    """Somebody takes a second place."""
    return say("You have a place in this match already; step back first to take the other one.")


def taken() -> str:
    """The place is somebody else's."""
    return say("This place is taken, or kept for somebody else.")


def only_the_two() -> str:
    """Others press what is for the two."""
    return say("Only the two who debate here can do this; take an open place to join.")


def drawn_already() -> str:
    """Lots are drawn once."""
    return say("Lots were drawn for this match already, and that is done once.")


def not_full() -> str:
    """Somebody is missing for a lot or a swap."""
    return say("Both places must be taken first.")


def too_many_at_once() -> str:
    """Several people pressed in the same moment."""
    return say("Somebody else changed this match just now; press again.")


def _quotes(count: int) -> str:
    return say_number("{count} quote", "{count} quotes", count).format(count=figures(count))


def _sources(count: int) -> str:
    return say_number("{count} independent source", "{count} independent sources", count).format(
        count=figures(count)
    )
