"""What goes wrong between Slack and the program: nobody loses an answer, and nobody gets one twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk.webhook import WebhookClient

from tests.chats.flaky_line import Line, flaky_line
from tests.chats.program import running
from tests.chats.shelving import Shelve
from tests.chats.slack_program import CLAIM, Office, SlackProgram, slack_program
from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.person import Person
from tests.doubles.slack.records import Json
from tests.doubles.slack.shown import Deed

ANSWER = f"Against “{CLAIM}”"
ASKING: dict[str, Callable[[Person], Deed]] = {
    "a command": lambda ada: ada.begin_slash("/counter", CLAIM),
    "a mention": lambda ada: ada.begin_mention(CLAIM),
    "a shortcut": lambda ada: ada.begin_shortcut("find_counters", text=CLAIM),
}


@pytest.fixture(scope="module")
def shaken(shelve: Shelve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SlackProgram, Line]]:
    """A program of its own, whose line to Slack's methods can be cut."""
    with SlackService.started() as service, flaky_line(service.facts["address"]) as line:
        over = {"SLACK_API_URL": f"http://127.0.0.1:{line.port}/api/"}
        data = tmp_path_factory.mktemp("shaken")
        with slack_program(data, shelve, service=service, over=over) as program:
            yield program, line


@pytest.fixture
def line(shaken: tuple[SlackProgram, Line]) -> Iterator[Line]:
    yield shaken[1]
    shaken[1].mend()


@pytest.fixture
def troubled(shaken: tuple[SlackProgram, Line]) -> Iterator[Office]:
    """A channel, in which things go wrong; still nothing is malformed, nobody pinged, and no answer missing."""
    program, _ = shaken
    program.start()
    yield Office.opened(program)
    program.calm()
    program.assert_nothing_amiss(traceback=True)


def answers_of(office: Office, deed: Deed) -> list[Json]:
    """All that was shown for something that somebody did, after a while without anything more."""
    office.service.settle(quiet=0.3)
    kinds = ("message", "update", "view", "home")
    return [one for one in deed.report()["effects"] if one["kind"] in kinds]


@pytest.mark.parametrize("rudely", [False, True])
def test_after_a_dropped_socket_answers_come_again(troubled: Office, *, rudely: bool) -> None:
    ada = troubled.member()
    before = troubled.service.drop_sockets(rudely=rudely)
    waiting = ada.begin_direct_message(CLAIM)
    troubled.service.wait_until_connected(after=before)
    assert ANSWER in waiting.answer(until=ANSWER).text
    assert ANSWER in ada.slash("/counter", CLAIM).text


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
def test_when_slack_asks_to_connect_again_nothing_is_lost(troubled: Office, reason: str) -> None:
    ada = troubled.member()
    before = troubled.service.disconnect(reason)
    troubled.service.wait_until_connected(after=before)
    assert ANSWER in ada.slash("/counter", CLAIM).text


def test_a_busy_response_url_is_waited_for(troubled: Office) -> None:
    troubled.service.limit("response_url", calls=1, retry_after=0)
    assert ANSWER in troubled.member().slash("/counter", CLAIM).text


@pytest.mark.parametrize("method", ["users.info", "views.open", "chat.postMessage"])
def test_a_busy_method_is_waited_for(troubled: Office, method: str) -> None:
    ada = troubled.member()
    troubled.service.limit(method, calls=1, retry_after=0)
    if method == "views.open":
        assert ada.slash("/views").kind == "view"
    else:
        assert ANSWER in ada.mention(CLAIM).text


@pytest.mark.parametrize("asking", ASKING)
def test_what_is_delivered_twice_is_answered_once(troubled: Office, asking: str) -> None:
    ada = troubled.member()
    troubled.service.duplicate()
    deed = ASKING[asking](ada)
    deed.answer(until=ANSWER)
    assert len(answers_of(troubled, deed)) == 1
    assert deed.report()["deliveries"] == 2


