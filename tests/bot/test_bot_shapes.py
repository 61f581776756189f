"""The JSON objects that scripts rely on, key by key."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot import shapes
from bot.commands import COMMANDS
from bot.dispatch import answer_line
from bot.request import Asker
from knowledge.types import Speaker
from tests.bot.small_library import BARE, BY_AUTHOR, CITED, SmallWorkspace

SOURCE = {
    "id": "3f2a9c1b",
    "file": "ferry.txt",
    "title": "Keep the Ferry",
    "author": "Tomas Brandt",
    "outlet": "The Skerry Post",
    "date": "2025-03-02",
    "url": "https://skerry.example/ferry",
}
CLAIM = {
    "id": "FB-002",
    "quote": "the timetable a mess",
    "speaker": {"name": "Ines Okafor", "role": "deputy mayor"},
    "attribution": "indirect",
    "source": SOURCE,
    "start": 45,
    "end": 65,
    "before": "",
    "after": "",
    "evidence": "testimony",
}
LISTED = {
    **SOURCE,
    "topic": "ferry-bridge",
    "claims": 3,
    "added": "2026-01-05T10:00:00+00:00",
    "review": None,
    "retracted": None,
    "reason": None,
}


def _asked(line: str) -> Any:
    asker = Asker(workspace=SmallWorkspace(), audience="moderator", local=True)
    return json.loads(json.dumps(answer_line(line, asker).data))


def test_counter_gives_answers_with_stance_and_score() -> None:
    found = _asked('/counter "ferries are slow" --topic ferry-bridge')
    assert list(found) == ["command", "query", "topic", "answers", "notice"]
    assert (found["query"], found["topic"], found["notice"]) == ("ferries are slow", "ferry-bridge", None)
    assert found["answers"][1] == {**CLAIM, "stance": "counters", "score": 0.83}


def test_counter_gives_a_notice_when_nothing_argues_against_it() -> None:
    found = _asked("/counter everybody agrees")
    assert found["answers"] == []
    assert found["notice"] == "No source argues against this claim."


def test_support_names_itself_and_rounds_its_scores() -> None:
    found = _asked("/support ferries pay")
    assert found["command"] == "support"
    assert found["answers"][0]["score"] == 0.8123
    assert found["answers"][0]["stance"] == "supports"


def test_views_groups_quotes_without_stance() -> None:
    found = _asked("/views ferry bridge")
    assert list(found) == ["command", "query", "topic", "positions", "notice"]
    quote = {**CLAIM, "score": 0.7, "sources": 1, "also": []}
    assert found["positions"][1] == {"label": "the timetable a mess", "quotes": [quote]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "/who Okafor",
            {
                "command": "who",
                "query": "Okafor",
                "speaker": {"name": "Ines Okafor", "role": "deputy mayor"},
                "topics": [{"topic": "ferry-bridge", "quotes": [CLAIM]}],
                "notice": None,
            },
        ),
        (
            "/who Nobody",
            {
                "command": "who",
                "query": "Nobody",
                "speaker": {"name": None, "role": None},
                "topics": [],
                "notice": "Nobody called Nobody speaks in the sources.",
            },
        ),
        (
            "/topics",
            {
                "command": "topics",
                "topics": [{"name": "ferry-bridge", "claims": 3, "sources": 1, "latest": None}],
            },
        ),
        ("/quote FB-002", {"command": "quote", "claim": CLAIM}),
        ("/verify", {"command": "verify", "quotes": 3, "sources": 2, "faults": []}),
        ("/source remove ferry.txt", {"command": "source remove", "source": LISTED}),
        (
            "/ingest new.md bad.pdf --topic ferries",
            {
                "command": "ingest",
                "added": [
                    {
                        "id": "new0",
                        "file": "new.md",
                        "title": None,
                        "author": None,
                        "outlet": None,
                        "date": None,
                        "claims": 4,
                    }
                ],
                "skipped": [{"file": "bad.pdf", "reason": "bad.pdf is empty; add a file with text in it."}],
            },
        ),
    ],
)
def test_every_other_answer_has_its_shape(line: str, expected: dict[str, Any]) -> None:
    assert _asked(line) == expected


def test_lists_hold_everything_in_order() -> None:
    assert _asked("/sources")["sources"][0] == LISTED
    claims = _asked("/claims")["claims"]
    assert [claim["id"] for claim in claims] == ["FB-001", "FB-002", "FB-003"]
    assert claims[1] == {**CLAIM, "withheld": None, "detected": None}
    assert [command["name"] for command in _asked("/help")["commands"]] == [one.name for one in COMMANDS]


def test_source_show_and_summary_say_more_about_one_source() -> None:
    shown = _asked("/source show ferry.txt")
    assert shown["source"] == LISTED
    assert shown["text"][45:65] == "the timetable a mess"
    summary = _asked("/source summary ferry.txt")
    assert list(summary)[:5] == ["command", "source", "central", "key", "speakers"]
    assert list(summary)[5:] == ["quoted", "reserve", "answers", "answered_by", "post"]
    assert summary["post"]["quotes"] == ["FB-001", "FB-002"]
    assert summary["post"]["characters"] == len(summary["post"]["text"])
    assert summary["answers"][0]["stance"] == "counters"
    assert summary["speakers"][1] == {"name": "Ines Okafor", "role": "deputy mayor", "claims": 1}


@pytest.mark.parametrize("line", ["/xyzzy now", "/counter", "hello", "/quote FB-999", "/"])
def test_an_error_is_an_object_with_one_sentence(line: str) -> None:
    found = _asked(line)
    assert list(found) == ["command", "error"]
    assert found["command"] == line.partition(" ")[0].removeprefix("/")


def test_a_speaker_is_never_null_and_falls_back_on_the_author() -> None:
    unnamed = replace(BY_AUTHOR, claim=replace(BY_AUTHOR.claim, speaker=Speaker()))
    assert shapes.claim(unnamed)["speaker"] == {"name": "Tomas Brandt", "role": "harbour master"}
    nobody = replace(unnamed, source=BARE)
    assert shapes.claim(nobody)["speaker"] == {"name": None, "role": None}
    cited = replace(CITED, claim=replace(CITED.claim, speaker=Speaker()))
    assert shapes.claim(cited)["speaker"] == {"name": None, "role": None}
