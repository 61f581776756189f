"""Counterpoint as it is measured: texts stored as claims, asked through the core's own call."""

from benchmarks.product import asked, library_of
from knowledge.retrieval.answers import LONGEST_CLAIM

TEXTS = (
    "The bridge to the island is far too expensive for the county.",
    "The bridge to the island is cheap and pays for itself.",
    "Porridge is best with salt.",
)


def test_texts_are_answered_by_their_places() -> None:
    with library_of(TEXTS) as stored:
        found = stored.counter("the bridge is cheap", 10)
        assert 2 not in [one.place for one in found]
        assert all(0 <= one.score <= 1 for one in found)
        assert set(stored.nearest("the bridge is cheap", 2)) == {0, 1}
        assert set(stored.candidates("the bridge is cheap", 2)) == {0, 1}


def test_a_thousand_texts_keep_their_places() -> None:
    texts = [f"Ferry number {number} is late." for number in range(1200)]
    with library_of(texts) as stored:
        assert "Ferry number 1100 is late." in [texts[place] for place in stored.nearest(texts[1100], 3)]


def test_a_text_that_is_too_long_to_be_asked_is_cut_after_a_whole_word() -> None:
    long = "ferries are late " * 100
    assert len(asked(long)) <= LONGEST_CLAIM
    assert long.startswith(asked(long) + " ")
    assert asked("  ferries   are late ") == "ferries are late"
