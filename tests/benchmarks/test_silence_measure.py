"""Silence: right where the library holds no answer, and only there."""

import json
from pathlib import Path

import pytest

from benchmarks.report import Order
from benchmarks.silence import of_posed
from benchmarks.standing import Debate, Given, Hand, Posed, deal, may_be_asked, read_debates, stored_of

FERRY = Debate(
    claim="Ferries should be free", supports=("Fares keep people away.",), counters=("Boats cost money.",)
)
BRIDGE = Debate(claim="Build the bridge", supports=(), counters=("It is ugly.",))


def posed(hand: Hand, *, answers: int) -> Posed:
    return Posed(claim=hand, hand=hand, given=(Given(score=0.5, own=True, counters=True),) * answers)


def test_every_claim_is_once_answered_once_one_sided_and_once_absent() -> None:
    hands = [
        dict(zip("abcd", (hand for _, hand in deal([FERRY, BRIDGE] * 2, turn)), strict=True))
        for turn in range(3)
    ]
    assert all({turn[name] for turn in hands} == {"answered", "one side", "absent"} for name in "abcd")


def test_the_hand_says_what_of_a_debate_goes_into_the_library() -> None:
    assert set(stored_of(FERRY, "answered")) == {*FERRY.supports, *FERRY.counters}
    assert stored_of(FERRY, "one side") == FERRY.supports
    assert stored_of(FERRY, "absent") == ()


def test_a_claim_whose_counter_another_claim_brings_is_not_asked_as_unanswerable() -> None:
    assert not may_be_asked(FERRY, "absent", frozenset(["Boats cost money."]))
    assert may_be_asked(FERRY, "absent", frozenset(["Fares keep people away."]))


def test_a_claim_with_one_side_only_is_asked_where_that_makes_sense() -> None:
    assert not may_be_asked(BRIDGE, "one side", frozenset())
    assert not may_be_asked(Debate(claim="x", supports=("y",), counters=()), "answered", frozenset())


def test_precision_and_recall_of_silence() -> None:
    asked = [
        posed("answered", answers=2),
        posed("answered", answers=0),
        posed("absent", answers=0),
        posed("absent", answers=3),
        posed("one side", answers=3),
    ]
    silence = of_posed(asked, ("answered", "absent"))
    precision, recall, answered = silence.precision(), silence.recall(), silence.answered()
    assert [found and found.mean for found in (precision, recall, answered)] == [0.5, 0.5, 0.5]


def test_a_bot_that_is_never_silent_has_no_precision_of_silence() -> None:
    found = of_posed([posed("answered", answers=1), posed("absent", answers=1)], ("answered", "absent"))
    assert found.precision() is None


def test_debates_are_read_from_the_sets_with_two_labels(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    row = {"claim": FERRY.claim, "text": "Boats cost money.", "label": "counters", "split": "dev"}
    for name in ("perspectrum", "debatepedia", "argkp", "iam-stance"):
        kind = {"kind": "stance"} if name == "argkp" else {}
        (tmp_path / "data" / f"{name}.jsonl").write_text(json.dumps(row | kind), encoding="utf-8")
    (debate,) = read_debates(Order(shared=tmp_path))
    assert debate == Debate(claim=FERRY.claim, supports=(), counters=("Boats cost money.",))


@pytest.mark.parametrize("hand", ["one side", "absent"])
def test_answers_where_there_are_none_lower_the_recall(hand: Hand) -> None:
    recall = of_posed([posed(hand, answers=1)], (hand,)).recall()
    assert recall is not None
    assert recall.mean == 0
