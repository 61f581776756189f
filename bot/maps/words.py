"""Every text that people read on an argument map and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.languages import figures, say

if TYPE_CHECKING:
    from knowledge.maps.graph import ArgumentMap
    from knowledge.types import Stance


def title() -> str:
    """What such a picture is called."""
    return say("Argument map")


def heading(graph: ArgumentMap) -> str:
    """What a map is about."""
    about = graph.topic if graph.about_topic and graph.topic else graph.query
    if graph.about_topic:
        return say("Argument map: {topic}").format(topic=texts.shortened(about, texts.LONGEST_HEADING))
    return say("Argument map: “{query}”").format(query=texts.shortened(about, texts.LONGEST_HEADING))


def asked() -> str:
    """Over the words of whoever asked, which are no quote."""
    return say("The claim, as asked: not a quote")


def quoted_claim() -> str:
    """Over a quote that a map is about."""
    return say("The claim")


def position(place: int) -> str:
    """Over the quote that speaks for a position."""
    return say("Position {letter}").format(letter=chr(ord("A") + place))


def stance(value: Stance, score: float) -> str:
    """What a quote says of the one above it, and how surely."""
    shown = say("Supports") if value == "supports" else say("Counters")
    return f"{shown} · {texts.percent(score)}"


def foot() -> str:
    """Under a map: what can be relied on."""
    return say("Each quote is word for word in its source; per cent says how sure its stance is.")


def description(quotes: int, supporting: int, countering: int) -> str:
    """A map in a sentence, for whoever cannot see it."""
    return say("{quotes}: {supporting} in support, {countering} counter.").format(
        quotes=texts.counted(quotes, "quote"), supporting=figures(supporting), countering=figures(countering)
    )


def part_of_quote(words: str) -> str:
    """The beginning of a quote that is longer; the dots stand outside the quotation marks."""
    return f"{texts.in_quotation_marks(words)} …"
