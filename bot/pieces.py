"""Values of the core as pieces of a reply: what people see, without a platform's layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.reply import Entry, Heading, Note, Passage, Piece, Quotation, Table
from bot.shapes import speaker_of
from knowledge.types import Answer, Ingested, Said, Scored, Source, StoredClaim, TopicCount, Verified, Views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.commands import Command
    from knowledge.summary import Summary


def answer(value: Answer) -> tuple[Piece, ...]:
    """What `counter` and `support` found, best first."""
    head = texts.counters_heading if value.command == "counter" else texts.supports_heading
    quotes = (_scored(scored, number) for number, scored in enumerate(value.answers, start=1))
    return (Heading(text=head(value.query), aside=value.topic), *quotes, *_notice(value.notice))


def views(value: Views, *, most: int | None = None) -> tuple[Piece, ...]:
    """The positions on a topic one after the other, at most `most` quotes of each, numbered through."""
    pieces: list[Piece] = [Heading(text=texts.views_heading(value.topic or value.query))]
    number = 1
    for place, position in enumerate(value.positions):
        aside = texts.quotes_count(len(position.quotes))
        pieces.append(Heading(text=texts.position_heading(place, position.label), level=2, aside=aside))
        for scored in position.quotes[:most]:
            # How near a quote is to the topic says nothing to a reader, unlike how sure a stance is.
            pieces.append(claim(scored.stored, number=number))
            number += 1
        if most is not None and len(position.quotes) > most:
            pieces.append(Note(text=texts.more_quotes(len(position.quotes) - most)))
    return (*pieces, *_notice(value.notice))


def said(value: Said) -> tuple[Piece, ...]:
    """Everything a speaker says, by topic."""
    pieces: list[Piece] = [Heading(text=texts.speaker(value.speaker) if value.speaker else value.query)]
    number = 1
    for topic, quotes in value.by_topic:
        pieces.append(Heading(text=topic, level=2, aside=texts.quotes_count(len(quotes))))
        for stored in quotes:
            pieces.append(claim(stored, number=number))
            number += 1
    return (*pieces, *_notice(value.notice))


def ingested(value: Ingested) -> tuple[Piece, ...]:
    """What went in, and a warning for each file that did not."""
    warnings = (Note(text=one.reason, tone="warning") for one in value.skipped)
    return (*(entry(one) for one in value.added), Note(text=texts.ingested(len(value.added))), *warnings)


def sources(values: Sequence[Source]) -> tuple[Piece, ...]:
    """The list of sources."""
    return tuple(entry(value) for value in values) or (Note(text=texts.NO_SOURCES),)


def source(value: Source, text: str) -> tuple[Piece, ...]:
    """One source with all that is known about it, and its text."""
    facts = Table(rows=texts.source_facts(value))
    return (Heading(text=texts.source_title(value)), facts, Passage(text=text))


def changed(value: Source) -> tuple[Piece, ...]:
    """A source after a change."""
    return (Note(text=texts.edited(value)), Table(rows=texts.source_facts(value)))


def removed(value: Source) -> tuple[Piece, ...]:
    """A source that is gone."""
    return (Note(text=texts.removed(value)),)


def summary(value: Summary) -> tuple[Piece, ...]:
    """A source in short."""
    pieces: list[Piece] = [Heading(text=texts.source_title(value.source))]
    if value.central is None:
        return (*pieces, Note(text=texts.NO_SUMMARY))
    pieces += [Heading(text="Central claim", level=2), claim(value.central)]
    if value.key:
        pieces.append(Heading(text="Key claims", level=2))
        pieces += [claim(stored, number=number) for number, stored in enumerate(value.key, start=1)]
    if value.speakers:
        rows = tuple((texts.speaker(who), texts.counted(count, "claim")) for who, count in value.speakers)
        pieces += [Heading(text="Who speaks", level=2), Table(rows=rows)]
    return tuple(pieces)


def topics(values: Sequence[TopicCount]) -> tuple[Piece, ...]:
    """The topics with how much is said about them."""
    rows = tuple((value.name, f"{value.claims:,}", f"{value.sources:,}") for value in values)
    return (Table(columns=("topic", "claims", "sources"), rows=rows) if rows else Note(text=texts.NO_TOPICS),)


def claims(values: Sequence[StoredClaim]) -> tuple[Piece, ...]:
    """All claims in reading order, under the sources they stand in."""
    pieces: list[Piece] = []
    shown: str | None = None
    for stored in values:
        if stored.source.id != shown:
            shown = stored.source.id
            pieces.append(Heading(text=texts.source_title(stored.source), level=2, aside=shown))
        pieces.append(claim(stored))
    return tuple(pieces) or (Note(text=texts.NO_CLAIMS),)


def verified(value: Verified) -> tuple[Piece, ...]:
    """Whether every quote stands in its source, and which ones do not."""
    if not value.quotes:
        return (Note(text=texts.NO_CLAIMS),)
    faults = (Entry(title=fault.reason, id=fault.claim_id, details=(fault.file,)) for fault in value.faults)
    verdict = texts.faults(len(value.faults)) if value.faults else texts.EVERYTHING_STANDS
    return (*faults, Note(text=texts.verified(value.quotes, value.sources)), Note(text=verdict))


def commands(values: Sequence[Command]) -> tuple[Piece, ...]:
    """The list of commands, those for moderators apart."""
    pieces: list[Piece] = []
    for audience, title in (("member", texts.COMMANDS_HEADING), ("moderator", texts.MODERATORS_HEADING)):
        rows = tuple((f"/{one.short_usage}", one.summary) for one in values if one.audience == audience)
        pieces += [Heading(text=title, level=2), Table(rows=rows)] if rows else []
    return (*pieces, Note(text=texts.HELP_HINT, tone="quiet"))


def command(value: Command) -> tuple[Piece, ...]:
    """One command with its parameters and an example."""
    rows = tuple((parameter.usage, parameter.summary) for parameter in value.parameters)
    parameters: tuple[Piece, ...] = (Table(rows=rows),) if rows else ()
    example = Note(text=f"For example: /{value.example}", tone="quiet")
    return (Heading(text=f"/{value.usage}"), Note(text=value.summary), *parameters, example)


def entry(value: Source) -> Entry:
    """A source as one thing of a list."""
    return Entry(title=texts.source_title(value), id=value.id, details=texts.source_details(value))


def claim(stored: StoredClaim, *, number: int | None = None) -> Quotation:
    """A claim as people read it."""
    value, speaker = stored.claim, speaker_of(stored)
    by_author = value.manner == "author" and speaker.name == stored.source.metadata.author
    return Quotation(
        id=stored.id,
        words=value.quote,
        speaker=texts.speaker(speaker),
        mark=texts.MARKS[value.manner],
        cite=texts.cite(stored.source, without_author=by_author),
        number=number,
        lead=value.before if value.needs_before and value.before else None,
        url=stored.source.metadata.url,
    )


def _scored(scored: Scored, number: int) -> Quotation:
    from dataclasses import replace

    stance = texts.STANCES[scored.stance] if scored.stance else None
    return replace(claim(scored.stored, number=number), score=scored.score, stance=stance)


def _notice(notice: str | None) -> tuple[Note, ...]:
    return (Note(text=notice),) if notice else ()
