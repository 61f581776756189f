"""The command `drill`: what it says, what its buttons do, and that it is for oneself alone."""

import pytest

from bot.dispatch import answer_line, expected, form_behind, press, submit, submit_line
from bot.forms import Form
from bot.reply import Action, Heading, Note, Quotation, Reply
from bot.request import Asker
from tests.bot.small_library import SmallWorkspace


def words(reply: Reply) -> str:
    return "\n".join(
        piece.text if isinstance(piece, Heading | Note) else piece.words
        for piece in reply.pieces
        if isinstance(piece, Heading | Note | Quotation)
    )


def button(reply: Reply, label: str) -> Action:
    return next(action for action in reply.actions if action.label == label)


def test_a_claim_is_asked_with_buttons_and_no_way_to_share_it(ada: Asker) -> None:
    reply = answer_line("/drill ferry-bridge", ada)
    assert "The sources make 2 points against it." in words(reply)
    assert [action.label for action in reply.actions] == ["Answer", "Show answers", "Skip", "Stop"]
    assert (reply.private, reply.for_one) == (True, True)
    assert all(not piece.actions for piece in reply.pieces if isinstance(piece, Quotation))


def test_nothing_that_is_typed_is_kept(ada: Asker, workspace: SmallWorkspace) -> None:
    answer_line("/drill ferry-bridge", ada)
    answer_line("/drill --answer a secret thought", ada)
    assert workspace.records.questions == {}


def test_an_answer_is_given_in_a_form_that_shows_the_claim(ada: Asker) -> None:
    asked = answer_line("/drill ferry-bridge", ada)
    form = form_behind(button(asked, "Answer").code, ada)
    assert isinstance(form, Form)
    assert [(one.name, one.hint, one.long, one.required) for one in form.fields] == [
        ("answer", "“The ferry pays for itself.”", True, True)
    ]
    graded = submit(form.code, {"answer": "It does not."}, ada)
    assert graded.data["verdict"] == "counters"
    assert graded.data["answer"] == "It does not."
    assert [action.label for action in graded.actions] == ["Next", "Again", "Hard", "Easy", "Stop"]
    assert (graded.private, graded.for_one) == (True, True)


def test_an_empty_form_is_answered_with_what_is_missing(ada: Asker) -> None:
    asked = answer_line("/drill ferry-bridge", ada)
    again = submit(str(asked.awaiting), {"answer": "  "}, ada)
    assert again.data["claim"]["id"] == "FB-001"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("That is true.", "That reads as an argument for the claim"),
        ("The weather is fine.", "That does not touch the claim"),
        ("The ferry loses money.", "It makes 1 of 2 known points."),
    ],
)
def test_feedback_is_honest(ada: Asker, answer: str, sentence: str) -> None:
    answer_line("/drill ferry-bridge", ada)
    assert sentence in words(answer_line(f"/drill --answer {answer}", ada))


def test_a_line_that_was_awaited_is_the_answer(ada: Asker) -> None:
    asked = answer_line("/drill ferry-bridge", ada)
    assert asked.awaiting == "send:drill:FB-001"
    assert (
        submit_line(asked.awaiting, "It loses money --topic x", ada).data["answer"]
        == "It loses money --topic x"
    )
    assert answer_line("/topics", ada).awaiting is None


def test_a_rating_is_changed_by_its_button(ada: Asker) -> None:
    answer_line("/drill ferry-bridge", ada)
    graded = answer_line("/drill --answer It loses money.", ada)
    changed = press(button(graded, "Easy").code, ada)
    assert "FB-001 is rated “Easy” now" in words(changed)
    assert changed.data["rating"] == "easy"
    assert "is rated “Hard” now" in words(answer_line("/drill --rate hard", ada))


def test_answers_are_shown_and_claims_skipped(ada: Asker) -> None:
    asked = answer_line("/drill ferry-bridge", ada)
    shown = press(button(asked, "Show answers").code, ada)
    assert "The strongest points against it" in words(shown)
    assert [action.label for action in shown.actions] == ["Next", "Stop"]
    following = press(button(shown, "Next").code, ada)
    skipped = press(button(following, "Skip").code, ada)
    assert "FB-002 was skipped and comes back" in words(skipped)
    assert skipped.data["claim"]["id"] == "FB-003"


def test_stopping_says_what_is_due_when(ada: Asker, workspace: SmallWorkspace) -> None:
    asked = answer_line("/drill ferry-bridge", ada)
    press(button(asked, "Show answers").code, ada)
    stopped = press("drill:stop", ada)
    assert "Stopped." in words(stopped)
    assert [one["quote"] for one in stopped.data["due"]["later"]] == ["FB-001"]
    assert workspace.practice.topic("ada") is None
    assert answer_line("/drill --do due", ada).data["due"] == stopped.data["due"]


def test_an_answer_without_a_claim_says_how_to_get_one(ada: Asker) -> None:
    for line in ("/drill --answer hello", "/drill --do skip", "/drill --rate good"):
        assert answer_line(line, ada).error == "There is no claim to answer just now; /drill gives one."
    assert "There is no quote" in str(answer_line("/drill FB-999", ada).error)


def test_a_topic_with_nothing_to_practise_says_so(ada: Asker) -> None:
    reply = answer_line("/drill bananas", ada)
    assert "No further claim on bananas was found" in words(reply)
    assert reply.error is None


def test_an_answer_comes_in_a_message_of_its_own_for_the_asker(ada: Asker) -> None:
    assert not expected("drill:next", ada).replaces
    assert expected("drill:next", ada).private


def test_a_button_that_was_tampered_with_is_refused_in_a_sentence(ada: Asker) -> None:
    assert "do is" in str(press("drill:explode:FB-001", ada).error)
