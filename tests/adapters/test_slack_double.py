"""The double of Slack behaves as Slack does over Socket Mode; shown with an unmodified bolt app."""

from collections.abc import Iterator

import pytest
from slack_sdk.webhook import WebhookClient

from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.sample_bot import register
from tests.doubles.slack.tiny_bot import tiny_bot


@pytest.fixture(scope="module")
def running() -> Iterator[SlackService]:
    with SlackService.started(manifest=None, interim=["Looking"]) as service, tiny_bot(service, register):
        yield service


@pytest.fixture
def service(running: SlackService) -> SlackService:
    running.forget_records()
    running.settings(ahead=0, copies=0)
    return running


def hook_of(service: SlackService) -> WebhookClient:
    """The response_url of a command."""
    deed = service.person("Ada").begin_slash("/echo", "x")
    deed.acknowledged()
    return WebhookClient(deed.report()["payload"]["response_url"], retry_handlers=[])


def test_an_answer_is_private_to_who_asked_and_pages_in_place(service: SlackService) -> None:
    ada, bo = service.person("Ada"), service.person("Bo")
    first = ada.slash("/page", direct=True)
    assert (first.private, first.buttons) == (True, ["More"])
    assert first.text == "page 1 of *bridges* & ferries\nMore"
    assert first.links == [("ferries", "https://news.example")]
    assert first.text not in [one.text for one in service.sees(bo)]
    with pytest.raises(AssertionError, match="private to somebody else"):
        first.by(bo)
    with pytest.raises(AssertionError, match=r"no 'Less'.*\['More'\]"):
        first.press("Less")
    second = first.press("More")
    assert "page 2" in second.text
    assert [one.text for one in service.sees(ada, channel=first.raw["channel"])] == [second.text]
    assert service.complaints == []
    assert service.pinged == service.unfurled == []


def test_a_public_answer_is_seen_by_all_and_its_button_carries_the_message(service: SlackService) -> None:
    ada, bo = service.person("Ada"), service.person("Bo")
    shown = ada.slash("/page", "in_channel")
    assert "page 2" in shown.by(bo).press("more").text
    assert not shown.now().private
    assert service.complaints == []


def test_an_acknowledgement_can_be_the_answer_with_what_was_typed_escaped(service: SlackService) -> None:
    assert service.person("Ada").slash("/echo", "a < b & c").text == "heard a < b & c"


def test_a_commands_answer_has_no_original_to_replace(service: SlackService) -> None:
    ada = service.person("Ada")
    deed = ada.begin_slash("/interim", direct=True)
    assert deed.acknowledged() > 0
    assert deed.answer().text == "found it"
    direct = deed.report()["effects"][0]["data"]["channel"]
    assert {one.text for one in service.sees(ada, channel=direct)} == {"Looking …", "found it"}
    assert "no original" in service.complaints[0]


def test_a_response_url_works_five_times(service: SlackService) -> None:
    hook = hook_of(service)
    assert [hook.send(text=f"answer {number}").body for number in range(6)] == ["ok"] * 5 + ["used_url"]
    assert service.complaints == ["response_url: used more than 5 times"]


def test_a_response_url_works_for_thirty_minutes(service: SlackService) -> None:
    hook = hook_of(service)
    service.put_clock_forward(1_790)
    assert hook.send(text="in time").body == "ok"
    service.put_clock_forward(1_801)
    late = hook.send(text="too late")
    assert (late.status_code, late.body) == (404, "expired_url")


def test_a_response_url_checks_what_it_is_given(service: SlackService) -> None:
    refused = hook_of(service).send(text="x", blocks=[{"type": "section"}])
    assert (refused.status_code, refused.body) == (400, "invalid_blocks")
    assert service.complaints[0].startswith("response_url: invalid_blocks")


def test_a_rate_limited_response_url_says_how_long_to_wait(service: SlackService) -> None:
    service.limit("response_url", retry_after=3)
    hook = hook_of(service)
    limited = hook.send(text="x")
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "3")
    assert hook.send(text="x").body == "ok"


def test_a_late_acknowledgement_is_a_timeout_for_the_person(service: SlackService) -> None:
    service.settings(acknowledge_seconds=0.2)
    try:
        with pytest.raises(AssertionError, match="operation_timeout"):
            service.person("Ada").begin_slash("/slow", "0.5").acknowledged()
        assert service.failures[0]["error"] == "operation_timeout"
        service.wait_for_complaint("late")
    finally:
        service.settings(acknowledge_seconds=3.0)


