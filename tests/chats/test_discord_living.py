"""Living answers in Discord: a public answer is mended when a quote of it changes, and nothing else in it."""

import copy
from typing import Any

from tests.chats.discord_program import CLAIM, Club
from tests.chats.test_discord_removal import wait_until
from tests.doubles.discord.components import TEXT, walk
from tests.doubles.discord.driver import Person, Shown

RETRACTED = "Retracted by the moderators on"


def public_answer(club: Club, ada: Person) -> Shown:
    club.moderator().slash("settings", answers="public").wait_for("Settings")
    answer = ada.slash("counter", claim=CLAIM)
    assert not answer.private
    assert "SB-001" in answer.text
    return answer


def texts_and_rest(shown: Shown) -> tuple[list[str], Any]:
    """What a message says, text by text, and all else that it is made of."""
    components = copy.deepcopy(shown.refresh().raw["components"])
    texts = []
    for one in walk(components):
        one.pop("id", None)
        if one["type"] == TEXT:
            texts.append(str(one.pop("content")))
    return texts, components


def changed(before: list[str], after: list[str]) -> list[tuple[list[str], list[str]]]:
    """The lines that are gone and those that are new, for each text that is another now."""
    return [
        (
            [line for line in old.split("\n") if line not in new.split("\n")],
            [line for line in new.split("\n") if line not in old.split("\n")],
        )
        for old, new in zip(before, after, strict=True)
        if old != new
    ]


def test_a_retracted_source_is_marked_in_earlier_answers_and_nothing_else_changes(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    answer, private = public_answer(club, ada), ada.slash("quote", id="SB-007")
    other = ada.slash("support", claim="the ferry is safe")
    of_ferry, rest_of_other = texts_and_rest(other)
    before, rest = texts_and_rest(answer)
    told = mo.slash("source retract", id="bridge.txt", reason="the figures were wrong")
    assert "brought up to date" in told.text
    answer.wait_for(RETRACTED)
    after, same_rest = texts_and_rest(answer)
    assert same_rest == rest
    marked = changed(before, after)
    assert marked
    for gone, new in marked:
        assert gone == []
        assert [line.split(" on ")[0] for line in new] == ["⚠️ Retracted by the moderators"]
        assert new[0].endswith(": the figures were wrong")
    of_ferry_now, rest_of_other_now = texts_and_rest(other.wait_for(RETRACTED))
    assert rest_of_other_now == rest_of_other
    of_the_source = ["Build the Bridge Now" in text for text in of_ferry]
    assert [old != new for old, new in zip(of_ferry, of_ferry_now, strict=True)] == of_the_source
    assert answer.pings == []
    assert "Jonas Veit" in private.refresh().text


def test_a_change_waits_for_a_restart_and_can_be_taken_back(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    answer = public_answer(club, ada)
    before = texts_and_rest(answer)
    club.service.fault("error", "PATCH /channels/*", times=99, status=503)
    mo.slash("source retract", id="bridge.txt")
    club.program.stop()
    club.service.no_faults()
    assert texts_and_rest(answer) == before
    club.program.start()
    answer.wait_for(RETRACTED, within=30)
    mo.slash("source restore", id="bridge.txt")
    answer.wait_until(lambda shown: RETRACTED not in shown.text)
    assert texts_and_rest(answer) == before


def test_a_corrected_cite_is_shown_and_its_buttons_work(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    answer = public_answer(club, ada)
    mo.slash("source edit", id="bridge.txt", author="Mara Lindqvist")
    answer.wait_for("Corrected on")
    assert "Mara Lindqvist" in answer.text
    assert "**Mara Lind** " not in answer.text
    context = answer.press("In context")
    assert "Mara Lindqvist" in context.text


def test_a_dropped_claim_is_marked_and_let_in_again_by_undo(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    answer = public_answer(club, ada)
    before = texts_and_rest(answer)
    review = mo.slash("intake", id="bridge.txt")
    review.press("Drop").wait_for("Dropped: it is in no answer")
    answer.wait_for("Withdrawn by the moderators")
    review.press("Undo").wait_until(lambda shown: "Dropped:" not in shown.text)
    answer.wait_until(lambda shown: "Withdrawn" not in shown.text)
    assert texts_and_rest(answer) == before


def test_a_removed_source_leaves_no_word_in_earlier_answers(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    answer = public_answer(club, ada)
    mo.slash("source remove", id="bridge.txt").press("Yes, remove it")
    answer.wait_for("SB-001 stood here: its source is no longer in the library.")
    assert "the ferry costs the county more" not in answer.text


def test_a_message_that_is_gone_is_counted_in_the_log(club: Club) -> None:
    ada, mo = club.member("Ada"), club.moderator("Mo")
    answer = public_answer(club, ada)
    answer.delete()
    mo.slash("source retract", id="bridge.txt")
    wait_until(lambda: "mended: 0, unreachable: 1" in mo.slash("audit").text)
    assert [one["code"] for one in club.program.refusals_and_calm()] == [10008]
