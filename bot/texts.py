"""Every text that people read in chat. Plain words, one sentence an error, which says what to do next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.languages import calendar_day, figures, say, say_number
from knowledge.types import Manner, Source, Speaker, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HEADING = 120
MOST_IDS = 8
"""Quotes that are named as making the same point."""


def mark(manner: Manner) -> str:
    """How a speaker's words stand in the source."""
    return {"direct": say("quoted"), "indirect": say("reported"), "author": say("author")}[manner]


def stance(value: Stance) -> str:
    """What a quote does to a claim."""
    return {"counters": say("counters"), "supports": say("supports")}[value]


def no_sources() -> str:
    """The library is empty."""
    return say("There are no sources yet; a moderator adds them with /source add.")


def no_claims() -> str:
    """There is no claim to show."""
    return say("There are no claims here yet.")


def no_topics() -> str:
    """There is no topic to show."""
    return say("There are no topics yet; a moderator adds sources with /source add.")


def no_summary() -> str:
    """A source without claims."""
    return say("No claim was found in this source.")


def commands_heading() -> str:
    """The title over everybody's commands."""
    return say("Commands")


def moderators_heading() -> str:
    """The title over the commands of moderators."""
    return say("For moderators")


def help_hint() -> str:
    """How to read more about a command."""
    return say("/help COMMAND says more about one of them.")


def for_example(line: str) -> str:
    """How a command may be typed."""
    return say("For example: {line}").format(line=line)


def only_links() -> str:
    """Somebody in a chat named a file of the machine that the bot runs on."""
    return say("Only links can be added from here, and they start with http:// or https://.")


def everything_stands() -> str:
    """No stored quote has a fault."""
    return say("Every quote stands word for word in its source.")


def counters_heading(query: str) -> str:
    """The title over the answers of `counter`."""
    return say("Against “{query}”").format(query=shortened(query, LONGEST_HEADING))


def supports_heading(query: str) -> str:
    """The title over the answers of `support`."""
    return say("For “{query}”").format(query=shortened(query, LONGEST_HEADING))


def views_heading(query: str) -> str:
    """The title over the positions on a topic."""
    return say("Views on {query}").format(query=query)


def position_heading(place: int, label: str) -> str:
    """The title of a position: a letter, for quotes have numbers, and its label in a line or two."""
    letter = chr(ord("A") + place) if place < 26 else str(place + 1)
    return f"{letter}. {shortened(label, 120)}"


def quotes_count(count: int) -> str:
    """How many quotes."""
    return counted(count, "quote")


def speaker(value: Speaker, manner: Manner | None = None) -> str:
    """A speaker with the role: `Mara Lind, harbour master`; nobody is named otherwise where it is the author."""
    nobody = say("Author not named") if manner == "author" else say("Speaker not named")
    return ", ".join(part for part in (value.name or nobody, value.role) if part)


def cite(source: Source, *, without_author: bool = False) -> str:
    """Where a quote stands: author, title, outlet, date; the file's name where there is no title."""
    known = source.metadata
    title = _in_marks(known.title) if known.title else source.file
    parts = (None if without_author else known.author, title, known.outlet, day(known.date))
    return ", ".join(part for part in parts if part)


