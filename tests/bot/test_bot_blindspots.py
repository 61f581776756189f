"""The command `blindspots`: what is wanted, said so that it can be posted."""

from datetime import date

import pytest

from bot.blindspots.words import wanted
from bot.dispatch import answer_line
from bot.reply import Heading, Note, Quotation
from bot.request import Asker
from knowledge.retrieval.blindspots import BlindSpots, Standing
from tests.bot.small_library import SmallWorkspace

TODAY = date(2026, 3, 2)
BOTH = (Standing(label="Keep it.", points=2, sources=2), Standing(label="Sell it.", points=2, sources=2))
WHOLE = BlindSpots(
    query="ferry", topic="ferry", points=4, sources=3, newest="2026-01-01", positions=BOTH, examined=4
)


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (WHOLE, ["No gap was found in what was looked at."]),
        (BlindSpots(query="ferry", topic="ferry", notice="None."), []),
        (
            BlindSpots(
                query="ferry",
                topic="ferry",
                points=1,
                newest="2026-01-01",
                positions=BOTH,
                unanswered_of=1,
                examined=3,
            ),
            ["An answer to 1 claim that nothing in the sources answers, of 3 examined."],
        ),
        (
            BlindSpots(
                query="ferry", topic="ferry", points=3, newest="2026-01-01", positions=BOTH, singles=2
            ),
            ["Second, independent sources: 2 of 3 points are made by one source alone."],
        ),
        (
            BlindSpots(query="ferry", topic="ferry", points=3, newest="2024-12-31", positions=BOTH),
            ["Newer sources: the newest is of 31 December 2024."],
        ),
        (
            BlindSpots(query="ferry", topic="ferry", points=3, positions=BOTH),
            ["Sources with a date: none of those that were looked at has one."],
        ),
        (
            BlindSpots(
                query="ferry",
                topic="ferry",
                points=3,
                newest="2026",
                positions=(Standing(label="Keep it.", points=3, sources=1),),
            ),
            [
                "The other side: everything that was looked at takes one position, “Keep it.”",
                "A second source for the position “Keep it.”, which rests on one.",
            ],
        ),
    ],
)
def test_each_gap_is_wanted_in_a_sentence(found: BlindSpots, sentences: list[str]) -> None:
    assert wanted(found, TODAY) == sentences


def test_the_list_comes_first_then_the_quotes_then_the_figures() -> None:
    reply = answer_line("/blindspots ferry-bridge", Asker(workspace=SmallWorkspace(), chat=True))
    headings = [piece.text for piece in reply.pieces if isinstance(piece, Heading)]
    assert headings == [
        "Evidence wanted on ferry-bridge",
        "Nothing in the sources answers these",
        "Made by one source alone, for example",
        "Who stands behind each position",
    ]
    assert [piece.id for piece in reply.pieces if isinstance(piece, Quotation)] == ["FB-001", "FB-002"]
    assert "Share" in [action.label for action in reply.actions]
    assert next(one.text for one in reply.pieces if isinstance(one, Note)).startswith("• ")


def test_scripts_get_the_same() -> None:
    data = answer_line("/blindspots ferry-bridge", Asker(workspace=SmallWorkspace(), scripted=True)).data
    assert data["newest"]["date"] == "2025-03-02"
    assert data["newest"]["days"] > 300
    assert data["unanswered"] == {"claims": 1, "quotes": data["unanswered"]["quotes"]}
    assert data["positions"][0]["only_here"] == [{"name": "Tomas Brandt", "quotes": 2}]
    assert data["wanted"]


def test_an_unknown_topic_is_said_to_be_one() -> None:
    reply = answer_line("/blindspots bananas", Asker(workspace=SmallWorkspace(), chat=True))
    assert reply.data["notice"] == "The sources say nothing on bananas."
    assert reply.error is None
