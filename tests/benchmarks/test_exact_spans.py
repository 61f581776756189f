"""Exact spans of attributions: right when they begin and end where people marked them, each counted once."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.spans import Counts, Role, Tagged, by_rules, exact_spans
from knowledge.types import Span

TEXT = "Port news\n\nAda Lund said that “the port must stay”, and more."


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    marked = {"source": "Ada Lund", "cue": "said", "content": "that “the port must stay”"}
    places = {role: [[span(words).start, span(words).end]] for role, words in marked.items()}
    path.write_text(json.dumps({"text": TEXT, "attributions": [places]}), encoding="utf-8")
    return path


def tagged(path: Path, *given: Tagged) -> dict[Role, Counts]:
    def tagger(_text: str) -> Sequence[Tagged]:
        return given

    return exact_spans(path, tagger)


def test_a_span_is_right_when_it_begins_and_ends_where_people_marked_it(gold: Path) -> None:
    found = tagged(gold, Tagged(source=(span("Ada Lund"),), cue=(span("said that"),)))
    assert found["source"].exact.tolist() == [[1, 1, 1]]
    assert found["cue"].exact.tolist() == [[0, 1, 1]]
    assert found["content"].exact.tolist() == [[0, 0, 1]]


def test_marks_at_the_ends_count_in_the_one_and_not_in_the_other(gold: Path) -> None:
    found = tagged(gold, Tagged(content=(span("that “the port must stay"),)))
    assert found["content"].exact.tolist() == [[0, 1, 1]]
    assert found["content"].words.tolist() == [[1, 1, 1]]


def test_blanks_at_the_ends_never_count(gold: Path) -> None:
    found = tagged(gold, Tagged(source=(span("Ada Lund "),)))
    assert found["source"].exact.tolist() == [[1, 1, 1]]


def test_the_source_of_two_contents_counts_once(gold: Path) -> None:
    source = Tagged(source=(span("Ada Lund"),))
    assert tagged(gold, source, source)["source"].exact.tolist() == [[1, 1, 1]]


def test_the_rules_tag_who_says_what_by_which_word() -> None:
    found = by_rules("Port news\n\nAda Lund said that the port must stay.")
    words = [[TEXT[one.start : one.end] for one in (*each.source, *each.cue)] for each in found]
    assert words == [["Ada Lund", "said"]]
