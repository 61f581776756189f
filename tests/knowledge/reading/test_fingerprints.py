"""A reprint is recognised by its fingerprint, another text on the same topic is not."""

from knowledge.reading.fingerprints import SAME_TEXT, fingerprint
from tests.knowledge.reading import files

TEXT = " ".join(files.PARAGRAPHS)


def similarity(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    return sum(one == other for one, other in zip(first, second, strict=True)) / len(first)


def test_a_fingerprint_is_the_same_every_time() -> None:
    assert fingerprint(TEXT) == fingerprint(TEXT)


def test_a_reprint_with_small_changes_is_the_same_text() -> None:
    reprint = TEXT.replace("the ministry knows it", "ministers know it") + " First printed in the spring."
    assert similarity(fingerprint(TEXT), fingerprint(reprint)) >= SAME_TEXT


def test_another_text_on_the_topic_is_not() -> None:
    other = "The bridge is old and should be closed. A repair would last a year at most, the engineers say."
    assert similarity(fingerprint(TEXT), fingerprint(other)) < SAME_TEXT / 2


def test_a_text_without_words_has_a_fingerprint_too() -> None:
    assert len(fingerprint("")) == len(fingerprint(TEXT))
