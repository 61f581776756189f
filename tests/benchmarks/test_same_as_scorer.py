"""Every measure of the scorer, taken by the scorer itself and by our grading, over the same invented answers."""

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.asking import Answered, answers_of
from benchmarks.attested import same_name

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score.py"
TEXT = (
    "The harbour tax is fair. Boats left the island. The tax ruins small fishers. Nobody pays it on Sundays. "
    "Share this page."
)
SENTENCES = [f"{part.strip(' .')}." for part in TEXT.split(".") if part.strip()]


def mark(words: str, **more: object) -> dict[str, object]:
    return {"source": "harbour.txt", "contains": words, **more}


GOLD: dict[str, Any] = {
    "sources": [{"source": "harbour.txt", "title": "The Harbour Tax", "author": None, "date": "2024-05-06"}],
    "never_quoted": ["share this"],
    "attributions": [
        mark("ruins small fishers", speaker="Ada Lund", role="harbour master"),
        mark("boats left", speaker="Jo Marsh", role="Mayor"),
        mark("on sundays", speaker="Max Unknown", role=None),
    ],
    "queries": [
        {
            "command": "counter",
            "query": "the harbour tax is fair",
            "relevant": [mark("ruins small fishers", grade=2), mark("boats left", grade=1)],
            "wrong": [mark("harbour tax is fair")],
        },
        {"command": "support", "query": "moon tides", "relevant": [], "wrong": []},
        {
            "command": "views",
            "query": "harbour",
            "relevant": [
                mark("harbour tax is fair", side="for"),
                mark("ruins small fishers", side="against"),
                mark("boats left", side="against"),
                mark("on sundays", side="against"),
            ],
            "wrong": [],
        },
    ],
}
CONSOLE = """
import json, sys
replies = json.loads(%r)
for line in sys.stdin:
    print(json.dumps(replies[line.split()[0].strip("/")]))
"""


def quoted(place: int, name: str | None = None, role: str | None = None) -> dict[str, Any]:
    speaker = {"name": name, "role": role} if name else None
    return {"quote": SENTENCES[place], "source": {"file": "harbour.txt"}, "speaker": speaker, "score": 0.5}


REPLIES: dict[str, Any] = {
    "claims": {
        "claims": [
            quoted(0),
            quoted(1, "Joe Marsh", "fisher"),
            quoted(2, "Ada Lund", "the harbour master"),
            quoted(3, "Somebody Else"),
            quoted(4),
            {**quoted(0), "quote": "Words that stand nowhere."},
        ]
    },
    "sources": {
        "sources": [{"file": "harbour.txt", "title": "Harbour Tax", "author": "X", "date": "2024-05-06"}]
    },
    "counter": {"answers": [quoted(0), quoted(1), quoted(3), quoted(2)]},
    "support": {"answers": []},
    "views": {"positions": [{"quotes": [quoted(0), quoted(1)]}, {"quotes": [quoted(2), quoted(3)]}]},
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    path = tmp_path / "sources" / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def reply(lines: Sequence[str]) -> list[dict[str, Any]]:
    return [REPLIES[line.split()[0].strip("/")] for line in lines]


def ours(answered: Answered) -> dict[str, str]:
    """Our measures as the scorer prints its own."""
    grades, found = answered.grades(), answered.attested
    values = {
        "ndcg@10": [one.ndcg for one in grades if one.ndcg is not None],
        "wrong@5": [one.wrong for one in grades if one.wrong is not None],
        "silent": [one.silent for one in grades if one.silent is not None],
        "views r@20": [one.recall for one in answered.views],
        "views pairs": [one.pairs for one in answered.views if one.pairs is not None],
        "speakers": found.speakers,
        "roles": found.roles,
        "metadata": found.metadata,
    }
    means = {name: f"{sum(each) / len(each):.3f} (of {len(each)})" for name, each in values.items()}
    return {**means, "junk": str(found.junk), "unfaithful": str(found.unfaithful)}


@pytest.mark.real
@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not beside this checkout")
def test_grading_agrees_with_the_scorer_in_every_measure(gold: Path, source: Path, tmp_path: Path) -> None:
    console = tmp_path / "console.py"
    console.write_text(CONSOLE % json.dumps(REPLIES), encoding="utf-8")
    run = shlex.join([sys.executable, str(console)])
    done = subprocess.run(
        [sys.executable, str(SCORER), "--run", run, "--added", str(source.parent), str(gold)],
        capture_output=True,
        text=True,
        check=True,
    )
    scored = {
        line[:15].strip(): line[15:].strip() for line in done.stdout.splitlines() if line.startswith("  ")
    }
    assert ours(answers_of(reply, name="harbour", gold=gold, files=[source])) == scored


def test_every_measure_is_taken_of_what_the_program_says(gold: Path, source: Path) -> None:
    found = ours(answers_of(reply, name="harbour", gold=gold, files=[source]))
    assert found["silent"] == "1.000 (of 1)"
    assert found["views r@20"] == "1.000 (of 1)"
    assert found["speakers"] == "0.667 (of 3)"
    assert found["roles"] == "0.500 (of 2)"
    assert found["metadata"] == "0.667 (of 3)"
    assert (found["junk"], found["unfaithful"]) == ("1", "1")


@pytest.mark.parametrize(("one", "other"), [("Ada Lund", "Lund"), ("Jo Marsh", "Joe Marsh"), (None, None)])
def test_a_name_is_known_by_a_part_of_it_or_a_near_spelling(one: str | None, other: str | None) -> None:
    assert same_name(one, other)
    assert not same_name(one, "Somebody Else")
