from itertools import pairwise

import pytest

from knowledge.understanding.sentences import sentences, split
from tests.knowledge.understanding.documents import BOUNDARIES, document

CASES = [line for line in BOUNDARIES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
KNOWN_FAULTS = {
    "Plan B.| That is all they have.": "one letter and a full stop reads as an initial",
    "Ça va.| Élodie agreed.": "a short first word with accents reads as an abbreviation",
}


@pytest.mark.parametrize("case", [case for case in CASES if case not in KNOWN_FAULTS])
def test_sentences_end_where_a_reader_ends_them(case: str) -> None:
    text = case.replace("|", "")
    assert [text[span.start : span.end] for span in split(text)] == [part.strip() for part in case.split("|")]


@pytest.mark.parametrize("case", KNOWN_FAULTS)
def test_sentences_still_miss_these_boundaries(case: str) -> None:
    assert len(split(case.replace("|", ""))) == 1, "a known fault is gone: take it off the list"


def test_every_sentence_lies_in_one_block_and_none_of_the_words_are_lost() -> None:
    made = document("The port is shut. Nobody came.", "It opens at noon", "- Trade: it fell. It rose.")
    found = sentences(made)
    for sentence in found:
        block = made.blocks[sentence.block].span
        assert block.start <= sentence.span.start < sentence.span.end <= block.end
    words = [made.text[found_in.span.start : found_in.span.end].split() for found_in in found]
    assert [word for part in words for word in part] == made.text.split()


def test_a_title_or_heading_is_one_sentence() -> None:
    made = document("The port is shut. Who pays?", "Why. And how.", "One. Two.", kinds=("title", "heading"))
    assert [sentence.block for sentence in sentences(made)] == [0, 1, 2, 2]


def test_a_blank_paragraph_has_no_sentence() -> None:
    assert split(" \n ") == ()
    assert sentences(document("   ", "   ", kinds=("title",))) == ()


def test_a_question_in_quotation_marks_goes_on_with_its_speaker() -> None:
    text = "“Who pays for it?” Ada Lund asked. “Not we.”"
    assert [text[span.start : span.end] for span in split(text)] == [text[:34], text[35:]]


def test_a_paragraph_of_thousands_of_characters_is_split_like_a_short_one() -> None:
    text = "The port of Dr. Lund lost 3.5 million in the U.S. last year. " * 60
    assert len(split(text)) == 60


@pytest.mark.parametrize("unit", [".", '"', "“", "a.", "A. ", "1. ", "(", " ", "x", '. "', "Mr. "])
def test_hostile_text_is_split_without_failing(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    spans = split(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
