"""Every text that people read on a chart and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.languages import figures, say, say_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.tally import Counts, Period, Step, Tally, Voice


def heading(topic: str) -> str:
    """What a chart is about."""
    return say("In numbers: {topic}").format(topic=texts.shortened(topic, texts.LONGEST_HEADING))


def over_time() -> str:
    """Over the quotes by date of their source."""
    return say("Quotes over time, by the date of their source")


def speaking() -> str:
    """Over the speakers."""
    return say("Who speaks on which side")


def standing() -> str:
    """Over the positions with the sources behind them."""
    return say("Independent sources behind each position")


def letter(place: int) -> str:
    """What a position is called for short."""
    return chr(ord("A") + place)


def sources(count: int) -> str:
    """How many sources make a position's points by themselves."""
    return say_number("{count} independent source", "{count} independent sources", count).format(
        count=figures(count)
    )


def quotes(count: int) -> str:
    """How many quotes a position has."""
    return texts.counted(count, "quote")


def name(voice: Voice) -> str:
    """Who speaks."""
    return voice.name or say("Speaker not named")


def others(count: int) -> str:
    """Those for whom there was no room."""
    return say_number("{count} more speaker", "{count} more speakers", count).format(count=figures(count))


def undated(counts: Counts) -> str:
    """Quotes that stand at no time."""
    return say_number("Without a date: {count} quote", "Without a date: {count} quotes", sum(counts)).format(
        count=figures(sum(counts))
    )


def period(value: Period, step: Step) -> str:
    """A month, a quarter or a year in few letters."""
    start = value.start
    if step == "year":
        return str(start.year)
    return f"{start:%Y-%m}" if step == "month" else f"{start.year} Q{1 + start.month // 3}"


def foot() -> str:
    """Under a chart: what was counted."""
    return say("Counted over the quotes that /views shows; a reprint counts once as a source.")


def description(value: Tally) -> str:
    """A chart in a sentence or two, for whoever cannot see it."""
    parts = (
        f"{letter(place)}: {quotes(value.quotes[place])}, {sources(value.sources[place])}"
        for place in range(len(value.labels))
    )
    return f"{heading(value.topic or value.query)}. {'; '.join(parts)}."


def columns(first: str, count: int) -> tuple[str, ...]:
    """What stands over a table with a column a position."""
    return (first, *map(letter, range(count)))


def when() -> str:
    """Over the column of months, quarters or years."""
    return say("when")


def who() -> str:
    """Over the column of speakers."""
    return say("speaker")


def lines(value: Tally) -> Iterator[str]:
    """A chart in lines of text."""
    for place, label in enumerate(value.labels):
        counted = f"{quotes(value.quotes[place])}, {sources(value.sources[place])}"
        yield f"{letter(place)}: {texts.in_quotation_marks(' '.join(label.split()))} ({counted})"
    yield f"{over_time()}:"
    yield from (f"    {period(one, value.step)}: {counts(one.counts)}" for one in value.periods)
    yield f"{speaking()}:"
    yield from (f"    {name(one)}: {counts(one.counts)}" for one in value.voices)


def counts(values: Counts) -> str:
    """Numbers with the letters of their positions."""
    return ", ".join(f"{letter(place)} {figures(count)}" for place, count in enumerate(values))
