"""Puts a brief into words: the values of the core become a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot import notices
from bot.briefs import words as texts
from bot.briefs.pack import Block, Card, Labels, Listed, Pack, Pocket, Row
from bot.languages import spoken
from bot.shapes import speaker_of

if TYPE_CHECKING:
    from knowledge.briefs import contents
    from knowledge.types import Evidence, Source

ORDER: tuple[Evidence, ...] = ("reasoning", "statistic", "testimony", "event")


def pack(brief: contents.Brief) -> Pack:
    """The brief in the language that is spoken now."""
    numbers = {source.id: number for number, source in enumerate(brief.sources, start=1)}
    cards = sum(len(case.cards) for case in brief.cases)
    return Pack(
        title=texts.title(brief.subject),
        size=texts.size(cards, len(brief.sources)),
        language=spoken(),
        labels=_labels(),
        pockets=tuple(_pocket(case, numbers, over_topic=brief.claim is None) for case in brief.cases),
        sources=tuple(_listed(source, numbers[source.id]) for source in brief.sources),
        notice=notices.spoken(brief.notice) if brief.notice else None,
    )


def card(value: contents.Card, number: int) -> Card:
    """One card; `number` is that of its source."""
    stored = value.stored
    who, span = speaker_of(stored), stored.claim.span
    words = " … ".join(stored.claim.quote[one.start : one.end] for one in value.telling)
    notes = (
        texts.same_point([one.id for one in value.also]) if value.also else None,
        texts.own_note(value.note) if value.note else None,
    )
    return Card(
        key=f"{stored.source.sha256}:{span.start}-{span.end}",
        id=stored.id,
        tag=texts.tag(words, stored.claim.quote, who),
        name=texts.name_and_year(who, stored),
        place=texts.place(who, stored),
        source=number,
        quote=stored.claim.quote,
        telling=value.telling,
        lead=stored.claim.before if stored.claim.needs_before and stored.claim.before else None,
        notes=tuple(note for note in notes if note),
    )


def _pocket(case: contents.Case, numbers: Mapping[str, int], *, over_topic: bool) -> Pocket:
    def worded(value: contents.Card) -> Card:
        return card(value, numbers[value.stored.source.id])

    return Pocket(
        heading=texts.side(case.side, over_topic=over_topic),
        position=worded(case.position) if case.position else None,
        blocks=tuple(
            Block(heading=texts.evidence(kind), cards=tuple(worded(one) for one in group))
            for kind, group in _by_evidence(case.cards)
        ),
        rows=tuple(
            Row(
                claim=worded(exchange.claim),
                answer=worded(one.answer) if one else None,
                back=worded(one.back) if one and one.back else None,
            )
            for exchange in case.exchanges
            for one in (exchange.answers or (None,))
        ),
    )


def _by_evidence(cards: Sequence[contents.Card]) -> Iterator[tuple[Evidence, list[contents.Card]]]:
    for kind in ORDER:
        group = [one for one in cards if one.stored.claim.evidence == kind]
        if group:
            yield kind, group


def _listed(source: Source, number: int) -> Listed:
    return Listed(number=number, cite=texts.full_cite(source), url=source.metadata.url)


def _labels() -> Labels:
    return Labels(
        kicker=texts.kicker(),
        promise=texts.promise(),
        cards=texts.cards(),
        answers=texts.answers(),
        columns=texts.columns(),
        unanswered=texts.unanswered(),
        sources=texts.sources(),
        contents=texts.contents(),
        page=texts.page(),
        best_answers=texts.best_answers(),
    )
