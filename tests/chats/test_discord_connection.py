"""The line to Discord breaks, and nothing is lost or done twice."""

import pytest

from tests.chats.discord_program import CLAIM, Club
from tests.doubles.discord.driver import Disturbance

DISTURBANCES: tuple[Disturbance, ...] = ("cut", "close", "reconnect", "invalidate")


@pytest.mark.parametrize("how", DISTURBANCES)
def test_questions_that_come_while_the_line_is_down_are_answered_once_it_is_back(
    club: Club, how: Disturbance
) -> None:
    ada, service = club.member(), club.service
    before = service.statistics["gateway"]
    with service.resumes_held():
        service.disturb(how)
        asked = [ada.slash_without_waiting("topics") for _ in range(3)]
    for one in asked:
        assert "skerry-bridge" in one.wait_for_answer().text
    after = service.statistics["gateway"]
    assert after["identifies"] == before["identifies"]
    assert after["resumes"] == before["resumes"] + 1
    assert [one.answers for one in service.timings[-3:]] == [1, 1, 1]


def test_a_session_that_is_forgotten_begins_anew_without_telling_the_commands_again(club: Club) -> None:
    service = club.service
    before = service.statistics
    service.disturb("forget")
    service.wait_for_gateway("identifies", before["gateway"]["identifies"] + 1)
    service.wait_until_ready()
    assert "skerry-bridge" in club.member().slash("topics").text
    assert service.statistics["syncs"] == before["syncs"]


def test_a_question_that_is_delivered_twice_is_answered_once(club: Club) -> None:
    shown = club.member().slash("counter", claim=CLAIM, times=3)
    assert "SB-001" in shown.text
    assert club.service.repeat() == 1
    club.member("Zoe").slash("topics")
    [timing] = [one for one in club.service.timings if one.id == shown.interaction]
    assert [timing.answers, timing.first_responses, timing.edits] == [1, 1, 1]


def test_a_vote_that_is_delivered_twice_counts_once(club: Club) -> None:
    noted = club.member().slash("counter", claim=CLAIM).press("Not a counter", times=2)
    club.service.repeat()
    assert "Noted: " in noted.text
    assert "1 vote: not a counter" in club.moderator().slash("votes").text
    assert noted.follow_ups == []


def test_a_source_that_is_delivered_twice_is_added_once(club: Club) -> None:
    mo = club.moderator()
    text = "Nets\nBy Ola Berg\n\nThe nets are too fine, because they catch young herring."
    form = mo.slash("source add").modal
    card = form.submit(text=text, within=20).wait_for("1 source added")
    club.service.repeat()
    assert mo.slash("sources").text.count("**Nets**") == 1
    assert "1 source added" in card.refresh().text


def test_a_mention_that_is_delivered_twice_is_answered_once(club: Club) -> None:
    ada = club.member()
    ada.mention(CLAIM, times=2).wait_for("Against")
    ada.slash("topics")
    assert [one.private for one in ada.channel_messages()].count(False) == 2
