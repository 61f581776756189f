"""The simpler ways rank invented sentences as their names promise."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks import first_version
from benchmarks.first_version import first_encoder
from benchmarks.peers import by_likeness, by_stance, by_words
from benchmarks.report import NotThereError

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


def test_stance_answers_with_what_has_it_and_is_silent_otherwise() -> None:
    rank = by_stance(lambda _, limit: [0, 1, 2][:limit], TEXTS, CertainOfCheaper(), depth=3)
    assert rank("ferries are cheap", 2) == [2]
    shallow = by_stance(lambda _, limit: [0, 1, 2][:limit], TEXTS, CertainOfCheaper(), depth=2)
    assert shallow("ferries are cheap", 3) == []


def test_the_first_version_comes_from_the_history_or_says_that_it_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_encoder.cache_clear()
    monkeypatch.setattr(first_version, "KEPT", tmp_path)
    monkeypatch.setattr(first_version, "CONTENTS", dict.fromkeys(first_version.CONTENTS, "0" * 40))
    with pytest.raises(NotThereError, match="not in this checkout's history"):
        first_encoder()
    assert list(tmp_path.iterdir()) == []
