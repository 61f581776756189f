"""HTTP mode: what Slack signed is answered, everything else is turned away, and what comes twice has one effect."""

import json
from typing import Any

import pytest

from tests.chats.slack_program import CLAIM, Branch, SlackProgram
from tests.doubles.slack.shown import Deed

ANSWER = f"Against “{CLAIM}”"
GREETING = json.dumps({"type": "url_verification", "challenge": "c0"})
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 200),
        ({"age": 298}, 200),
        ({"age": -298}, 200),
        ({"age": 302}, 401),
        ({"age": -302}, 401),
        ({"age": 10**9}, 401),
        ({"secret": "0" * 32}, 401),
        ({"signature": ""}, 401),
        ({"signature": "v0="}, 401),
        ({"signature": "v0=0"}, 401),
        ({"signature": "v1=" + "0" * 64}, 401),
        ({"signature": "v0=" + "é" * 64}, 401),
        ({"timestamp": ""}, 401),
        ({"timestamp": "soon"}, 401),
        ({"timestamp": "1e9"}, 401),
        ({"timestamp": "-1"}, 401),
        ({"timestamp": "9" * 400}, 401),
        ({"timestamp": "١٧٠٠٠٠٠٠٠٠"}, 401),
    ],
    ids=str,
)
def test_only_requests_that_slack_signed_within_five_minutes_are_heard(
    slack_of_many: SlackProgram, wrong: dict[str, Any], status: int
) -> None:
    slack_of_many.start()
    assert slack_of_many.service.forge(GREETING, **wrong)["status"] == status


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ('{"type": ', "application/json", 400),
        ('["url_verification"]', "application/json", 400),
        ("payload=%7Bbroken", FORM, 400),
        ("payload=[]", FORM, 400),
        ("[" * 20_000, "application/json", 400),
    ],
    ids=["broken JSON", "a list", "a broken payload", "a list as payload", "very deep JSON"],
)
def test_what_cannot_be_read_is_turned_away_even_if_it_is_signed(
    slack_of_many: SlackProgram, body: str, content_type: str, status: int
) -> None:
    slack_of_many.start()
    forged = slack_of_many.service.forge(body, content_type=content_type)
    assert forged["status"] == status
    assert "Traceback" not in slack_of_many.log


def test_an_unsigned_request_learns_nothing_of_what_could_be_read(slack_of_many: SlackProgram) -> None:
    slack_of_many.start()
    assert slack_of_many.service.forge('{"type": ', secret="0")["status"] == 401  # noqa: S106


def test_the_address_is_verified_when_the_app_is_set_up(slack_of_many: SlackProgram) -> None:
    slack_of_many.start()
    answer = slack_of_many.service.verify_address()
    assert (answer["status"], "c0" in answer["body"]) == (200, True)


def test_everything_that_works_over_a_socket_works_over_http(branch: Branch) -> None:
    ada = branch.member()
    answer = ada.slash("/counter", CLAIM)
    assert ANSWER in answer.text
    assert ANSWER in ada.mention(CLAIM).text
    assert ANSWER in ada.direct_message(CLAIM).text
    assert ANSWER in ada.shortcut("find_counters", text=CLAIM, thread=True).text
    assert answer.press("More").press("Back").text == answer.text
    assert "12 claims from 2 sources" in ada.open_home().text
    window = ada.slash("/views")
    typed = ada.suggest(window, "A topic of the library, or any phrase.", "skery")
    assert [one.label for one in typed] == ["skery", "skerry-bridge"]


def test_who_installed_the_app_may_what_admins_may(branch: Branch) -> None:
    assert "Settings for everybody here" in branch.installer.slash("/settings").text
    assert "Only moderators may use /settings" in branch.member().slash("/settings").text


def test_a_request_that_is_delivered_twice_has_one_effect(branch: Branch) -> None:
    ada, admin = branch.member(), branch.admin()
    branch.service.duplicate()
    asked = ada.begin_slash("/counter", CLAIM)
    answer = asked.answer()
    branch.service.duplicate()
    voted = answer.begin_press("Not a counter")
    voted.answer()
    branch.service.settle(quiet=0.3)
    assert [shown_by(one) for one in (asked, voted)] == [1, 1]
    assert "1 vote: not a counter" in admin.slash("/votes").text


def test_an_event_that_comes_again_is_answered_once(branch: Branch) -> None:
    branch.service.settings(retry_delays=[0.0, 0.0, 0.0])
    ada = branch.member()
    asked = ada.begin_mention(CLAIM)
    asked.answer(until=ANSWER)
    body = json.dumps(asked.report()["payload"])
    assert branch.service.forge(body)["status"] == 200
    branch.service.settle(quiet=0.3)
    assert shown_by(asked) == 1


def shown_by(deed: Deed) -> int:
    return len([one for one in deed.report()["effects"] if one["kind"] == "message"])


def test_people_of_the_user_group_that_is_named_moderate_too(branch: Branch) -> None:
    ada, zoe, admin = branch.member(), branch.member("Zoe"), branch.admin()
    branch.service.user_group("S0TEAM", [ada])
    assert "Only moderators" in ada.slash("/votes").text
    assert "s0team-people" in admin.slash("/moderators", "@s0team-people").text
    assert "Only moderators" not in ada.slash("/votes").text
    assert "Only moderators" in zoe.slash("/votes").text
    log = admin.slash("/audit").text
    assert "moderators" in log
    assert "refused" in log
    admin.slash("/moderators", "--do clear")
    assert "Only moderators" in ada.slash("/votes").text
