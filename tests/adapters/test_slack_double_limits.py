"""The double of Slack refuses what Slack refuses, in Slack's words; shown with the real Web API client."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.client import WebClient

from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.person import Person

Block = dict[str, Any]


@pytest.fixture(scope="module")
def running() -> Iterator[SlackService]:
    with SlackService.started(manifest=None) as service:
        yield service


@pytest.fixture
def service(running: SlackService) -> SlackService:
    running.forget_records()
    return running


@pytest.fixture
def client(service: SlackService) -> WebClient:
    settings = service.environment
    return WebClient(settings["SLACK_BOT_TOKEN"], settings["SLACK_API_URL"], retry_handlers=[])


@pytest.fixture
def ada(service: SlackService) -> Person:
    return service.person("Ada")


def words(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str = "a bridge", **rest: Any) -> Block:
    return {"type": "section", "text": words(text), **rest}


def button(text: str = "More", **rest: Any) -> Block:
    return {"type": "button", "text": plain(text), **rest}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def menu(kind: str = "static_select", number: int = 1, **rest: Any) -> Block:
    options = [{"text": plain(f"option {one}"), "value": str(one), **rest} for one in range(number)]
    return {"type": kind, "action_id": "menu", "options": options}


def entry(**rest: Any) -> Block:
    return {"type": "input", "label": plain("Words"), "element": {"type": "plain_text_input", **rest}}


def refused(call: Callable[..., Any], **arguments: Any) -> tuple[str, str]:
    """The error and the details that Slack answers with."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    answer = caught.value.response
    assert answer["ok"] is False
    return answer["error"], " ".join(answer.get("response_metadata", {}).get("messages", []))


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([section("x" * 3_001)], "/blocks/0/text/text"),
        ([section("")], "/blocks/0/text/text"),
        ([{"type": "section"}], "/blocks/0"),
        ([section(fields=[words("x")] * 11)], "/blocks/0/fields"),
        ([section(fields=[words("x" * 2_001)])], "/blocks/0/fields/0/text"),
        ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text"),
        ([{"type": "header", "text": words("x")}], "/blocks/0/text/type"),
        ([{"type": "context", "elements": [words("x")] * 11}], "/blocks/0/elements"),
        ([actions(*[button(action_id=str(one)) for one in range(26)])], "/blocks/0/elements"),
        ([actions()], "/blocks/0/elements"),
        ([actions(button("x" * 76))], "/blocks/0/elements/0/text/text"),
        ([actions(button(value="x" * 2_001))], "/blocks/0/elements/0/value"),
        ([actions(button(url="https://news.example/" + "x" * 3_000))], "/blocks/0/elements/0/url"),
        ([actions(button(action_id="x" * 256))], "/blocks/0/elements/0/action_id"),
        ([actions(button(action_id="a"), button(action_id="a"))], "/blocks/0/elements/1/action_id"),
        ([section(block_id="b"), section(block_id="b")], "/blocks/1/block_id"),
        ([section(block_id="x" * 256)], "/blocks/0/block_id"),
        ([actions(menu(number=101))], "/blocks/0/elements/0/options"),
        ([actions(menu(number=0))], "/blocks/0/elements/0/options"),
        ([actions(menu(text=plain("x" * 76)))], "/blocks/0/elements/0/options/0/text/text"),
        ([actions(menu(text=plain("")))], "/blocks/0/elements/0/options/0/text/text"),
        ([actions(menu(value="x" * 151))], "/blocks/0/elements/0/options/0/value"),
        ([actions(menu("overflow", 6))], "/blocks/0/elements/0/options"),
        ([section(accessory={"type": "plain_text_input"})], "/blocks/0/accessory/type"),
        ([{"type": "input", "label": plain("x" * 2_001), "element": menu()}], "/blocks/0/label/text"),
        ([entry(max_length=3_001)], "/blocks/0/element/max_length"),
        ([{"type": "markdown", "text": "x" * 12_001}], "/blocks/0/text"),
        ([{"type": "poem"}], "/blocks/0/type"),
        ([section(colour="red")], "invalid additional property: colour"),
        ([section()] * 51, "/blocks"),
    ],
)
def test_blocks_that_break_a_limit_are_refused_with_the_place(
    service: SlackService, client: WebClient, ada: Person, blocks: list[Block], place: str
) -> None:
    error, details = refused(client.chat_postMessage, channel=ada.home_channel, text="x", blocks=blocks)
    assert error == "invalid_blocks"
    assert place in details
    assert any(one.startswith("chat.postMessage: invalid_blocks") for one in service.complaints)
    assert not [one for one in service.sees(ada) if one.text == "x"]


