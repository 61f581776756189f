"""Practice: what is asked, what an answer is worth, when a claim comes back."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.errors import InputError
from knowledge.library import Workspace
from knowledge.practice.contract import Practice

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEAR = "SB-007"
NOT_DEAR = "The bridge is not too expensive, for the ferry costs the county more each year."
TOPIC = "skerry-bridge"


@pytest.fixture
def practice(workspace: Workspace) -> Practice:
    return workspace.practice


def test_the_same_claim_is_asked_until_it_is_answered_or_skipped(
    workspace: Workspace, practice: Practice
) -> None:
    first = practice.task("ada", TOPIC, at=NOW)
    assert first
    assert practice.task("ada", TOPIC, at=NOW) == first
    practice.skip("ada", first.stored, at=NOW)
    second = practice.task("ada", TOPIC, at=NOW)
    assert second
    assert second.stored != first.stored
    practice.answer("ada", second.stored, "Not at all.", at=NOW)
    third = practice.task("ada", TOPIC, at=NOW)
    assert third is None or third.stored not in (first.stored, second.stored)
    assert workspace.quote(first.stored.id) == first.stored


def test_every_claim_that_is_asked_has_counters(workspace: Workspace, practice: Practice) -> None:
    while task := practice.task("ada", None, at=NOW):
        assert workspace.counter(task.stored.claim.quote).answers
        assert task.points >= 1
        practice.skip("ada", task.stored, at=NOW)
    assert practice.due("ada", at=NOW).later


def test_a_claim_comes_back_when_it_is_due_and_before_any_other(
    workspace: Workspace, practice: Practice
) -> None:
    claim = workspace.quote(DEAR)
    graded = practice.answer("ada", claim, NOT_DEAR, at=NOW)
    early = practice.task("ada", None, at=NOW + timedelta(minutes=5))
    assert early is None or early.stored != claim
    late = practice.task("ada", None, at=datetime.fromisoformat(graded.due))
    assert late
    assert (late.stored, late.again) == (claim, True)


def test_an_answer_meets_the_counter_that_makes_its_point(workspace: Workspace, practice: Practice) -> None:
    graded = practice.answer("ada", workspace.quote(DEAR), NOT_DEAR, at=NOW)
    assert graded.verdict == "counters"
    assert "SB-001" in [one.stored.id for one in graded.met]
    assert graded.rating in ("good", "easy")
    assert "SB-001" not in [one.stored.id for one in graded.missed]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("The county cannot afford the bridge.", "supports"),
        ("Bananas are rich in potassium.", "aside"),
        ("The bridge will earn its money back in a few years.", "counters"),
    ],
)
def test_an_answer_is_told_which_way_it_argues(
    workspace: Workspace, practice: Practice, answer: str, verdict: str
) -> None:
    graded = practice.answer("ada", workspace.quote(DEAR), answer, at=NOW)
    assert graded.verdict == verdict
    assert (graded.rating == "again") == (verdict != "counters")


def test_the_claim_itself_is_no_answer_to_it(workspace: Workspace, practice: Practice) -> None:
    claim = workspace.quote(DEAR)
    assert practice.answer("ada", claim, claim.claim.quote, at=NOW).verdict == "supports"


def test_the_better_an_answer_the_later_its_claim_comes_back(
    workspace: Workspace, practice: Practice
) -> None:
    claim = workspace.quote(DEAR)
    practice.answer("ada", claim, NOT_DEAR, at=NOW)
    back = [practice.rate("ada", claim, rating, at=NOW).due for rating in ("again", "hard", "good", "easy")]
    assert back == sorted(set(back))
    assert datetime.fromisoformat(back[0]) == NOW + timedelta(minutes=10)


def test_a_rating_is_changed_from_what_was_before_the_answer(
    workspace: Workspace, practice: Practice
) -> None:
    claim = workspace.quote(DEAR)
    practice.answer("ada", claim, "Bananas are rich in potassium.", at=NOW)
    changed = practice.rate("ada", claim, "good", at=NOW)
    practice.rate("ada", claim, "easy", at=NOW)
    assert practice.rate("ada", claim, "good", at=NOW) == changed


def test_an_answer_before_a_claim_is_due_counts_for_nothing(workspace: Workspace, practice: Practice) -> None:
    claim = workspace.quote(DEAR)
    shown = practice.show("ada", claim, at=NOW)
    assert (shown.verdict, shown.rating, shown.met) == (None, "again", ())
    copied = practice.answer("ada", claim, NOT_DEAR, at=NOW + timedelta(minutes=1))
    assert (copied.counted, copied.due) == (False, shown.due)


def test_only_an_answered_claim_can_be_rated(workspace: Workspace, practice: Practice) -> None:
    with pytest.raises(InputError, match="You have not answered SB-007 yet"):
        practice.rate("ada", workspace.quote(DEAR), "good", at=NOW)


def test_an_answer_needs_words(workspace: Workspace, practice: Practice) -> None:
    with pytest.raises(InputError, match="needs words"):
        practice.answer("ada", workspace.quote(DEAR), "...", at=NOW)


def test_everybody_has_cards_of_their_own(workspace: Workspace, practice: Practice) -> None:
    practice.show("ada", workspace.quote(DEAR), at=NOW)
    assert practice.due("ada", at=NOW).later
    assert practice.due("bo", at=NOW).later == ()
    practice.stop("ada")
    assert practice.topic("ada") is None
    assert practice.due("ada", at=NOW).later


def test_a_topic_without_claims_has_nothing_to_practise(practice: Practice) -> None:
    assert practice.task("ada", "bananas", at=NOW) is None
