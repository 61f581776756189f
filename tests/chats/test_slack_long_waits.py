"""Slack asks for a long wait, or lets nobody in: the program neither hammers at it nor keeps anybody waiting."""

import time
from collections.abc import Iterator

import pytest

from tests.chats.shelving import Shelve
from tests.chats.slack_program import CLAIM, Office, SlackProgram, slack_program
from tests.doubles.slack.driver import SlackService

ANSWER = f"Against “{CLAIM}”"
AN_HOUR = 3_600


@pytest.fixture(scope="module")
def own_slack(shelve: Shelve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackProgram]:
    """A program of its own, whose sockets nobody else needs."""
    data = tmp_path_factory.mktemp("crowded")
    with SlackService.started() as service, slack_program(data, shelve, service=service) as program:
        yield program


@pytest.fixture
def quiet(own_slack: SlackProgram) -> Iterator[Office]:
    """A channel, in which nothing may be malformed, nobody pinged, and no answer missing."""
    own_slack.start()
    yield Office.opened(own_slack)
    own_slack.calm()
    own_slack.assert_nothing_amiss(traceback=True)


def test_where_too_many_sockets_are_open_it_tries_again_with_pauses_and_loses_no_question(
    quiet: Office,
) -> None:
    service, ada = quiet.service, quiet.member()
    service.settings(crowded=True)
    before = service.drop_sockets()
    waiting = ada.begin_direct_message(CLAIM)
    turned_away = until_turned_away(service, more=1)
    service.settings(crowded=False)
    service.wait_until_connected(after=before, seconds=90)
    assert ANSWER in waiting.answer(until=ANSWER, seconds=60).text
    # without pauses it would be a thousand
    assert turned_away <= 10


def until_turned_away(service: SlackService, *, more: int) -> int:
    """How often it was turned away in a few seconds from the first time on."""
    end = time.monotonic() + 60
    while service.records()["turned_away"] < more:
        assert time.monotonic() < end, "it does not try at all"
        time.sleep(0.05)
    time.sleep(4)
    return int(service.records()["turned_away"])


def test_a_wait_of_an_hour_is_no_wait_for_an_answer(quiet: Office) -> None:
    ada = quiet.member()
    ada.slash("/topics")
    quiet.service.limit("response_url", calls=1, retry_after=AN_HOUR)
    deed = ada.begin_slash("/counter", CLAIM)
    assert ANSWER in deed.answer(until=ANSWER).text
    quiet.service.limit("users.info", calls=50, retry_after=AN_HOUR)
    assert ANSWER in quiet.member("Zoe").slash("/counter", CLAIM).text
    quiet.service.limit("users.info", calls=0)
