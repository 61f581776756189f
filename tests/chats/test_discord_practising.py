"""Drills, matches and blind spots in Discord, in the whole program."""

from typing import Any

from tests.chats.discord_program import Club
from tests.doubles.discord.driver import Person
from tests.doubles.discord.shown import Shown

DEAR = "SB-007"
"""A claim that the bridge is too expensive."""
MOTION = "This house would build the bridge to Skerry Island"


def task(by: Person, topic: str = DEAR) -> Shown:
    return by.slash("drill", topic=topic).wait_for("What is the best argument against it?")


def answered(shown: Shown, words: str) -> Shown:
    form = shown.press("Answer").modal
    assert form.title == "Your answer"
    return form.submit(answer=words).wait_for("comes back")


def test_an_answer_is_told_what_it_meets_and_when_the_claim_comes_back(club: Club) -> None:
    ada = club.member()
    graded = answered(task(ada), "The ferry costs the county more each year, so the bridge is not too dear.")
    assert graded.private
    assert "That argues against it" in graded.text
    assert "The same point in the sources" in graded.text
    assert "The bridge to Skerry Island is not too expensive" in graded.text
    noted = graded.press("Again")
    assert f"{DEAR} is rated “Again” now" in noted.text
    assert noted.private
    assert "Answer this claim" in noted.press("Next").text


def test_an_answer_that_argues_for_the_claim_is_told_so(club: Club) -> None:
    graded = answered(
        task(club.member()), "I agree, the bridge costs far too much and the county cannot pay for it."
    )
    assert "That reads as an argument for the claim" in graded.text
    assert "The strongest points against it" in graded.text


def test_a_drill_is_private_also_where_answers_are_public(club: Club) -> None:
    club.moderator().slash("settings", answers="public").wait_for("Settings")
    shown = task(club.member())
    assert shown.private
    assert not shown.seen_by(club.member("Zoe"))
    assert shown.press("Show answers").private
    assert "Share" not in shown.buttons


def test_a_claim_is_skipped_and_a_drill_is_stopped(club: Club) -> None:
    ada = club.member()
    shown = ada.slash("drill", topic="skerry-bridge").wait_for("Answer this claim")
    skipped = shown.press("Skip")
    assert "was skipped and comes back" in skipped.text
    stopped = skipped.press("Stop")
    assert "Stopped. Your cards are kept" in stopped.text
    assert "What is due when" in stopped.text


def test_cards_are_shown_and_deleted_with_all_else_about_a_person(club: Club) -> None:
    ada = club.member()
    task(ada).press("Show answers")
    assert "**practice cards** · 1" in ada.slash("privacy").text
    ada.slash("privacy").press("Delete it all").press("Delete it all")
    assert "**practice cards** · 0" in ada.slash("privacy").text


def test_a_removed_source_takes_its_cards_along(club: Club) -> None:
    mo = club.moderator()
    shown = task(mo)
    shown.press("Show answers")
    mo.slash("source remove", id="ferry.txt").press("Yes, remove it")
    assert "**practice cards** · 0" in mo.slash("privacy").text
    assert "There is no quote" in shown.press("Answer").text


def test_a_match_is_set_up_for_two_and_its_card_outlives_a_restart(club: Club) -> None:
    ada, bo, zoe = club.member(), club.member("Bo"), club.member("Zoe")
    card = ada.slash("clash", query=MOTION).press("Set up a match")
    assert [card.private, card.seen_by(zoe)] == [False, True]
    assert "For the motion: open" in card.text
    assert "opening speech, 4 minutes" in card.text
    assert "SB-0" not in card.text
    card.press("I take for", by=ada)
    club.program.restart()
    card.press("I take against", by=bo)
    shown = card.refresh()
    assert "For the motion: Ada" in shown.text
    assert "Against the motion: Bo" in shown.text
    quotes = shown.press("My quotes", by=bo)
    assert "Your quotes: Against the motion" in quotes.text
    assert quotes.private
    refused = shown.press("Swap sides", by=zoe)
    assert refused.text.startswith("⚠️ Only the two who debate here can do this")
    assert refused.private
    shown.press("Swap sides", by=bo)
    assert "For the motion: Bo" in shown.refresh().text
    shown.press("Draw lots", by=ada)
    assert "The sides were drawn by lot." in shown.refresh().text
    assert "Draw lots" not in shown.buttons


def test_a_place_that_is_taken_stays_so_until_its_debater_steps_back(club: Club) -> None:
    ada, bo = club.member(), club.member("Bo")
    named: dict[str, Any] = {"for": f"<@{ada.id}>", "quotes": "public"}
    card = ada.slash("clash", query=MOTION, **named)
    assert not card.private
    assert f"For the motion: <@{ada.id}>" in card.text
    assert card.pings == []
    assert "SB-0" in card.text
    refused = card.press("I take against", by=ada)
    assert "You have a place in this match already" in refused.text
    card.press("I take against", by=bo)
    card.refresh().press("Step back", by=bo)
    assert "Against the motion: open" in card.refresh().text


def test_what_is_wanted_is_posted_for_everybody(club: Club) -> None:
    mo = club.moderator()
    shown = mo.slash("blindspots", topic="skerry-bridge").wait_for("Evidence wanted on skerry-bridge")
    shared = shown.press("Share")
    assert not shared.private
    assert "Evidence wanted on skerry-bridge" in shared.text
