"""Errors: one sentence that says what to do, for who made it alone, with a number that is in the log."""

import re

import pytest

from tests.chats.slack_program import CLAIM, Office
from tests.doubles.slack.shown import Shown

NUMBER = re.compile(r"If you ask for help with this, give the number ([0-9a-f]{6})\.")
WRONG = {
    "an unknown quote": ("/quote", "XX-999", 'There is no quote "XX-999"'),
    "an unknown source": ("/source", "show nothing.txt", 'There is no source "nothing.txt"'),
    "a number that is none": (
        "/counter",
        f"{CLAIM} --limit few",
        "--limit takes a whole number from 1 to 100",
    ),
    "a mistyped option": ("/counter", f"{CLAIM} --lim 3", "There is no option --lim; did you mean --limit?"),
    "words where none belong": ("/topics", "please", "/topics takes nothing after it"),
    "a value that is none": ("/preferences", "--language xx", "language is auto, en, de, es or fr"),
    "a command without its second word": ("/source", "", "/source needs another word"),
    "no such command": ("/counterpoint", "/dance", "There is no command /dance"),
    "what only admins may": ("/settings", "", "Only moderators may use /settings"),
}


def number_on(shown: Shown) -> str:
    found = NUMBER.findall(shown.text)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_in_a_sentence_with_a_number_that_is_in_the_log(
    office: Office, mistake: str
) -> None:
    command, words, sentence = WRONG[mistake]
    with office.public_answers():
        shown = office.member().slash(command, words)
    assert sentence in shown.text
    assert shown.private
    assert f" {number_on(shown)} refused: " in office.program.log


def test_what_was_typed_is_not_in_the_log(office: Office) -> None:
    ada = office.member()
    ada.slash("/counter", "the archbishop hides the lighthouse keys")
    ada.slash("/quote", "archbishop")
    ada.direct_message("the archbishop hides the lighthouse keys")
    assert "archbishop" not in office.program.log
    assert str(office.service.facts["bot_token"]) not in office.program.log
    assert str(office.service.facts["app_token"]) not in office.program.log


def test_a_mistyped_command_is_answered_with_buttons_for_what_was_meant(office: Office) -> None:
    ada = office.member()
    shown = ada.slash("/counterpoint", "veiws skerry-bridge")
    assert "There is no command /veiws; did you mean /views or /votes?" in shown.text
    assert shown.private
    assert shown.buttons == ["/views skerry-bridge"]
    answer = shown.press("/views skerry-bridge")
    assert "Views on skerry-bridge" in answer.text
    assert answer.private


def test_commands_that_slack_has_itself_are_called_otherwise_in_all_that_people_read(office: Office) -> None:
    ada = office.member()
    helped = ada.slash("/help")
    assert "/debate-topic show · " in helped.text
    assert "/who-said · " in helped.text
    assert "/who-said Jonas Veit" in helped.buttons
    assert "/debate-topic needs another word: /debate-topic show" in ada.slash("/debate-topic").text
    assert "/debate-topic set gives it one" in ada.slash("/debate-topic", "show").text
    assert ada.slash("/help", "who-said").text.startswith("/who-said")
    assert ada.slash("/who-said").text.startswith("/who-said")
    assert "Only moderators may use /debate-topic set" in ada.slash("/debate-topic", "set lamps").text
    for shown in office.service.sees(ada, channel=office.channel):
        assert not re.search(r"(?<!\w)/(topic|who)(?![\w-])", f"{shown.text}\n{shown.fallback}")


def test_the_names_that_other_platforms_use_are_understood_all_the_same(office: Office) -> None:
    ada = office.member()
    for line in ("who Oskar Brandt", "who-said Oskar Brandt", "/who-said Oskar Brandt"):
        assert "county treasurer" in ada.slash("/counterpoint", line).text
    assert "has no topic of its own" in ada.slash("/counterpoint", "debate-topic show").text


def test_a_button_for_admins_stays_so_on_a_message_that_everybody_sees(office: Office) -> None:
    zoe = office.member("Zoe")
    with office.public_answers():
        card = office.admin().slash("/source", "show ferry.txt")
        assert not card.private
        refused = card.by(zoe).press("Remove")
        assert "Only moderators may use /source remove" in refused.text
        assert refused.private
        assert "Only moderators may use /source edit" in card.by(zoe).press("Edit").text
    assert "Keep the Ferry" in zoe.slash("/sources").text


def test_only_who_asked_may_share_and_others_get_pages_of_their_own(office: Office) -> None:
    ada, zoe = office.member("Ada"), office.member("Zoe")
    shared = ada.slash("/counter", CLAIM).press("Share")
    own = shared.by(zoe).press("Other side")
    assert own.private
    assert f"For “{CLAIM}”" in own.text


def test_what_is_kept_about_somebody_is_deleted_after_a_question(office: Office) -> None:
    ada = office.member()
    answer = ada.slash("/counter", CLAIM)
    question = ada.slash("/privacy").press("Delete it all")
    assert "Delete everything that is kept about you here?" in question.text
    assert (
        "is deleted; buttons under your earlier answers no longer work"
        in question.press("Delete it all").text
    )
    late = answer.press("Other side")
    assert "The question behind this button is no longer kept" in late.text
    assert number_on(late) in office.program.log


def test_markup_in_what_people_type_pings_nobody_and_links_nowhere(office: Office) -> None:
    ada = office.member()
    words = "<!channel> *bridges* cost & <https://news.example|this> hurts @here"
    shown = ada.mention(words, until="Against")
    assert "bridges cost" in shown.text
    assert shown.links == []
