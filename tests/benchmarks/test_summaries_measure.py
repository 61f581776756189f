"""The measure of summaries: agreement of words, and ways that choose among what is said alone."""

import numpy as np
import pytest

from benchmarks.summaries import SHOWN, WAYS, Argument, overlap

SENTENCES = tuple(
    f"The {name} must be mended before the winter storms return."
    for name in ("pier", "quay", "mole", "lamp", "ramp")
)
ARGUMENT = Argument(
    conclusion="Mend the pier.",
    sentences=(*SENTENCES, "Who knows?"),
    vectors=np.eye(6, 384, dtype=np.float32),
    scores=np.array([0.5, 0.5, 0.5, 0.5, 0.5, 0.0]),
    thesis=np.eye(6, 384, dtype=np.float32)[2],
)


def test_agreement_counts_words_of_meaning_whatever_their_endings() -> None:
    assert overlap("Harbours flooding", "A flooded harbour") == 1
    assert overlap("Harbours flood", "A dry harbour") == pytest.approx(1 / 2)
    assert overlap("The pier", "the pier") == 1
    assert overlap("The pier", "A lamp") == overlap("", "") == 0


@pytest.mark.parametrize("name", WAYS)
def test_every_way_chooses_sentences_that_assert_something_first(name: str) -> None:
    chosen = WAYS[name](ARGUMENT)
    assert len(set(chosen)) == len(chosen) >= SHOWN
    assert 5 not in chosen[:SHOWN]


def test_what_the_thesis_says_comes_first_where_it_decides() -> None:
    assert WAYS["near to the thesis"](ARGUMENT)[0] == WAYS["as shipped"](ARGUMENT)[0] == 2
