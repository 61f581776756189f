"""A brief as Argdown (argdown.org), the notation of argument maps: quotes as statements, answers as attacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from bot.briefs.characters import in_one_line, writable
from bot.briefs.pack import Card, Pack, Pocket
from knowledge.maps.argdown import escaped

if TYPE_CHECKING:
    from bot.briefs.pack import Row


def write(pack: Pack) -> bytes:
    """The pack as an Argdown document in UTF-8."""
    return ("\n\n".join(_document(pack)) + "\n").encode()


def _document(pack: Pack) -> Iterator[str]:
    yield f"# {escaped(pack.title)}"
    written: set[str] = set()
    for pocket in pack.pockets:
        yield f"## {escaped(pocket.heading)}"
        yield from _pocket(pocket, written)
    yield f"## {escaped(pack.labels.sources)}"
    for one in pack.sources:
        yield f"[{one.number}]: {escaped(' '.join(part for part in (one.cite, one.url) if part))}"


def _pocket(pocket: Pocket, written: set[str]) -> Iterator[str]:
    rows = {claim.key: list(group) for claim, group in groupby(pocket.rows, key=lambda row: row.claim)}
    cards = {card.key: card for block in pocket.blocks for card in block.cards}
    cards.update({row.claim.key: row.claim for row in pocket.rows})
    for key, card in cards.items():
        yield "\n".join((_statement(card, written), *_answers(rows.get(key, []), written)))


def _answers(rows: list[Row], written: set[str]) -> Iterator[str]:
    for row in rows:
        if row.answer:
            yield f"  - {_statement(row.answer, written)}"
        if row.back:
            yield f"    - {_statement(row.back, written)}"


def _statement(card: Card, written: set[str]) -> str:
    """The quote under its id; a second time the id alone, which means the same statement."""
    if card.id in written:
        return f"[{card.id}]"
    written.add(card.id)
    facts = f"cite: {_string(card.name)}, place: {_string(card.place)}, source: {card.source}"
    return f"[{card.id}]: {escaped(writable(card.quote))} {{{facts}}}"


def _string(value: str) -> str:
    """A text as YAML, without the braces that would end it for Argdown."""
    return json.dumps(in_one_line(value)).replace("{", "\\u007b").replace("}", "\\u007d")
