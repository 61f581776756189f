"""Grading answers by the scorer's rules, on an invented harbour debate."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import Quote, gains, grade, read_questions
from knowledge.reading import squeeze

TEXT = (
    "The harbour tax is fair. Boats left the island. The tax ruins small fishers. Nobody pays it on Sundays."
)
SENTENCES = [f"{part.strip(' .')}." for part in TEXT.split(".") if part.strip()]

GOLD: dict[str, Any] = {
    "sources": [],
    "never_quoted": [],
    "attributions": [],
    "queries": [
        {
            "command": "counter",
            "query": "the harbour tax is fair",
            "relevant": [
                {"source": "harbour.txt", "contains": "ruins small fishers", "grade": 2},
                {"source": "harbour.txt", "contains": "boats left", "grade": 1},
            ],
            "wrong": [{"source": "harbour.txt", "contains": "harbour tax is fair"}],
        },
        {"command": "support", "query": "moon tides", "relevant": [], "wrong": []},
        {"command": "views", "query": "harbour", "relevant": [{"source": "x", "contains": "y"}], "wrong": []},
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return path


def quotes(*places: int) -> list[Quote]:
    return [Quote(file="harbour.txt", text=SENTENCES[place]) for place in places]


def test_squeezing_keeps_what_a_repair_of_typography_must_not_change() -> None:
    assert squeeze("Thereās “hope”, 5 %!") == squeeze("There's hope 5") == "thereshope5"


def test_a_gold_quote_counts_once(gold: Path) -> None:
    question = read_questions(gold)[0]
    assert gains(question, quotes(2, 2, 1)) == [2, 0, 1]


def test_an_answer_from_another_file_counts_nothing(gold: Path) -> None:
    question = read_questions(gold)[0]
    assert gains(question, [Quote(file="other.txt", text=SENTENCES[2])]) == [0]


def test_a_very_long_answer_counts_nothing(gold: Path) -> None:
    question = read_questions(gold)[0]
    assert gains(question, [Quote(file="harbour.txt", text=TEXT * 5)]) == [0]


def test_a_way_that_always_answers_is_never_silent(gold: Path) -> None:
    fair, moon, _ = read_questions(gold)
    assert (grade(fair, quotes(0)).silent, grade(moon, quotes(1)).silent) == (None, 0.0)
    assert grade(moon, []).silent == 1.0
