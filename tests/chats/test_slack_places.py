"""Everywhere else that people meet the bot: on a message, by a mention, directly, in the App Home, in German."""

from tests.chats.slack_program import CLAIM, Office
from tests.doubles.slack.shown import Shown

ANSWER = f"Against “{CLAIM}”"
SAID = f"hm, *{CLAIM}*"


def thread_of(shown: Shown) -> str | None:
    return shown.body.get("thread_ts")


def test_find_counters_answers_what_a_message_says_to_who_asked_alone(office: Office) -> None:
    ada, zoe = office.member("Ada"), office.member("Zoe")
    shown = zoe.shortcut("find_counters", text=SAID, author=ada)
    assert f"Against “hm, {CLAIM}”" in shown.text
    assert "SB-001" in shown.text
    assert shown.private
    assert thread_of(shown) is None


def test_find_counters_in_a_thread_answers_there(office: Office) -> None:
    shown = office.member().shortcut("find_counters", text=CLAIM, thread=True)
    assert ANSWER in shown.text
    assert shown.private
    assert thread_of(shown) is not None


def test_another_sentence_of_the_message_can_be_chosen(office: Office) -> None:
    shown = office.member().shortcut("find_counters", text=f"{CLAIM}. And the ferry is unsafe in storms.")
    other = shown.choose("Counters to another sentence", "And the ferry is unsafe in storms.")
    assert "Against “And the ferry is unsafe in storms.”" in other.text


def test_find_counters_says_so_when_a_message_has_no_words(office: Office) -> None:
    shown = office.member().shortcut("find_counters", text="<https://news.example/a>")
    assert "There are no words in this message" in shown.text
    assert shown.private


def test_a_mention_is_answered_for_all_in_its_thread(office: Office) -> None:
    ada = office.member()
    shown = ada.mention(CLAIM)
    assert ANSWER in shown.text
    assert not shown.private
    assert thread_of(shown) is not None


def test_a_mention_in_a_thread_is_answered_in_that_thread(office: Office) -> None:
    ada = office.member()
    first = ada.mention("/topics")
    again = ada.mention(CLAIM, thread_ts=thread_of(first), until=ANSWER)
    assert thread_of(again) == thread_of(first)


def test_a_mention_may_hold_a_command_and_a_mistake_in_it_is_told_to_who_made_it(office: Office) -> None:
    ada = office.member()
    assert "Views on skerry-bridge" in ada.mention("/views skerry-bridge").text
    shown = ada.mention("/veiws skerry-bridge")
    assert "did you mean /views" in shown.text
    assert shown.private
    assert "Views on skerry-bridge" in shown.press("/views skerry-bridge").text


def test_a_mention_without_words_is_answered_with_help(office: Office) -> None:
    assert "/counter · Quotes that argue against a claim" in office.member().mention("").text


def test_people_who_talk_to_each_other_are_left_alone(office: Office) -> None:
    ada, zoe = office.member("Ada"), office.member("Zoe")
    before = len(office.service.sees(zoe))
    for text in (CLAIM, "/topics", "what does counterpoint say?"):
        office.service.client.ask("say", person=zoe.id, channel=office.channel, text=text, thread_ts=None)
    ada.slash("/topics")
    assert len(office.service.sees(zoe)) == before


def test_a_direct_message_is_a_claim_or_a_command_and_its_placeholder_becomes_the_answer(
    office: Office,
) -> None:
    ada = office.member()
    shown = ada.direct_message(CLAIM)
    assert ANSWER in shown.text
    assert shown.kind == "update"
    assert "county treasurer" in ada.direct_message("/who-said Oskar Brandt").text
    assert "county treasurer" in ada.direct_message("/who Oskar Brandt").text
    first, *_ = office.service.sees(ada, channel=shown.raw["channel"])
    assert first.text == shown.text


def test_a_file_in_direct_messages_is_a_source_to_add(office: Office) -> None:
    admin = office.admin()
    file = office.service.file(
        "kites.txt", b"The Kites\nBy Ola Berg\n\nThe kites on the beach are too loud.\n"
    )
    card = admin.direct_message("", files=[file], until="1 source added.")
    assert "The Kites" in card.text
    card.press("Remove").press("Yes, remove it", until="The Kites")


def test_the_app_home_shows_topics_and_searches(office: Office) -> None:
    ada = office.member()
    home = ada.open_home()
    assert "each word for word in its source." in home.text
    assert "Add a source" not in home.buttons
    assert "Views on skerry-bridge" in home.press("skerry-bridge").text
    assert home.press("Find counters").text.startswith("Find counters")
    answer = ada.view.submit({"Or in your own words": CLAIM}, until=ANSWER)
    assert answer.kind == "view"
    assert "Against “The bridge to Skerry Island" in answer.press("Reply to this").text


def test_somebodys_own_settings_are_changed_in_their_app_home(office: Office) -> None:
    ada = office.member()
    changed = ada.open_home().choose(
        "Answers to you are at first", "public", until=lambda one: one.kind == "home"
    )
    assert changed.text.count("public") == 2
    assert not ada.slash("/topics").private
    assert office.member("Zoe").slash("/topics").private


def test_admins_see_the_settings_of_all_and_add_sources_in_their_app_home(office: Office) -> None:
    home = office.admin().open_home()
    assert "Settings for everybody here" in home.text
    assert home.press("Add a source").text.startswith("Add a source")
    assert "Settings for everybody here" not in office.member().open_home().text


def test_german_is_spoken_to_who_has_set_slack_so(office: Office) -> None:
    gerda = office.member("Gerda", locale="de-DE")
    shown = gerda.slash("/counter", CLAIM)
    assert f"Gegen „{CLAIM}“" in shown.text
    assert "Im Zusammenhang" in shown.buttons
    assert gerda.slash("/counter").text.startswith("Gegenargumente finden")
    assert "Nur die Moderation darf /settings benutzen" in gerda.slash("/settings").text
    assert ANSWER in office.member().slash("/counter", CLAIM).text
