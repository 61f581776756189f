"""The sentences around a quote are slices of its source's text, up to the next headline."""

import pytest

from knowledge.types import Span
from knowledge.understanding.surroundings import around
from tests.knowledge.understanding.documents import document

FIRST = "The quays are old. The storms are strong. “The harbour fails,” said Bo Lind. Nobody pays. All wait."
SECOND = "The town is poor. It borrows."
DOCUMENT = document(
    "Deepen the harbour",
    FIRST,
    SECOND,
    "Other things",
    "Birds return.",
    kinds=("title", "paragraph", "paragraph", "heading"),
)


def of(quote: str, *, sentences: int) -> tuple[str, str]:
    start = DOCUMENT.text.index(quote)
    before, after = around(DOCUMENT, Span(start=start, end=start + len(quote)), sentences=sentences)
    assert before + quote + after in DOCUMENT.text
    return before, after


def test_two_sentences_stand_on_each_side() -> None:
    assert of("Nobody pays.", sentences=2) == (
        "The storms are strong. “The harbour fails,” said Bo Lind. ",
        " All wait.\n\nThe town is poor.",
    )


def test_the_rest_of_the_quotes_own_sentence_is_shown_too() -> None:
    assert of("The harbour fails", sentences=0) == ("“", ",” said Bo Lind.")
    assert of("The harbour fails", sentences=1) == (
        "The storms are strong. “",
        ",” said Bo Lind. Nobody pays.",
    )


def test_no_headline_is_stepped_over() -> None:
    assert of("The quays are old.", sentences=3)[0] == ""
    assert of("It borrows.", sentences=3)[1] == ""
    assert of("Birds return.", sentences=3) == ("", "")


def test_after_a_headline_comes_what_stands_under_it() -> None:
    assert of("Deepen the harbour", sentences=1) == ("", "\n\nThe quays are old.")
    assert of("Other things", sentences=2) == ("", "\n\nBirds return.")


@pytest.mark.parametrize("sentences", [0, 1, 5])
def test_a_place_outside_all_blocks_has_nothing_around_it(sentences: int) -> None:
    end = len(DOCUMENT.text)
    assert around(DOCUMENT, Span(start=end + 5, end=end + 9), sentences=sentences) == ("", "")
