"""Briefs of the small library: whatever is asked, two cases of a card each."""

from collections.abc import Sequence

from knowledge.briefs.contents import Answered, Brief, Card, Case, Exchange, Saved, Side
from knowledge.types import Span, StoredClaim
from tests.bot.small_library import BY_AUTHOR, CITED, ESSAY, LEANING


def card(stored: StoredClaim, *, note: str | None = None) -> Card:
    """A quote cut for a debate, its last word but the mark underlined."""
    words = stored.claim.quote
    start = words.rindex(" ") + 1
    return Card(stored=stored, telling=(Span(start=start, end=len(words.rstrip("."))),), note=note)


def small_brief(query: str, side: Side | None) -> Brief:
    """Two cases of a card each, which answer each other."""
    exchange = Exchange(claim=card(BY_AUTHOR), answers=(Answered(answer=card(CITED), back=card(LEANING)),))
    cases = (
        Case(side="for", position=None, cards=(card(BY_AUTHOR),), exchanges=(exchange,)),
        Case(side="against", position=None, cards=(card(CITED),), exchanges=(Exchange(claim=card(CITED)),)),
    )
    shown = tuple(case for case in cases if side in (None, case.side))
    return Brief(query=query, subject=query, topic=None, claim=query, cases=shown, sources=(ESSAY,))


class SmallBriefs:
    """Answers with the same few quotes; remembers what it was asked."""

    def __init__(self, asked: list[tuple[str, str, str | None, int]]) -> None:
        self.asked = asked

    def on(self, query: str, /, *, side: Side | None = None, limit: int = 6) -> Brief:
        self.asked.append(("brief", query, side, limit))
        if query == "chess":
            notice = "The sources say nothing on chess."
            return Brief(query=query, subject=query, topic=query, claim=None, notice=notice)
        return small_brief(query, side)

    def of(self, saved: Sequence[Saved], /, *, title: str) -> Brief:
        self.asked.append(("brief of", title, None, len(saved)))
        cards = tuple(card(one.stored, note=one.note) for one in saved)
        case = Case(side="saved", position=None, cards=cards)
        return Brief(query=title, subject=title, topic=None, claim=None, cases=(case,), sources=(ESSAY,))
