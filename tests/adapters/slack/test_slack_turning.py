"""Quotes with marks that turn the direction, or that nobody sees, stand alone: nothing beside them is turned round."""

import json

import pytest

from adapters.slack.pieces import units
from bot.reply import Quotation

MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060")


@pytest.mark.parametrize(
    "words",
    [
        "\u202eThe ferry\u2066 is\u200b safe\u2060 in\u00ad winter.",
        "\u2067\u2067",
        "הגשר יקר\u202d מדי",
        "zero\u200bwidth",
    ],
)
def test_a_quote_is_whole_and_no_mark_of_it_is_in_what_stands_beside_it(words: str) -> None:
    (unit,) = units(Quotation(id="FB-001", words=words, speaker="Ada Kern", mark="author", cite="“Ferries”"))
    elements = [element for block in unit.blocks for element in block.get("elements", ())]
    written = [json.dumps(element, ensure_ascii=False) for element in elements]
    holding = [element["type"] for element, text in zip(elements, written, strict=True) if MARKS & set(text)]
    assert holding == ["rich_text_quote"]
    assert any(words in text for text in written)
    # in the plain text a line of its own ends every turning
    assert "\n" in unit.text[unit.text.index(words) : unit.text.index("Ada Kern")]
