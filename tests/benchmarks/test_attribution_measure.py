import json
from pathlib import Path

import pytest

from benchmarks.attribution import SHARES, measure, nearest_name

DEV = Path(__file__).parents[3] / "shared" / "data" / "polnear.dev.jsonl"
TEXT = "Port news\n\nAda Lund said that the port must stay.\n\n“Nobody pays for it at all,” Jo Marsh said."


def row(*quoted: tuple[str, str]) -> dict[str, object]:
    """A row in the data's form: who says which words of the text."""

    def place(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {
        "text": TEXT,
        "attributions": [{"source": place(who), "cue": [], "content": place(words)} for who, words in quoted],
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    rows = [row(("Ada Lund", "the port must stay"), ("Jo Marsh", "Nobody pays for it at all"))]
    path.write_text("\n".join(json.dumps(each) for each in rows), "utf-8")
    return path


def test_words_and_speakers_that_are_all_found_count_in_full(gold: Path) -> None:
    found = measure(gold)
    assert [found.value(name) for name in ("recall", "found", "speakers")] == [1.0, 1.0, 1.0]
    assert found.named == 2
    assert found.value("precision") > 0.95


def test_the_baseline_sees_quotation_marks_only(gold: Path) -> None:
    found = measure(gold, finder=nearest_name)
    assert [found.value(name) for name in ("found", "speakers")] == [0.5, 1.0]


def test_finding_nothing_scores_nothing_and_does_not_fail(gold: Path) -> None:
    found = measure(gold, finder=lambda _document, _sentences: ())
    assert [found.value(name) for name in SHARES] == [0, 0, 0, 0, 0]


def test_each_measure_comes_with_its_interval(gold: Path) -> None:
    found = measure(gold)
    for name in SHARES:
        assert found.interval(name).low <= found.value(name) <= found.interval(name).high


@pytest.mark.real
@pytest.mark.skipif(not DEV.exists(), reason="the development texts are not beside this repository")
def test_attribution_on_news_texts_stays_as_good_as_it_was() -> None:
    found = measure(DEV)
    assert found.value("f1") > 0.70
    assert found.value("speakers") > 0.92
