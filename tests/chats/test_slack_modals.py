"""Windows: commands without their words, what menus suggest, and answers that stay in the window."""

import pytest

from tests.chats.slack_program import CLAIM, Office

WITHOUT_WORDS = {
    "/counter": "Find counters",
    "/support": "Find support",
    "/clash": "/clash",
    "/views": "/views",
    "/who-said": "/who-said",
    "/quote": "/quote",
}
CLAIMS = "What somebody asserts in a sentence or a few words, or the id of a quote."
TOPICS = "A topic of the library, or any phrase."
SPEAKERS = "A person or a body; part of the name is enough."


@pytest.mark.parametrize("command", WITHOUT_WORDS)
def test_a_command_without_its_words_asks_for_them_in_a_window(office: Office, command: str) -> None:
    window = office.member().slash(command)
    assert window.kind == "view"
    assert window.text.startswith(WITHOUT_WORDS[command])


def test_a_window_is_answered_where_the_command_was_given(office: Office) -> None:
    ada = office.member()
    asked = ada.begin_slash("/views")
    asked.answer()
    ada.suggest(ada.view, TOPICS, "skerry")
    ada.view.begin_submit({"Topic": "skerry-bridge"}).acknowledged()
    shown = asked.answer(until="Views on skerry-bridge")
    assert shown.private
    assert shown.raw["channel"] == office.channel
    assert not ada.has_modal()


def test_a_window_that_needs_a_claim_says_so_beside_the_field(office: Office) -> None:
    ada = office.member()
    ada.slash("/counter")
    refused = ada.view.submit()
    assert list(refused.errors.values()) == ["Choose one, or write it yourself."]
    assert ada.has_modal()


@pytest.mark.parametrize(
    ("command", "field", "typed", "meant"),
    [
        ("/views", TOPICS, "skery", "skerry-bridge"),
        ("/who-said", SPEAKERS, "oskr bra", "Oskar Brandt"),
        ("/counter", CLAIMS, "brigde is to expnsive", "The bridge to Skerry Island is too expensive"),
    ],
)
def test_what_is_misspelt_is_suggested_all_the_same(
    office: Office, command: str, field: str, typed: str, meant: str
) -> None:
    ada = office.member()
    options = ada.suggest(ada.slash(command), field, typed)
    assert options[0].label == typed
    assert any(one.label.startswith(meant) for one in options)
    assert 1 < len(options) <= 100
    assert all(len(one.label) <= 75 for one in options)


def test_a_suggestion_can_be_taken(office: Office) -> None:
    ada = office.member()
    asked = ada.begin_slash("/counter")
    asked.answer()
    options = ada.suggest(ada.view, CLAIMS, "brigde will pay")
    ada.view.begin_submit({"Claim": options[1]}).acknowledged()
    assert (
        "Against “The bridge will pay for itself within twelve years”" in asked.answer(until="Against").text
    )


def test_the_search_bars_shortcut_asks_and_answers_in_a_window(office: Office) -> None:
    ada = office.member()
    assert ada.global_shortcut("ask_counterpoint").text.startswith("Find counters")
    answer = ada.view.submit({"Or in your own words": CLAIM}, until=f"Against “{CLAIM}”")
    assert answer.place == ada.view.place
    paged = answer.press("More")
    assert paged.place == answer.place
    assert paged.text != answer.text


def test_the_answer_of_a_window_is_never_lost_behind_its_placeholder(office: Office) -> None:
    ada = office.member()
    for _ in range(5):
        ada.global_shortcut("ask_counterpoint")
        answer = ada.view.submit({"Or in your own words": CLAIM}, until="Against")
        assert ada.view.text == answer.text


def test_a_correction_is_made_in_a_window_over_the_card(office: Office) -> None:
    admin = office.admin()
    admin.slash("/source", "add")
    card = admin.view.submit({"Text": "The Gulls\nBy Ola Berg\n\nThe gulls on the quay are too bold.\n"})
    below = card.press("Edit")
    assert below.raw["previous_view_id"] == card.raw["id"]
    edited = admin.view.submit({"Author": "Pia Holtz"})
    assert "Changed “The Gulls”" in edited.text
    admin.view.close()
    assert admin.view.place == card.place
    card.press("Remove").press("Yes, remove it", until="The Gulls")


def test_an_empty_window_adds_nothing(office: Office) -> None:
    admin = office.admin()
    admin.slash("/source", "add")
    assert "Give a link, a file or the text of a source" in admin.view.submit().text


def test_a_window_that_was_closed_meanwhile_is_answered_in_a_message(office: Office) -> None:
    ada = office.member()
    ada.global_shortcut("ask_counterpoint")
    deed = ada.view.begin_submit({"Or in your own words": CLAIM})
    deed.acknowledged()
    if ada.has_modal():
        ada.view.close()
    assert deed.answer(until=f"Against “{CLAIM}”")