def day(iso: str | None) -> str | None:
    """An ISO date as people write it, `2 March 2025`; what is not one stays as it is."""
    if not iso:
        return None
    try:
        return calendar_day(date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


def source_title(source: Source) -> str:
    """What a source is called: its title, else its file's name."""
    return source.metadata.title or source.file


def source_details(source: Source) -> tuple[str, ...]:
    """What else is known about a source, for a list of sources."""
    facts = " · ".join(part for part in (source.topic, counted(source.claims, "claim")) if part)
    return tuple(part for part in (origin(source), facts) if part)


def origin(source: Source) -> str:
    """Who wrote a source, where and when, as far as that is known."""
    known = source.metadata
    return " · ".join(part for part in (known.author, known.outlet, day(known.date)) if part)


def source_facts(source: Source) -> tuple[tuple[str, str], ...]:
    """Everything that is known about a source, name by name."""
    known = source.metadata
    facts = (
        (say("id"), source.id),
        (say("title"), known.title),
        (
            say("author"),
            speaker(Speaker(name=known.author, role=known.author_role)) if known.author else None,
        ),
        (say("outlet"), known.outlet),
        (say("date"), day(known.date)),
        (say("link"), known.url),
        (say("topic"), source.topic),
        (say("file"), source.file),
        (say("added"), day(source.added)),
        (say("claims"), figures(source.claims)),
    )
    return tuple((name, value or "–") for name, value in facts)


def topic_columns() -> tuple[str, str, str, str]:
    """What stands over the columns of the topics."""
    return say("topic"), say("claims"), say("sources"), say("latest")


def central_claim() -> str:
    """Over the claim that stands for a source."""
    return say("Central claim")


def key_claims() -> str:
    """Over the claims that say most in a source."""
    return say("Key claims")


def who_speaks() -> str:
    """Over the speakers of a source."""
    return say("Who speaks")


def in_quotation_marks(words: str) -> str:
    """Words between quotation marks, unless they are one quotation already."""
    inside = words[1:-1]
    already = len(words) > 1 and (words[0], words[-1]) in {("“", "”"), ('"', '"')}
    return words if already and not any(mark in inside for mark in '“”"') else _in_marks(words)


def percent(score: float) -> str:
    """A probability for people, who should never read that something is certain."""
    return f"{min(99, max(1, round(score * 100)))} %"


def ingested(count: int) -> str:
    """How many sources went in."""
    if not count:
        return say("Nothing was added.")
    return say_number("{count} source added.", "{count} sources added.", count).format(count=figures(count))


def more_quotes(count: int) -> str:
    """How many quotes of a position are not shown."""
    return say_number(
        "{count} more quote stands with these; --limit 40 shows it.",
        "{count} more quotes stand with these; --limit 40 shows them.",
        count,
    ).format(count=figures(count))


def removed(source: Source) -> str:
    """A source is gone."""
    return say("Removed “{title}” with its {claims}.").format(
        title=source_title(source), claims=counted(source.claims, "claim")
    )


def edited(source: Source) -> str:
    """A source was changed."""
    return say("Changed “{title}”.").format(title=source_title(source))


def verified(quotes: int, sources: int) -> str:
    """How many quotes were checked."""
    return say("{quotes} of {sources} checked.").format(
        quotes=counted(quotes, "quote"), sources=counted(sources, "source")
    )


def faults(count: int) -> str:
    """Some quotes do not stand in their source."""
    return say_number(
        "{count} quote does not stand word for word in the source.",
        "{count} quotes do not stand word for word in the source.",
        count,
    ).format(count=figures(count))


def same_point(ids: Sequence[str], sources: int) -> str:
    """Which other quotes make the point of the one above, and how many sources make it by themselves."""
    shown = ids if len(ids) <= MOST_IDS else [*ids[: MOST_IDS - 1], "…"]
    also = ", ".join(shown)
    if sources == 1:
        return say("The same point again: {ids}").format(ids=also)
    return say_number(
        "{count} independent source makes this point: also {ids}",
        "{count} independent sources make this point: also {ids}",
        sources,
    ).format(count=figures(sources), ids=also)


def counted(count: int, noun: str) -> str:
    """`1 claim`, `3 claims`: of the nouns quote, claim and source."""
    texts = {
        "quote": say_number("{count} quote", "{count} quotes", count),
        "claim": say_number("{count} claim", "{count} claims", count),
        "source": say_number("{count} source", "{count} sources", count),
    }
    return texts[noun].format(count=figures(count))


def shortened(text: str, longest: int) -> str:
    """A text in one line, cut between words where it is too long."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[longest // 2 :] else cut}…".replace(",…", "…")


def _in_marks(words: str) -> str:
    return say("“{words}”").format(words=words)
