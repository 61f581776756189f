"""The gold over our own samples: every answer it expects is there to be found, once."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import read_questions
from knowledge.reading import squeeze

ROOT = Path(__file__).parents[2]
PATH = ROOT / "benchmarks" / "samples-gold.json"
GOLD: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("samples/*/*.md")}
TOPICS = {path.name for path in (ROOT / "samples").iterdir() if path.is_dir()}
COMMANDS = {"counter", "support", "views"}

each_query = pytest.mark.parametrize("asked", GOLD["queries"], ids=lambda asked: asked["query"])


def marks() -> Iterator[dict[str, Any]]:
    """Everything by which the gold recognises a sentence: answers, traps and statements."""
    for asked in GOLD["queries"]:
        yield from asked["relevant"]
        yield from asked["wrong"]
    yield from GOLD["attributions"]


def test_gold_speaks_of_every_sample_and_of_nothing_else() -> None:
    assert {source["source"] for source in GOLD["sources"]} == set(TEXTS)
    assert {mark["source"] for mark in marks()} == set(TEXTS)


@pytest.mark.parametrize("source", GOLD["sources"], ids=lambda source: source["source"])
def test_gold_title_and_author_stand_at_the_top_of_the_sample(source: dict[str, str]) -> None:
    lines = TEXTS[source["source"]].splitlines()
    assert lines[0] == f"# {source['title']}"
    assert any(line.startswith(f"By {source['author']}") for line in lines)


def test_each_sentence_is_known_by_words_that_stand_once_in_its_file_and_in_one_line() -> None:
    squeezed = {name: squeeze(text) for name, text in TEXTS.items()}
    for mark in marks():
        found = [line for line in TEXTS[mark["source"]].splitlines() if mark["contains"] in line]
        assert len(found) == 1, mark
        assert squeezed[mark["source"]].count(squeeze(mark["contains"])) == 1, mark


def test_no_query_is_asked_twice() -> None:
    asked = Counter((query["command"], query["query"]) for query in GOLD["queries"])
    assert max(asked.values()) == 1


@each_query
def test_query_is_a_known_command_with_graded_answers(asked: dict[str, Any]) -> None:
    assert asked["command"] in COMMANDS
    assert asked["query"].strip()
    assert {mark["grade"] for mark in asked["relevant"]} <= {1, 2}


@each_query
def test_no_sentence_is_listed_twice_or_as_both_right_and_wrong(asked: dict[str, Any]) -> None:
    listed = [(mark["source"], mark["contains"]) for mark in (*asked["relevant"], *asked["wrong"])]
    assert len(set(listed)) == len(listed)


def test_every_topic_of_the_samples_is_viewed_from_two_sides() -> None:
    viewed = {asked["query"]: asked["relevant"] for asked in GOLD["queries"] if asked["command"] == "views"}
    assert set(viewed) == TOPICS
    for relevant in viewed.values():
        assert len({mark["side"] for mark in relevant if "side" in mark}) == 2


def test_some_questions_have_answers_and_some_have_none() -> None:
    questions = read_questions(PATH)
    for command in COMMANDS - {"views"}:
        answered = {bool(question.right) for question in questions if question.command == command}
        assert answered == {True, False}


def test_page_furniture_stands_in_a_sample_and_in_no_gold_sentence() -> None:
    everything = "\n".join(TEXTS.values()).lower()
    sentences = [mark["contains"].lower() for mark in marks()]
    for words in GOLD["never_quoted"]:
        assert words.lower() in everything
        assert not any(words.lower() in sentence for sentence in sentences)


@pytest.mark.parametrize("said", GOLD["attributions"], ids=lambda said: said["contains"])
def test_speaker_and_role_are_named_in_the_file_that_quotes_them(said: dict[str, Any]) -> None:
    text = TEXTS[said["source"]].lower()
    assert said["speaker"].lower() in text
    assert said["role"] is None or said["role"].lower() in text
