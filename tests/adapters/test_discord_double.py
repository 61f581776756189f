"""The double of Discord judges bots, so it is tested itself, with a bot on the real library."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.doubles.discord.driver import DiscordService, Impossible, Person
from tests.doubles.discord.sample_bot import bot_on, service_with_bot


@pytest.fixture(scope="module")
def running() -> Iterator[DiscordService]:
    with service_with_bot() as service:
        yield service


@pytest.fixture
def service(running: DiscordService) -> Iterator[DiscordService]:
    yield running
    running.no_faults()
    running.forgive()


@pytest.fixture
def ada(service: DiscordService) -> Person:
    return service.person("Ada")


def codes(service: DiscordService) -> list[int]:
    return [one["code"] for one in service.refusals]


def test_a_private_answer_replaces_its_placeholder_and_only_its_owner_sees_it(
    service: DiscordService, ada: Person
) -> None:
    shown = ada.slash("counter", claim="the bridge is cheap", topic="bridge")
    assert shown.text == "against the bridge is cheap on bridge"
    assert shown.private
    assert shown.buttons == ["More", "Share", "Edit", "Gone"]
    assert not shown.seen_by(service.person("Bob"))
    assert service.timings[-1].answers == 1
    assert service.complaints == []


def test_a_button_updates_its_message_and_another_posts_a_public_one(ada: Person) -> None:
    shown = ada.slash("counter", claim="a")
    more = shown.press("More")
    assert (more.id, more.text) == (shown.id, "more of it")
    shared = shown.press("share")
    assert (shared.text, shared.private) == ("shared by Ada", False)
    assert shared.id in [one.id for one in ada.channel_messages()]


def test_a_disabled_an_absent_and_an_unseen_button_cannot_be_pressed(
    service: DiscordService, ada: Person
) -> None:
    shown = ada.slash("counter", claim="a")
    with pytest.raises(Impossible, match="disabled"):
        shown.press("Gone")
    with pytest.raises(Impossible, match="no button 'Next'"):
        shown.press("Next")
    with pytest.raises(Impossible, match="does not see"):
        shown.press("More", by=service.person("Bob"))


def test_an_option_is_chosen_and_its_message_loses_its_buttons(ada: Person) -> None:
    chosen = ada.slash("counter", claim="a").choose("One")
    assert chosen.text == "picked 1"
    assert chosen.buttons == []


def test_a_form_is_filled_in_and_sent(ada: Person) -> None:
    modal = ada.slash("form").modal
    assert modal.title == "Paste a text"
    assert list(modal.fields.values()) == ["Text"]
    assert modal.submit(Text="hello").text == "got hello"
    assert ada.slash("counter", claim="a").press("Edit").modal.submit({"Text": "again"}).text == "got again"
    with pytest.raises(Impossible, match="required"):
        modal.submit()
    with pytest.raises(Impossible, match="no field"):
        modal.submit(Text="a", Other="b")


def test_suggestions_come_while_typing_and_26_of_them_are_refused(
    service: DiscordService, ada: Person
) -> None:
    found = ada.autocomplete("counter", "topic", "rusia")
    assert [one.value for one in found] == ["rusia 0", "rusia 1", "rusia 2"]
    ada.link.call("interact", **ada.ask_suggestions("counter", "topic", "many").body, wait=False)
    service.wait_for_refusal(50035)
    [complaint] = service.complaints
    assert "Must be between 0 and 25 in length" in complaint


def test_a_menu_command_gets_the_message_with_its_text(service: DiscordService, ada: Person) -> None:
    bob = service.person("Bob")
    assert (
        ada.message_command("Find counters", "ferries are safe", author=bob).text == "Bob: ferries are safe"
    )


def test_the_bot_reads_mentions_and_direct_messages_and_nothing_else(
    service: DiscordService, ada: Person
) -> None:
    ada.write("nothing for the bot")
    bot = service.statistics["commands"][0]["application_id"]
    assert ada.mention("hello").text == f"you said <@{bot}> hello"
    assert ada.direct_message("hello").text == "directly: hello"


def test_a_file_goes_to_the_bot_and_comes_back(ada: Person) -> None:
    shown = ada.slash("source add", file=("essay.txt", b"an essay"))
    assert shown.text == "an essay"
    assert len(shown.files) == 1
    assert shown.files[0].endswith("back.txt")


@pytest.mark.parametrize(
    ("what", "where", "code"),
    [
        ("content", "content", "BASE_TYPE_MAX_LENGTH"),
        ("embed", "title", "BASE_TYPE_MAX_LENGTH"),
        ("embeds", "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        ("same ids", "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ("many", "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
        ("text", "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    ],
)
def test_an_answer_over_a_limit_is_refused_with_its_place(
    service: DiscordService, ada: Person, what: str, where: str, code: str
) -> None:
    assert ada.slash("try", what=what).text.startswith("400 50035 Invalid Form Body")
    [complaint] = service.complaints
    assert where in complaint
    assert code in complaint


def test_an_empty_answer_is_refused(ada: Person) -> None:
    assert ada.slash("try", what="empty").text.startswith("400 50006")


def test_a_second_first_response_is_refused(service: DiscordService, ada: Person) -> None:
    assert ada.slash("twice").wait_for_follow_ups()[0].text == "40060"
    assert codes(service) == [40060]


def test_mentions_without_a_word_on_them_ping_everybody_named(ada: Person) -> None:
    shown = ada.slash("twice")
    assert set(shown.pings) == {"everyone", "role:5", "user:7"}
    layout = ada.slash("layout")
    assert "@everyone" in layout.text
    assert layout.pings == []
    assert layout.links == ["https://example.org/a"]


def test_a_late_acknowledgement_gets_unknown_interaction(service: DiscordService, ada: Person) -> None:
    ada.slash_without_waiting("slow", before=1.0)
    service.move_clock(3.1)
    service.wait_for_refusal(10062)


def test_an_answer_after_fifteen_minutes_is_refused(service: DiscordService, ada: Person) -> None:
    ada.slash_without_waiting("slow", after=1.0).wait_for_acknowledgement()
    service.move_clock(901)
    service.wait_for_refusal(50027)


def test_what_does_not_come_is_told_with_the_reasons(ada: Person) -> None:
    ada.slash("twice").wait_for_follow_ups()
    with pytest.raises(Impossible, match=r"no answer to 'slow' within 0.1 s(.|\n)*refused: .*40060"):
        ada.slash("slow", before=1.0, within=0.1)


def test_a_command_for_moderators_is_offered_to_them_alone(service: DiscordService, ada: Person) -> None:
    with pytest.raises(Impossible, match="without the permissions"):
        ada.slash("settings")
    assert ada.slash("settings", anyway=True).text == "refused"
    moderator = service.person("Mo", moderator=True)
    assert moderator.slash("settings").text == "set"
    with pytest.raises(Impossible, match="not offered here"):
        moderator.in_direct_messages().slash("settings")


def test_wrong_use_of_a_command_is_the_tests_fault(ada: Person) -> None:
    with pytest.raises(Impossible, match="no such command"):
        ada.slash("nothing")
    with pytest.raises(Impossible, match=r"needs \['claim'\]"):
        ada.slash("counter")
    with pytest.raises(Impossible, match="has no option"):
        ada.slash("counter", claim="a", colour="b")
    with pytest.raises(Impossible, match="needs a subcommand"):
        ada.slash("source")


def test_a_bot_installed_by_a_person_works_in_a_server_that_it_is_not_in(
    service: DiscordService, ada: Person
) -> None:
    foreign = service.server("Elsewhere", has_bot=False)
    there = ada.in_channel(foreign).with_own_install()
    assert there.slash("counter", claim="a").text == "against a on none"
    assert there.in_direct_messages().slash("counter", claim="a").private
    with pytest.raises(Impossible, match="not offered to this kind of installation"):
        there.slash("form")


@pytest.mark.parametrize("kind", ["limit", "error"])
def test_the_library_tries_again_after_a_passing_fault(
    service: DiscordService, ada: Person, kind: str
) -> None:
    service.fault("limit" if kind == "limit" else "error", "POST /interactions/*", times=1)
    assert ada.slash("counter", claim="a").text == "against a on none"
    assert service.timings[-1].answers == 1


def test_a_global_limit_spares_interactions(service: DiscordService, ada: Person) -> None:
    service.fault("global", times=1, retry_after=0.1)
    assert ada.slash("counter", claim="a").text == "against a on none"
    before = service.statistics["limited"]
    assert ada.direct_message("hello").text == "directly: hello"
    assert service.statistics["limited"] == before + 1


def test_a_refusal_from_before_the_platform_is_not_tried_again(service: DiscordService, ada: Person) -> None:
    service.fault("edge", "POST /interactions/*")
    refused = ada.slash_without_waiting("form")
    assert ada.slash("form").modal.title == "Paste a text"
    tries = [one for one in service.statistics["requests"] if f"/interactions/{refused.interaction}/" in one]
    assert len(tries) == 1


def test_an_answer_lost_on_the_way_is_refused_the_second_time(service: DiscordService, ada: Person) -> None:
    service.fault("lost", "POST /interactions/*")
    assert ada.slash("form").modal.title == "Paste a text"
    service.wait_for_refusal(40060)


def test_edits_beyond_the_routes_limit_wait_for_it(service: DiscordService, ada: Person) -> None:
    ada.slash("edits", count=6).wait_for("6")
    assert codes(service) == []


def test_many_at_once_are_counted_one_by_one(service: DiscordService, ada: Person) -> None:
    found = service.burst([ada.ask("counter", claim=f"claim {number}") for number in range(50)])
    assert [one.answers for one in found] == [1] * 50
    assert all(one.acknowledged_ms is not None and one.answered_ms is not None for one in found)


def test_an_unknown_route_is_a_complaint(service: DiscordService) -> None:
    async def ask() -> int:
        import aiohttp

        address = service.environment["DISCORD_API_URL"] + "/guilds/1/bans"
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            return response.status

    assert asyncio.run(ask()) == 404
    assert service.complaints == ["unknown route: GET /api/v10/guilds/1/bans"]


def test_a_bot_away_from_its_servers_follows_up_five_times_at_most(
    service: DiscordService, ada: Person
) -> None:
    away = ada.in_private_chat().slash("many", count=6).wait_for("40094")
    assert len(away.follow_ups) == 5
    ada.slash("many", count=6).wait_for_follow_ups(6)
    assert codes(service) == [40094]


def test_a_question_is_answered_by_a_bot_that_was_started_again() -> None:
    with DiscordService.started() as service:
        ada = service.person("Ada")
        with bot_on(service):
            service.wait_until_ready()
            shown = ada.slash("counter", claim="a")
        service.wait_until_gone()
        with bot_on(service):
            service.wait_until_ready()
            assert shown.press("More").text == "more of it"
