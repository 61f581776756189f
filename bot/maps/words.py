"""Every text that people read on an argument map and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.languages import figures, say
from bot.shapes import speaker_of
from knowledge.maps.graph import walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.maps.graph import ArgumentMap
    from knowledge.types import Stance

INDENT: Final = "    "


def title() -> str:
    """What such a picture is called."""
    return say("Argument map")


def heading(graph: ArgumentMap) -> str:
    """What a map is about."""
    shown = texts.shortened(subject(graph), texts.LONGEST_HEADING)
    if graph.about_topic:
        return say("Argument map: {topic}").format(topic=shown)
    return say("Argument map: “{query}”").format(query=shown)


def subject(graph: ArgumentMap) -> str:
    """The topic of a map, or the words of the claim that it is about, also where only a quote's id was asked with."""
    return graph.topic or graph.query if graph.about_topic else graph.nodes[0].words


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


def choose() -> str:
    """Over the menu that leads from a picture to its quotes."""
    return say("Show a quote from the map")


def lines(graph: ArgumentMap) -> Iterator[str]:
    """A map in lines of text, each one further in than what it answers."""
    place = 0
    for step in walked(graph):
        stored = step.node.stored
        if stored is None:
            yield f"{step.node.words} ({asked()})"
            continue
        what = quoted_claim()
        if step.edge:
            what = f"{'+' if step.edge.stance == 'supports' else '−'} {stance(step.edge.stance, step.edge.score)}"
        elif graph.about_topic:
            what, place = position(place), place + 1
        quote = texts.in_quotation_marks(" ".join(step.node.words.split()))
        who = texts.speaker(speaker_of(stored), stored.claim.manner)
        yield f"{INDENT * step.depth}{what} · {stored.id}: {quote} — {who}"