def test_a_vote_that_is_delivered_twice_counts_once(troubled: Office) -> None:
    ada, admin = troubled.member(), troubled.admin()
    answer = ada.slash("/counter", "bridges cost too much")
    troubled.service.duplicate()
    deed = answer.begin_press("Not a counter")
    assert "Noted: " in deed.answer().text
    assert len(answers_of(troubled, deed)) == 1
    votes = admin.slash("/votes")
    assert votes.text.count("1 vote: not a counter of “bridges cost too much”") == 1


def test_a_source_that_is_delivered_twice_is_added_once(troubled: Office) -> None:
    admin = troubled.admin()
    admin.slash("/source", "add")
    troubled.service.duplicate()
    deed = admin.view.begin_submit(
        {"Text": "The Seals\nBy Ola Berg\n\nThe seals on the rocks are too many.\n"}
    )
    deed.answer(until="1 source added.")
    answers_of(troubled, deed)
    assert "1 source added." in admin.view.text
    assert admin.slash("/sources").text.count("The Seals") == 1


@pytest.mark.parametrize("fault", ["used up", "too old"])
def test_a_response_url_that_takes_nothing_any_more_is_not_the_end(troubled: Office, fault: str) -> None:
    ada = troubled.member()
    deed = ada.begin_slash("/views")
    deed.answer()
    if fault == "used up":
        hook = WebhookClient(deed.report()["payload"]["response_url"])
        assert [hook.send(text="x").body for _ in range(5)] == ["ok"] * 5
    else:
        troubled.service.put_clock_forward(1_900)
    ada.suggest(ada.view, "A topic of the library, or any phrase.", "skerry-bridge")
    late = ada.view.submit({"Topic": "skerry-bridge"}, until="Views on skerry-bridge")
    assert late.private
    assert late.raw["channel"] == troubled.channel
    (complaint,) = troubled.service.complaints
    assert complaint.startswith("response_url: used ")
    troubled.service.forget_records()


def test_where_the_bot_was_not_invited_a_late_answer_comes_by_direct_message(troubled: Office) -> None:
    ada = troubled.member()
    elsewhere = troubled.service.channel("secret", bot_in=False)
    ada.slash("/views", channel=elsewhere)
    ada.suggest(ada.view, "A topic of the library, or any phrase.", "skerry-bridge")
    troubled.service.put_clock_forward(1_900)
    late = ada.view.submit({"Topic": "skerry-bridge"}, until="Views on skerry-bridge")
    assert late.raw["channel"].startswith("D")
    troubled.service.forget_records()


def test_a_trigger_that_is_too_old_for_a_window_is_answered_with_what_is_missing(troubled: Office) -> None:
    ada = troubled.member()
    ada.slash("/topics")
    troubled.service.limit("views.open", calls=1, retry_after=1)
    deed = ada.begin_slash("/views")
    troubled.service.put_clock_forward(5)
    assert "/views needs TOPIC" in deed.answer().text


def test_an_answer_survives_that_slack_cannot_be_reached_for_a_moment(troubled: Office, line: Line) -> None:
    ada = troubled.member()
    ada.slash("/topics")
    line.cut()
    deed = ada.begin_mention(CLAIM)
    line.wait_until_refused()
    line.mend()
    assert ANSWER in deed.answer(until=ANSWER).text


def test_commands_are_answered_even_while_slacks_methods_cannot_be_reached(
    troubled: Office, line: Line
) -> None:
    ada = troubled.member()
    ada.slash("/topics")
    line.cut()
    assert ANSWER in ada.slash("/counter", CLAIM).text
    assert "/views needs TOPIC" in ada.slash("/views").text


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_wrong_token_ends_the_program_with_one_sentence(
    shaken: tuple[SlackProgram, Line], tmp_path: Path, name: str
) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxb-not-a-token", "SLACK_APP_TOKEN": "xapp-not-a-token"}[name]
    with running(tmp_path, {**shaken[0].environment, name: wrong}) as started:
        assert started.process.wait(timeout=60) == 1
        *before, sentence = started.written.splitlines()
        assert sentence.startswith(f"Slack refused {name} (invalid_auth); copy it anew from the app's pages")
        assert all(" INFO " in one for one in before)
        assert wrong not in started.written
