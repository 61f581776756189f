"""Values of the core as pieces of a reply: what people see, without a platform's layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import chat_texts, labels, notices, texts
from bot.languages import figures, say
from bot.moderation import words as review_texts
from bot.reply import Entry, Heading, Menu, Note, Option, Passage, Piece, Quotation, Table
from bot.shapes import speaker_of
from knowledge.types import (
    Answer,
    Clash,
    Context,
    Disputed,
    Ingested,
    Kept,
    Said,
    Scored,
    Source,
    StoredClaim,
    TopicCount,
    Verified,
    Views,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.command import Command
    from bot.settings import Setting
    from knowledge.summary import Summary


def answer(value: Answer) -> tuple[Piece, ...]:
    """What `counter` and `support` found, best first."""
    head = texts.counters_heading if value.command == "counter" else texts.supports_heading
    quotes = (_scored(scored, number) for number, scored in enumerate(value.answers, start=1))
    heading = Heading(text=head(value.query), aside=value.topic)
    return (heading, *quotes, *_notice(value.notice))


def views(
    value: Views, *, most: int | None = None, start: int = 0, in_pages: bool = False
) -> tuple[Piece, ...]:
    """The positions on a topic one after the other, at most `most` quotes of each, numbered through.

    `in_pages`: the rest comes on other pages, so nothing says how to see it.
    """
    pieces: list[Piece] = [Heading(text=texts.views_heading(value.topic or value.query))]
    number = 1 + sum(min(start, len(position.quotes)) for position in value.positions)
    end = None if most is None else start + most
    for place, position in enumerate(value.positions):
        if start and start >= len(position.quotes):
            continue
        aside = texts.quotes_count(len(position.quotes))
        pieces.append(Heading(text=texts.position_heading(place, position.label), level=2, aside=aside))
        for scored in position.quotes[start:end]:
            # How near a quote is to the topic says nothing to a reader, unlike how sure a stance is.
            pieces += _viewed(scored, number)
            number += 1
        if not in_pages and most is not None and len(position.quotes) > most:
            pieces.append(Note(text=texts.more_quotes(len(position.quotes) - most)))
    return (*pieces, *_notice(value.notice))


def _viewed(scored: Scored, number: int) -> Iterator[Piece]:
    """A quote of a position, with the ids of those that make the same point."""
    yield claim(scored.stored, number=number)
    if scored.also:
        ids = [one.id for one in scored.also]
        yield Note(text=texts.same_point(ids, scored.sources), tone="quiet")


def said(value: Said) -> tuple[Piece, ...]:
    """Everything a speaker says, by topic."""
    pieces: list[Piece] = [Heading(text=texts.speaker(value.speaker) if value.speaker else value.query)]
    number = 1
    for topic, quotes in value.by_topic:
        heading = notices.spoken(topic)
        pieces.append(Heading(text=heading, level=2, aside=texts.quotes_count(len(quotes))))
        for stored in quotes:
            pieces.append(claim(stored, number=number))
            number += 1
    return (*pieces, *_notice(value.notice))


def clash(value: Clash) -> tuple[Piece, ...]:
    """The strongest for and against, one side after the other, numbered through."""
    heads = chat_texts.clash_sides(value.labels)
    pieces: list[Piece] = [Heading(text=chat_texts.clash_heading(value.query), aside=value.topic)]
    number = 1
    for head, side in zip(heads, (value.supporting, value.countering), strict=True):
        if side:
            pieces.append(Heading(text=head, level=2))
        for scored in side:
            pieces.append(claim(scored.stored, number=number))
            number += 1
    return (*pieces, *_notice(value.notice))


def context(value: Context) -> Quotation:
    """A quote with what stands around it."""
    return replace(claim(value.stored), lead=value.before or None, trail=value.after)


def settings(all_settings: Sequence[Setting], values: Mapping[str, str], *, chat: bool) -> tuple[Piece, ...]:
    """What is set for the workspace: menus in a chat, a list elsewhere."""
    return (Heading(text=chat_texts.settings_heading()), *_set(all_settings, values, "set", chat=chat))


def preferences(
    all_settings: Sequence[Setting], values: Mapping[str, str], *, chat: bool
) -> tuple[Piece, ...]:
    """What one person set."""
    return (Heading(text=chat_texts.preferences_heading()), *_set(all_settings, values, "own", chat=chat))


def disputes(values: Sequence[Disputed]) -> tuple[Piece, ...]:
    """The quotes that were voted down, each with what it was an answer to."""
    pieces: list[Piece] = [Heading(text=chat_texts.votes_heading())]
    for value in values:
        pieces += [claim(value.stored), Note(text=chat_texts.voted_down(value), tone="quiet")]
    return tuple(pieces) if values else (*pieces, Note(text=chat_texts.no_votes()))


def kept(value: Kept, wanted: str | None) -> tuple[Piece, ...]:
    """What is kept about a person."""
    if wanted == "delete":
        return (Note(text=chat_texts.forgotten()),)
    rows = chat_texts.kept_rows(value)
    said = chat_texts.exported() if wanted == "export" else chat_texts.what_is_kept()
    return (Heading(text=chat_texts.privacy_heading()), Table(rows=rows), Note(text=said, tone="quiet"))


def ingested(value: Ingested) -> tuple[Piece, ...]:
    """What went in, and a warning for each file that did not."""
    warnings = (Note(text=notices.spoken(one.reason), tone="warning") for one in value.skipped)
    return (*(entry(one) for one in value.added), Note(text=texts.ingested(len(value.added))), *warnings)


def added(value: Summary) -> tuple[Piece, ...]:
    """The card of a source that has just gone in: what is known about it, who speaks, its central claim."""
    facts = Table(rows=texts.source_facts(value.source))
    pieces: list[Piece] = [Heading(text=texts.source_title(value.source)), facts]
    if value.speakers:
        rows = tuple((texts.speaker(who), texts.counted(count, "claim")) for who, count in value.speakers[:8])
        pieces += [Heading(text=texts.who_speaks(), level=2), Table(rows=rows)]
    if value.central:
        pieces += [Heading(text=texts.central_claim(), level=2), claim(value.central)]
    return tuple(pieces)


def whole(stored: StoredClaim) -> tuple[Piece, ...]:
    """All words of a quote as running text, with who says them."""
    shown = claim(stored)
    return (
        Heading(text=f"{shown.speaker} · {shown.mark}", aside=shown.id),
        Passage(text=texts.in_quotation_marks(stored.claim.quote)),
        Note(text=shown.cite, tone="quiet"),
    )


def sources(values: Sequence[Source]) -> tuple[Piece, ...]:
    """The list of sources."""
    return tuple(entry(value) for value in values) or (Note(text=texts.no_sources()),)


def source(value: Source, text: str) -> tuple[Piece, ...]:
    """One source with all that is known about it, and its text."""
    facts = Table(rows=texts.source_facts(value))
    state = (Note(text=review_texts.state(value), tone="warning"),) if _is_noted(value) else ()
    return (Heading(text=texts.source_title(value)), *state, facts, Passage(text=text))


def changed(value: Source) -> tuple[Piece, ...]:
    """A source after a change."""
    return (Note(text=texts.edited(value)), Table(rows=texts.source_facts(value)))


def removed(value: Source) -> tuple[Piece, ...]:
    """A source that is gone."""
    return (Note(text=texts.removed(value)),)


def no_summary(value: Summary) -> tuple[Piece, ...]:
    """A source in which no claim was found."""
    return (Heading(text=texts.source_title(value.source)), Note(text=texts.no_summary()))


def topics(values: Sequence[TopicCount]) -> tuple[Piece, ...]:
    """The topics with how much is said about them."""
    rows = tuple(
        (value.name, figures(value.claims), figures(value.sources), texts.day(value.latest) or "–")
        for value in values
    )
    return (Table(columns=texts.topic_columns(), rows=rows) if rows else Note(text=texts.no_topics()),)


def claims(values: Sequence[StoredClaim]) -> tuple[Piece, ...]:
    """All claims in reading order, under the sources they stand in."""
    pieces: list[Piece] = []
    shown: str | None = None
    for stored in values:
        if stored.source.id != shown:
            shown = stored.source.id
            pieces.append(Heading(text=texts.source_title(stored.source), level=2, aside=shown))
        pieces.append(reviewed(stored))
    return tuple(pieces) or (Note(text=texts.no_claims()),)


def verified(value: Verified) -> tuple[Piece, ...]:
    """Whether every quote stands in its source, and which ones do not."""
    if not value.quotes:
        return (Note(text=texts.no_claims()),)
    faults = (
        Entry(title=notices.spoken(fault.reason), id=fault.claim_id, details=(fault.file,))
        for fault in value.faults
    )
    verdict = texts.faults(len(value.faults)) if value.faults else texts.everything_stands()
    return (*faults, Note(text=texts.verified(value.quotes, value.sources)), Note(text=verdict))


def commands(values: Sequence[Command], *, chat: bool = False) -> tuple[Piece, ...]:
    """The list of commands, those for moderators apart."""
    pieces: list[Piece] = []
    for audience, title in (("member", texts.commands_heading()), ("moderator", texts.moderators_heading())):
        rows = tuple(
            (f"/{one.chat_name if chat else one.short_usage}", say(one.summary))
            for one in values
            if one.audience == audience
        )
        pieces += [Heading(text=title, level=2), Table(rows=rows)] if rows else []
    return (*pieces, Note(text=texts.help_hint(), tone="quiet"))


def command(value: Command, *, chat: bool = False) -> tuple[Piece, ...]:
    """One command with its parameters and an example; a chat shows by itself how things are typed."""
    rows = tuple(
        (parameter.name if chat else parameter.usage, say(parameter.summary))
        for parameter in value.parameters
    )
    parameters: tuple[Piece, ...] = (Table(rows=rows),) if rows else ()
    head = (Heading(text=f"/{value.chat_name if chat else value.usage}"), Note(text=say(value.summary)))
    if chat:
        return (*head, *parameters)
    return (*head, *parameters, Note(text=texts.for_example(f"/{value.example}"), tone="quiet"))


def _set(
    all_settings: Sequence[Setting], values: Mapping[str, str], kind: str, *, chat: bool
) -> tuple[Piece, ...]:
    if not chat:
        return (Table(rows=tuple((one.name, values[one.name]) for one in all_settings)),)
    return tuple(
        Menu(
            label=labels.setting_label(kind, one.name),
            code=f"{kind}:{one.name}",
            options=tuple(
                Option(
                    label=labels.choice_label(one.name, choice),
                    value=choice,
                    chosen=choice == values[one.name],
                )
                for choice in one.choices
            ),
        )
        for one in all_settings
    )


def entry(value: Source) -> Entry:
    """A source as one thing of a list."""
    state = (review_texts.state(value),) if _is_noted(value) else ()
    details = (*texts.source_details(value), *state)
    return Entry(title=texts.source_title(value), id=value.id, details=details)


def _is_noted(value: Source) -> bool:
    """Whether its quotes are not in answers like those of other sources."""
    return value.retracted is not None or value.review == "held"


def claim(stored: StoredClaim, *, number: int | None = None) -> Quotation:
    """A claim as people read it."""
    value, speaker = stored.claim, speaker_of(stored)
    by_author = value.manner == "author" and speaker.name == stored.source.metadata.author
    return Quotation(
        id=stored.id,
        words=value.quote,
        speaker=texts.speaker(speaker, value.manner),
        mark=texts.mark(value.manner),
        cite=texts.cite(stored.source, without_author=by_author),
        number=number,
        lead=value.before if value.needs_before and value.before else None,
        url=stored.source.metadata.url,
        name=speaker.name,
        source=stored.source.id,
    )


def reviewed(stored: StoredClaim) -> Quotation:
    """A claim as moderators read it, with what they made of it."""
    told = (review_texts.withheld(stored), review_texts.detected(stored))
    return replace(claim(stored), warning=" ".join(part for part in told if part) or None)


def _scored(scored: Scored, number: int) -> Quotation:
    stance = texts.stance(scored.stance) if scored.stance else None
    return replace(claim(scored.stored, number=number), score=scored.score, stance=stance)


def notice(sentence: str | None) -> str | None:
    """What the core says about an answer, in the language that is spoken now."""
    return notices.spoken(sentence) if sentence else None


def _notice(notice: str | None) -> tuple[Note, ...]:
    return (Note(text=notices.spoken(notice)),) if notice else ()
