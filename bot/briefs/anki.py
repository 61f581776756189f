"""A brief as an Anki deck: on the front a claim, on the back its best answers. Imported again, it is updated.

Decks, note types and notes are known to Anki by numbers and ids; here each is a digest of what it stands for.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.briefs.archives import timeless
from bot.briefs.characters import writable
from bot.briefs.pack import Card, Pack, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.briefs.pack import Row

MADE: Final = 946_684_800.0
"""The time that stands in the deck: the same brief is the same deck, whenever it is made."""

STYLE: Final = """
.card { font-family: Georgia, serif; font-size: 20px; line-height: 1.45; text-align: left; color: #1a1a1a; }
.night_mode .card, .nightMode .card, .card.nightMode { color: #eee; }
.side, .cite { font-family: system-ui, sans-serif; font-size: 14px; color: #777; }
.quote { white-space: pre-line; margin: .6em 0 .2em; }
.answer { margin: 1em 0; }
.back { margin: .6em 0 .6em 1.4em; padding-left: .8em; border-left: 3px solid #9ab; font-size: 18px; }
"""
FRONT: Final = '<div class="side">{{Side}}</div>{{Claim}}'
BACK: Final = "{{FrontSide}}<hr id=answer>{{Answers}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCard:
    """What one note holds, in HTML, and by what it is known."""

    guid: str
    side: str
    claim: str
    answers: str


def write(pack: Pack) -> bytes:
    """The pack as an .apkg file."""
    import genanki

    name = f"{pack.labels.kicker}: {pack.title}".replace("::", ":")
    deck = genanki.Deck(_number("deck", name), writable(name))
    model = _model()
    for one in learning_cards(pack, name):
        fields = [one.side, one.claim, one.answers]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=one.guid))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path), timestamp=MADE)
        return timeless(path.read_bytes())


def learning_cards(pack: Pack, deck: str) -> Iterator[LearningCard]:
    """A note for each claim that somebody answers, and for each card that nobody does, to learn its words."""
    for pocket in pack.pockets:
        rows = {claim.key: list(group) for claim, group in groupby(pocket.rows, key=lambda row: row.claim)}
        cards = {card.key: card for block in pocket.blocks for card in block.cards}
        cards.update({row.claim.key: row.claim for row in pocket.rows})
        for key, card in cards.items():
            yield LearningCard(
                guid=hashlib.sha256(f"{deck}\n{pocket.heading}\n{key}".encode()).hexdigest()[:20],
                side=_shown(f"{pack.title} · {pocket.heading}"),
                claim=_quote(card),
                answers=_answers(rows.get(key, []), pack),
            )


def _model() -> Any:
    import genanki

    return genanki.Model(
        _number("model", "debate brief 1"),
        "Counterpoint: claim and answers",
        fields=[{"name": "Side"}, {"name": "Claim"}, {"name": "Answers"}],
        templates=[{"name": "Claim", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
        sort_field_index=1,
    )


def _answers(rows: Sequence[Row], pack: Pack) -> str:
    answered = [row for row in rows if row.answer]
    if not answered:
        return f'<div class="cite">{_shown(pack.labels.unanswered)}</div>'
    shown = "\n".join(
        f'<div class="answer">{_quote(row.answer)}{_back(row.back)}</div>' for row in answered if row.answer
    )
    return f'<div class="side">{_shown(pack.labels.best_answers)}</div>\n{shown}'


def _back(card: Card | None) -> str:
    return f'<div class="back">{_quote(card)}</div>' if card else ""


def _quote(card: Card) -> str:
    """A quote with its cite. The classes keep MathJax away from it."""
    words = "".join(f"<u>{_shown(text)}</u>" if told else _shown(text) for text, told in segments(card))
    cite = f"— {card.name} ({card.place}) · {card.id}"
    return f'<div class="quote tex2jax_ignore mathjax_ignore">{words}</div>\n<div class="cite">{_shown(cite)}</div>\n'


def _shown(text: str) -> str:
    """A text as HTML, in which Anki finds no cloze, sound or formula."""
    html = escape(writable(text), quote=False)
    for sign in "[]{}\\":
        html = html.replace(sign, f"&#{ord(sign)};")
    return html


def _number(kind: str, name: str) -> int:
    """A number of 31 bits or so, as Anki wants them, that is always the same for the same name."""
    digest = hashlib.sha256(f"counterpoint {kind}\n{name}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)