def test_blocks_at_their_limits_are_taken(service: SlackService, client: WebClient, ada: Person) -> None:
    at_limit = [
        section("x" * 3_000, fields=[plain("x" * 100)] * 10),
        {"type": "header", "text": plain("x" * 150)},
        {"type": "context", "elements": [words("x")] * 10},
        actions(*[button("x" * 75, value="v" * 2_000, action_id=str(one)) for one in range(25)]),
        actions(menu(number=100)),
        *[{"type": "divider"}] * 45,
    ]
    client.chat_postMessage(channel=ada.home_channel, text="x" * 4_000, blocks=at_limit)
    assert service.complaints == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": "x" * 4_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x" * 2_700)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
        ({"text": "x", "blocks": '{"not": "a list"}'}, "invalid_blocks_format"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "channel": "C0NOWHERE"}, "channel_not_found"),
    ],
)
def test_messages_that_break_a_limit_are_refused(
    client: WebClient, ada: Person, arguments: dict[str, Any], error: str
) -> None:
    asked = {"channel": ada.home_channel, **arguments}
    assert refused(client.api_call, api_method="chat.postMessage", json=asked)[0] == error


def test_a_channel_without_the_bot_takes_no_message(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    away = service.channel("away", bot_in=False)
    assert refused(client.chat_postMessage, channel=away, text="x")[0] == "not_in_channel"
    assert refused(client.chat_postEphemeral, channel=away, user=ada.id, text="x")[0] == "not_in_channel"


def test_an_ephemeral_message_can_neither_be_updated_nor_deleted(client: WebClient, ada: Person) -> None:
    where = ada.home_channel
    ts = client.chat_postEphemeral(channel=where, user=ada.id, text="only you")["message_ts"]
    assert refused(client.chat_update, channel=where, ts=ts, text="x")[0] == "message_not_found"
    assert refused(client.chat_delete, channel=where, ts=ts)[0] == "message_not_found"


def test_blocks_without_a_fallback_text_are_complained_of(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    with pytest.warns(UserWarning, match="text"):
        client.chat_postMessage(channel=ada.home_channel, blocks=[section()])
    assert [one for one in service.complaints if "fallback" in one]


@pytest.mark.parametrize(
    "text", ["<!channel> look", "<!here|here>", "<!everyone>", "<@U0AA>", "<!subteam^S01|s>"]
)
def test_an_unescaped_mention_is_recorded_as_a_ping(
    service: SlackService, client: WebClient, ada: Person, text: str
) -> None:
    client.chat_postMessage(channel=ada.home_channel, text=text)
    client.chat_postEphemeral(channel=ada.home_channel, user=ada.id, text="x", blocks=[section(text)])
    assert len(service.pinged) == 2


def test_a_bare_mention_pings_only_where_the_text_is_not_verbatim(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    client.chat_postMessage(
        channel=ada.home_channel, text="x", blocks=[section("@channel"), section("&lt;!here&gt;")]
    )
    assert service.pinged == []
    loose = {"type": "section", "text": {"type": "mrkdwn", "text": "@channel look"}}
    client.chat_postMessage(channel=ada.home_channel, text="x", blocks=[loose])
    assert [one["whom"] for one in service.pinged] == [["@channel"]]


def test_a_link_unfurls_unless_both_switches_are_off(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    where, text = ada.home_channel, "read https://news.example/1"
    client.chat_postMessage(channel=where, text=text, unfurl_links=False, unfurl_media=False)
    assert service.unfurled == []
    client.chat_postMessage(channel=where, text=text, unfurl_links=False)
    assert len(service.unfurled) == 1


def test_rich_text_is_seen_in_one_line_with_its_links(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    pieces = [
        {"type": "text", "text": "Mara "},
        {"type": "text", "text": "Lind", "style": {"bold": True}},
        {"type": "link", "url": "https://news.example/1", "text": " wrote"},
        {"type": "broadcast", "range": "here"},
    ]
    section = {"type": "rich_text_section", "elements": pieces}
    place = service.channel("rich")
    client.chat_postMessage(channel=place, text="x", blocks=[{"type": "rich_text", "elements": [section]}])
    (shown,) = service.sees(ada, channel=place)
    assert shown.text == "Mara Lind wrote"
    assert shown.links == [(" wrote", "https://news.example/1")]
    assert service.pinged[0]["whom"] == ["!here"]
    assert service.unfurled


def modal(**rest: Any) -> Block:
    return {"type": "modal", "title": plain("Add a source"), "blocks": [section()], **rest}


@pytest.mark.parametrize(
    ("view", "place"),
    [
        (modal(title=plain("x" * 25)), "/view/title/text"),
        (modal(submit=plain("x" * 25)), "/view/submit/text"),
        (modal(close=plain("x" * 25)), "/view/close/text"),
        (modal(private_metadata="x" * 3_001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(blocks=[section()] * 101), "/view/blocks"),
        (modal(blocks=[entry()]), "/view/submit"),
        (modal(blocks=[section("x" * 3_001)]), "/view/blocks/0/text/text"),
        (modal(title=None), "/view"),
        ({"type": "home", "blocks": [section()]}, "/view/type"),
    ],
)
def test_views_that_break_a_limit_are_refused(client: WebClient, view: Block, place: str) -> None:
    error, details = refused(client.views_open, trigger_id="any", view=view)
    assert error == "invalid_arguments"
    assert place in details


def test_an_unknown_method_and_an_unknown_address_are_complained_of(
    service: SlackService, client: WebClient
) -> None:
    assert refused(client.api_call, api_method="chat.postPoem")[0] == "unknown_method"
    with pytest.raises(SlackApiError):
        client.api_call("../elsewhere")
    assert len(service.complaints) == 2


def test_a_method_without_its_scope_is_refused_and_complained_of(
    service: SlackService, client: WebClient
) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.usergroups_list()
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "usergroups:read")
    assert "usergroups.list: missing_scope" in service.complaints


def test_a_wrong_token_is_refused(service: SlackService) -> None:
    stranger = WebClient("xoxb-wrong", service.environment["SLACK_API_URL"])
    assert refused(stranger.auth_test)[0] == "invalid_auth"
    bot = WebClient(service.environment["SLACK_APP_TOKEN"], service.environment["SLACK_API_URL"])
    assert refused(bot.auth_test)[0] == "not_allowed_token_type"


def test_auth_test_tells_the_scopes_in_a_header(client: WebClient) -> None:
    answer = client.auth_test()
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_a_rate_limited_call_says_how_long_to_wait(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    service.limit("chat.postMessage", calls=1, retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=ada.home_channel, text="x")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert client.chat_postMessage(channel=ada.home_channel, text="x")["ok"]


def test_posting_faster_than_a_message_a_second_is_limited_where_asked(
    service: SlackService, client: WebClient, ada: Person
) -> None:
    service.settings(pace=True)
    try:
        client.chat_postMessage(channel=ada.home_channel, text="first")
        error, _ = refused(client.chat_postMessage, channel=ada.home_channel, text="second")
        assert error == "ratelimited"
    finally:
        service.settings(pace=False)


def test_a_person_is_told_of_with_rights_and_with_the_locale_only_when_asked_for(
    service: SlackService, client: WebClient
) -> None:
    boss = service.person("Bo", admin=True, locale="nl-NL")
    assert client.users_info(user=boss.id)["user"]["is_admin"]
    assert "locale" not in client.users_info(user=boss.id)["user"]
    assert client.users_info(user=boss.id, include_locale=True)["user"]["locale"] == "nl-NL"
