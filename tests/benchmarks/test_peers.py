"""The simpler ways rank invented sentences as their names promise."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.peers import by_likeness, by_stance, by_words, fused

TEXTS = ["Ferries are late in winter.", "The bridge cost too much.", "A bridge is cheaper than ferries."]


class CertainOfCheaper:
    """Takes every text with the word `cheaper` for a counter."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.array([[1, 0, 0] if "cheaper" in text else [0, 0, 1] for _, text in pairs], np.float32)


def test_words_find_only_texts_that_share_one() -> None:
    assert by_words(TEXTS)("late ferries", 10) == [0, 2]


@pytest.mark.parametrize("query", ['"', "a AND (b", "NEAR(x", "!!", ""])
def test_words_take_search_syntax_as_words(query: str) -> None:
    assert len(by_words(TEXTS)(query, 10)) <= len(TEXTS)


def test_likeness_ranks_every_text() -> None:
    ranked = by_likeness(TEXTS)("the bridge cost too much", 10)
    assert ranked[0] == 1
    assert sorted(ranked) == [0, 1, 2]


def test_fusing_prefers_what_both_ways_find() -> None:
    rank = fused(lambda _query, limit: [0, 1][:limit], lambda _query, limit: [2, 1][:limit])
    assert rank("ferries", 3)[0] == 1


def test_stance_reorders_only_the_first_texts() -> None:
    rank = by_stance(lambda _, limit: [0, 1, 2][:limit], TEXTS, CertainOfCheaper(), depth=3)
    assert rank("ferries are cheap", 2) == [2, 0]
    shallow = by_stance(lambda _, limit: [0, 1, 2][:limit], TEXTS, CertainOfCheaper(), depth=2)
    assert shallow("ferries are cheap", 3) == [0, 1, 2]
