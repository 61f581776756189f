"""A brief as a PDF, typeset by Typst from `brief.typ`; the words go in as data and never as markup."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.briefs.characters import in_one_line
from bot.briefs.pack import Card, Pack, Pocket, every_card, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATE: Final = Path(__file__).with_name("brief.typ")
FONTS: Final = ("Libertinus Serif", "DejaVu Serif", "DejaVu Sans")
"""The first comes with Typst; signs that it lacks are taken from the others, or any font of the machine."""

RARE: Final = 0x2E80
"""From this code on a sign may be in no font of the machine. The first such sign of a file would be lost to whoever
copies the text, so that an invisible one is put before it."""

LONGEST_WHOLE: Final = 40
"""Characters of a word that still fits into any column; a longer one may be parted anywhere."""

LONGEST_RUNNING: Final = 70
LONGEST_ON_A_PAGE: Final = 1_200
"""Characters of a quote that has room on one page, also in a column of the table."""

_WORD: Final = re.compile(r"\S+|\s+")
_MAY_BE_PARTED: Final = re.compile(r"\w[^\w\s'’]+\w")


def write(pack: Pack) -> bytes:
    """The pack as a PDF file; the same pack makes the same bytes."""
    import typst

    made: bytes = typst.compile(TEMPLATE, format="pdf", sys_inputs={"pack": json.dumps(_data(pack))})
    return made


def _data(pack: Pack) -> dict[str, Any]:
    title = in_one_line(pack.title)
    short = title if len(title) <= LONGEST_RUNNING else f"{title[: LONGEST_RUNNING - 1].rstrip()}…"
    return {
        "title": title,
        "running": short,
        "size": pack.size,
        "language": pack.language,
        "fonts": FONTS,
        "labels": asdict(pack.labels),
        "pockets": [_pocket(pocket) for pocket in pack.pockets],
        "sources": [
            {"number": one.number, "cite": in_one_line(one.cite), "url": one.url and in_one_line(one.url)}
            for one in pack.sources
        ],
        "notice": pack.notice,
        "rare": any(ord(sign) >= RARE for card in every_card(pack) for sign in card.quote),
    }


def _pocket(pocket: Pocket) -> dict[str, Any]:
    return {
        "heading": pocket.heading,
        "position": _card(pocket.position),
        "blocks": [
            {"heading": block.heading, "cards": [_card(card) for card in block.cards]}
            for block in pocket.blocks
        ],
        "rows": list(_rows(pocket)),
    }


def _rows(pocket: Pocket) -> Iterator[dict[str, Any]]:
    """The rows of the table; a claim stands beside all its answers."""
    for claim, group in groupby(pocket.rows, key=lambda row: row.claim):
        rows = list(group)
        for at, row in enumerate(rows):
            yield {
                "span": 0 if at else len(rows),
                "claim": _card(claim),
                "answer": _card(row.answer),
                "back": _card(row.back),
            }


def _card(card: Card | None) -> dict[str, Any] | None:
    if card is None:
        return None
    return {
        "tag": in_one_line(card.tag),
        "name": in_one_line(card.name),
        "place": in_one_line(card.place),
        "source": card.source,
        "id": card.id,
        "lead": in_one_line(card.lead) if card.lead else None,
        "notes": [in_one_line(note) for note in card.notes],
        "rtl": from_the_right(card.quote),
        "long": len(card.quote) > LONGEST_ON_A_PAGE,
        "runs": [{"told": told, "parts": list(_parts(in_one_line(text)))} for text, told in segments(card)],
    }


def from_the_right(words: str) -> bool:
    """Whether the first letter with a direction is written from the right."""
    first = next((kind for kind in map(unicodedata.bidirectional, words) if kind in {"L", "R", "AL"}), "L")
    return first != "L"


def _parts(text: str) -> Iterator[dict[str, Any]]:
    """Words, those apart in which a line could end: the words of a line are read again with a blank between lines."""
    for whole, group in groupby(_WORD.findall(text), key=_stays_whole):
        if whole:
            yield from ({"text": word, "whole": True} for word in group)
        else:
            yield {"text": "".join(group), "whole": False}


def _stays_whole(word: str) -> bool:
    plain = all(unicodedata.bidirectional(sign) not in {"R", "AL"} and ord(sign) < RARE for sign in word)
    return plain and len(word) <= LONGEST_WHOLE and bool(_MAY_BE_PARTED.search(word))
