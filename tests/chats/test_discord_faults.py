"""Discord refuses, is slow, or loses what it was told: every question still gets exactly one answer."""

import time

import pytest

from tests.chats.discord_program import CLAIM, Club, in_direct_messages
from tests.doubles.discord.driver import Person, Shown
from tests.doubles.discord.throttle import Kind

EDIT, CALLBACK = "PATCH /webhooks/*", "POST /interactions/*"
POST, CHANGE = "POST /channels/*", "PATCH /channels/*"
ALREADY_ANSWERED, UNKNOWN_INTERACTION, DEAD_TOKEN = 40060, 10062, 50027


def test_an_answer_waits_until_discord_takes_it(club: Club) -> None:
    club.service.fault("limit", EDIT, times=2, retry_after=0.1)
    assert "SB-001" in club.member().slash("counter", claim=CLAIM, within=15).text


def test_a_limit_on_everything_holds_other_answers_back_and_loses_none(club: Club) -> None:
    club.service.fault("global", POST, retry_after=0.2)
    ada = club.member()
    said = ada.mention(CLAIM, within=15)
    assert "skerry-bridge" in ada.slash("topics", within=15).text
    said.wait_for("Against", within=15)


@pytest.mark.parametrize("kind", ["error", "limit", "lost"])
def test_an_answer_in_place_of_its_placeholder_survives_a_failing_service(club: Club, kind: Kind) -> None:
    club.service.fault(kind, EDIT, status=502, retry_after=0.1)
    shown = club.member().slash("counter", claim=CLAIM, within=15)
    assert "SB-001" in shown.text
    assert club.service.timings[-1].answers == 1


@pytest.mark.parametrize("kind", ["error", "limit", "lost"])
def test_an_answer_below_a_button_survives_a_failing_service(club: Club, kind: Kind) -> None:
    answer = club.member().slash("counter", claim=CLAIM)
    club.service.fault(kind, EDIT, status=503, retry_after=0.1)
    assert "supports" in answer.press("Other side", within=15).text
    assert club.service.timings[-1].answers == 1


@pytest.mark.parametrize("where", [POST, CHANGE])
@pytest.mark.parametrize("kind", ["lost", "error", "limit"])
def test_a_mention_is_answered_once_by_a_failing_service(club: Club, kind: Kind, where: str) -> None:
    ada = club.member()
    club.service.fault(kind, where, status=503, retry_after=0.1)
    ada.mention(CLAIM, within=15).wait_for("Against", within=15)
    assert [one.text for one in ada.channel_messages()][2:] == []
    assert club.service.refusals == []


def test_a_service_that_keeps_failing_is_told_to_the_asker_in_one_sentence(club: Club) -> None:
    club.service.fault("error", CHANGE, status=503, times=4)
    ada = club.member()
    number = ada.mention(CLAIM).id
    sorry = next_message(ada, number)
    assert sorry.text.startswith("The answer is there, but Discord did not take it")
    assert "was not taken" in club.log


def test_a_refusal_from_before_discord_is_not_run_against_again_and_again(club: Club) -> None:
    club.service.fault("edge", EDIT)
    shown = club.member().slash("counter", claim=CLAIM, within=15)
    assert "Discord did not take it" in shown.text
    assert shown.private
    edits = [one for one in club.service.statistics["requests"] if one.startswith("PATCH /webhooks/")]
    assert edits.count(edits[-1]) == 1


def test_an_acknowledgement_that_got_lost_is_not_an_end(troubled_club: Club) -> None:
    club = troubled_club
    club.service.fault("lost", CALLBACK)
    assert "SB-001" in club.member().slash("counter", claim=CLAIM, within=15).text
    assert {one["code"] for one in club.service.refusals} <= {ALREADY_ANSWERED}


def test_an_interaction_that_is_unknown_by_now_is_logged_once_and_left(troubled_club: Club) -> None:
    club = troubled_club
    club.service.fault("slow", CALLBACK, seconds=0.3)
    asked = club.member().slash_without_waiting("counter", claim=CLAIM)
    club.service.move_clock(4)
    club.service.wait_for_refusal(UNKNOWN_INTERACTION)
    assert "skerry-bridge" in club.member().slash("topics").text
    about = [one for one in club.service.statistics["requests"] if str(asked.interaction) in one]
    assert len(about) == 1
    assert club.log.count(f"interaction {asked.interaction} was not ours to answer") == 1


@pytest.mark.parametrize("answers", ["private", "public"])
def test_an_answer_that_takes_longer_than_a_quarter_of_an_hour_still_arrives(
    troubled_club: Club, answers: str
) -> None:
    club, ada = troubled_club, troubled_club.member()
    club.moderator().slash("settings", answers=answers).wait_for("Settings")
    club.service.fault("slow", EDIT, seconds=0.5)
    asked = ada.slash_without_waiting("counter", claim=CLAIM).wait_for_acknowledgement()
    club.service.move_clock(16 * 60)
    club.service.wait_for_refusal(DEAD_TOKEN)
    there = ada if answers == "public" else in_direct_messages(ada)
    assert f"Against “{CLAIM}”" in next_message(there, asked.interaction or "").text


def next_message(person: Person, after: str) -> Shown:
    """The next message of the bot in a channel that is an answer."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for one in person.channel_messages():
            if int(one.id) > int(after) and one.text.startswith(("## Against", "The answer")):
                return one
        time.sleep(0.05)
    raise AssertionError([one.text for one in person.channel_messages()])
