"""Two processes of the program on one data folder, behind a balancer: what comes four times has one effect."""

from collections.abc import Iterator

import pytest

from tests.chats.program import Running
from tests.chats.slack_program import CLAIM, Branch, SlackProgram
from tests.doubles.slack.shown import Deed

ANSWER = f"Against “{CLAIM}”"
TIMES = 4


@pytest.fixture(scope="module")
def other(slack_of_many: SlackProgram) -> Iterator[Running]:
    slack_of_many.start()
    with slack_of_many.beside() as process:
        yield process


def shown_by(deed: Deed) -> int:
    return len([one for one in deed.report()["effects"] if one["kind"] == "message"])


def test_a_command_and_a_press_have_one_effect_wherever_they_arrive(branch: Branch, other: Running) -> None:
    ada, admin = branch.member(), branch.admin()
    branch.service.duplicate(times=TIMES)
    asked = ada.begin_slash("/counter", CLAIM)
    answer = asked.answer()
    branch.service.duplicate(times=TIMES)
    voted = answer.begin_press("Not a counter")
    voted.answer()
    branch.service.settle(quiet=0.5)
    assert [shown_by(one) for one in (asked, voted)] == [1, 1]
    assert "1 vote: not a counter" in admin.slash("/votes").text
    assert asked.report()["deliveries"] == TIMES
    assert other.process.poll() is None


def test_an_event_has_one_answer_wherever_it_arrives(branch: Branch, other: Running) -> None:
    branch.service.duplicate(times=TIMES)
    asked = branch.member().begin_mention(CLAIM)
    asked.answer(until=ANSWER)
    branch.service.settle(quiet=0.5)
    assert shown_by(asked) == 1
    assert asked.report()["deliveries"] == TIMES
    assert other.process.poll() is None


def test_what_one_process_changes_the_other_knows_at_once(branch: Branch, other: Running) -> None:
    ada, admin = branch.member(), branch.admin()
    for _ in range(2):
        assert "Only moderators" in ada.slash("/votes").text
    assert "SB-" in ada.slash("/counter", CLAIM).text
    admin.slash("/debate-topic", "set skerry-bridge")
    for _ in range(4):
        assert "skerry-bridge" in ada.slash("/debate-topic", "show").text
    assert other.process.poll() is None
