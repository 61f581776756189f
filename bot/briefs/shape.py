"""A brief as the JSON object of the contract; scripts rely on every key of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefs import wording
from bot.shapes import Shape, claim, source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.briefs.contents import Brief, Card, Case


def brief(value: Brief) -> Shape:
    """The object of `brief`: the sides with their cards and what answers what, and every source once."""
    numbers = {one.id: number for number, one in enumerate(value.sources, start=1)}
    return {
        "command": "brief",
        "query": value.query,
        "subject": value.subject,
        "topic": value.topic,
        "claim": value.claim,
        "sides": [_case(case, numbers) for case in value.cases],
        "sources": [{"number": numbers[one.id], **source(one)} for one in value.sources],
        "notice": value.notice,
    }


def _case(case: Case, numbers: Mapping[str, int]) -> Shape:
    def shaped(card: Card | None) -> Shape | None:
        return _card(card, numbers[card.stored.source.id]) if card else None

    return {
        "side": case.side,
        "position": shaped(case.position),
        "cards": [shaped(card) for card in case.cards],
        "exchanges": [
            {
                "claim": shaped(row.claim),
                "answers": [{"answer": shaped(one.answer), "back": shaped(one.back)} for one in row.answers],
            }
            for row in case.exchanges
        ],
    }


def _card(value: Card, number: int) -> Shape:
    worded = wording.card(value, number)
    return {
        **claim(value.stored),
        "tag": worded.tag,
        "cite": f"{worded.name} ({worded.place})",
        "number": number,
        "telling": [{"start": span.start, "end": span.end} for span in value.telling],
        "sources": value.sources,
        "also": [one.id for one in value.also],
        "note": value.note,
    }
