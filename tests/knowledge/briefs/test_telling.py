"""The telling words of a quote: a part of it, about what was asked, and never for the other side."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.briefs.telling import Cut, Lean, telling

BANS = "Many parents say phones are harmless, but a ban on phones gives every pupil calm lessons again."


def told(quote: str, about: str, lean: Lean | None = None) -> str:
    ((span,),) = telling([Cut(quote=quote, about=about, lean=lean)])
    return quote[span.start : span.end]


def leaning(**words: float) -> Lean:
    """Leans by the words that a text holds."""

    def lean(texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([sum(value for word, value in words.items() if word in text) for text in texts])

    return lean


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("Phones do no harm to children", "Many parents say phones are harmless"),
        ("Schools should ban phones", "a ban on phones gives every pupil calm lessons again"),
    ],
)
def test_the_clause_nearest_to_the_subject_tells(about: str, expected: str) -> None:
    assert told(BANS, about) == expected


def test_a_clause_that_leans_the_other_way_is_passed_over() -> None:
    assert (
        told(BANS, "Phones do no harm to children", leaning(harmless=-1, calm=1))
        == "a ban on phones gives every pupil calm lessons again"
    )


def test_a_quote_without_a_clause_for_its_side_tells_as_a_whole() -> None:
    assert told(BANS, "Schools should ban phones", leaning(phones=-1)) == BANS


@pytest.mark.parametrize(
    "quote", ["Ferries pay.", "The ferry, old and slow, is loved by all.", "渡船每年自負盈虧。"]
)
def test_a_short_quote_tells_as_a_whole(quote: str) -> None:
    assert told(quote, "ferries") == quote


def test_each_quote_has_its_own_words() -> None:
    cuts = [Cut(quote=quote, about="ferries") for quote in (BANS, "Ferries pay.", BANS)]
    first, second, third = telling(cuts)
    assert first == third
    assert second[0].end == len("Ferries pay.")
    assert telling([]) == []
