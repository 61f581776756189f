import pytest

from knowledge.types import Span
from knowledge.understanding.quotation import bare, quotations


def inner(text: str) -> list[str]:
    return [text[quote.inner.start : quote.inner.end] for quote in quotations(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said, "We lost." Then he left.', ["We lost."]),
        ("“We lost,” he said. “It is over.”", ["We lost,", "It is over."]),
        ("It is called the 'peoples' port.", []),
        ("She called it ‘a farce’ and left.", ["a farce"]),
        ("The workers' port isn't ours.", []),
        ("''We lost,'' he said.", ["We lost,"]),
        ("«We lost», he said.", ["We lost"]),
        ("“They say ‘never’ too often,” he said.", ["They say ‘never’ too often,"]),
        ('The 5" pipe is old.', []),
    ],
)
def test_quoted_words_are_found(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_a_quotation_that_stays_open_runs_to_the_end_of_its_paragraph() -> None:
    (quote,) = quotations("“We lost the port. We lost the town.")
    assert not quote.closed
    assert quote.inner == Span(start=1, end=36)


def test_a_lone_mark_within_a_paragraph_is_ignored() -> None:
    assert inner("The port” is shut and “nobody came.") == []


def test_bare_words_have_no_marks_around_them() -> None:
    text = " “We lost.” "
    assert bare(text, 0, len(text)) == Span(start=2, end=10)
    assert bare("““", 0, 2) is None