def test_a_command_that_nobody_handles_is_a_failure(service: SlackService) -> None:
    service.settings(acknowledge_seconds=0.2)
    try:
        with pytest.raises(AssertionError, match="operation_timeout"):
            service.person("Ada").slash("/unknown")
    finally:
        service.settings(acknowledge_seconds=3.0)


def test_a_trigger_opens_one_view(service: SlackService) -> None:
    ada = service.person("Ada")
    assert ada.slash("/form", until="trigger").text == "exchanged_trigger_id"
    assert ada.view.title == "Add a source"


def test_a_trigger_expires_after_three_seconds(service: SlackService) -> None:
    ada = service.person("Ada")
    deed = ada.begin_slash("/form", "0.5")
    service.put_clock_forward(4)
    assert deed.answer().text == "expired_trigger_id"
    assert not ada.has_modal()


def test_a_form_is_filled_in_with_a_menu_that_asks_the_bot(service: SlackService) -> None:
    ada = service.person("Ada")
    view = ada.slash("/form")
    with pytest.raises(AssertionError, match="from 2 characters"):
        ada.suggest(view, "topic", "a")
    assert [one.label for one in ada.suggest(view, "topic", "rusia")] == ["topic rusia"]
    with pytest.raises(AssertionError, match="without 'Words'"):
        ada.view.submit({"Topic": "t0"})
    with pytest.raises(AssertionError, match="20 characters"):
        ada.view.submit({"Topic": "t0", "Words": "x" * 21})
    refused = ada.view.submit({"Topic": "topic rusia", "w": "nothing"})
    assert refused.errors == {"w": "too little"}
    assert ada.has_modal()
    assert ada.view.submit({"Topic": "t0", "Words": "something"}).text == "added to t0"
    assert not ada.has_modal()


def test_more_than_a_hundred_options_are_an_error(service: SlackService) -> None:
    ada = service.person("Ada")
    view = ada.slash("/form")
    with pytest.raises(AssertionError, match="invalid_options"):
        ada.suggest(view, "topic", "all")
    assert "no more than 100 items" in " ".join(service.complaints)


def test_mentions_messages_the_home_tab_and_shortcuts_reach_the_bot(service: SlackService) -> None:
    ada = service.person("Ada")
    answer = ada.mention("what of the bridge?")
    assert "characters" in answer.text
    assert "thread_ts" in answer.body
    assert ada.direct_message("hello").text == "got hello"
    assert ada.open_home().text == "Topics"
    assert ada.home.text == "Topics"
    assert ada.shortcut("find", text="the bridge is too expensive", thread=True).text.startswith(
        "counters of"
    )
    assert ada.global_shortcut("ask").text.startswith("Add a source")
    assert service.complaints == []


def test_the_bot_connects_again_after_a_disconnect_and_after_dropped_sockets(service: SlackService) -> None:
    ada = service.person("Ada")
    service.wait_until_connected(after=service.disconnect("refresh_requested"))
    assert ada.slash("/echo", "one").text == "heard one"
    service.wait_until_connected(after=service.drop_sockets())
    assert ada.slash("/echo", "two").text == "heard two"
    service.wait_until_connected(after=service.drop_sockets(rudely=True))
    assert ada.slash("/echo", "three").text == "heard three"


def test_an_event_waits_until_a_socket_is_there(service: SlackService) -> None:
    before = service.drop_sockets()
    deed = service.person("Ada").begin_direct_message("still there?")
    service.wait_until_connected(after=before)
    assert deed.answer().text == "got still there?"


def test_a_duplicate_is_the_same_delivery_in_a_new_envelope(service: SlackService) -> None:
    ada = service.person("Ada")
    service.duplicate()
    deed = ada.begin_slash("/page", direct=True)
    place = deed.answer().raw["channel"]
    service.settle()
    assert deed.report()["deliveries"] == 2
    assert len(service.sees(ada, channel=place)) == 2


def test_a_burst_counts_answers_and_times_them(service: SlackService) -> None:
    people = [service.person(f"P{number}") for number in range(20)]
    told = service.burst([(person, "/page", "") for person in people])
    assert {one.answers for one in told} == {1}
    assert all(one.acknowledged_ms is not None and one.failure is None for one in told)
