"""Clauses of a quote: whole, in order, and none that says more than the quote."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding.clauses import clauses, without_link


def parts(text: str) -> list[str]:
    return [text[one.start : one.end] for one in (without_link(text, span) for span in clauses(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ferry pays for itself, and the bridge never will.",
            ["The ferry pays for itself", "the bridge never will"],
        ),
        (
            "The island needs a bridge because the ferry is old and slow.",
            ["The island needs a bridge", "the ferry is old and slow"],
        ),
        (
            "Okafor said that the ferry has never lost a passenger.",
            ["Okafor said that the ferry has never lost a passenger"],
        ),
        (
            "A survey of the islanders found that most of them prefer the ferry.",
            ["A survey of the islanders found", "most of them prefer the ferry"],
        ),
        (
            "They need one thing more than money; they need people who stay.",
            ["They need one thing more than money", "they need people who stay"],
        ),
        (
            "It costs 4,200 crowns a day, safe and cheap, and that is a lot.",
            ["It costs 4,200 crowns a day, safe and cheap", "that is a lot"],
        ),
    ],
)
def test_a_quote_falls_into_its_clauses(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Most islanders would leave the island if the ferry stopped tomorrow.",
        "The ferry is the only one that runs in every kind of weather.",
        "It is a worry that both sides of the strait have shared for years.",
        "We will not pay unless the county pays its share of the cost.",
    ],
)
def test_what_narrows_a_clause_stays_with_it(text: str) -> None:
    assert parts(text) == [text.rstrip(".")]


@given(st.text(alphabet="ab ,;:.—–-\n\"'”“ that because", max_size=80))
def test_clauses_are_spans_in_order_whatever_the_text(text: str) -> None:
    found = clauses(text)
    assert bool(found) == bool(text.strip())
    assert all(one.end <= other.start for one, other in pairwise(found))
    for span in found:
        inner = without_link(text, span)
        assert span.start <= inner.start < inner.end <= span.end <= len(text)
