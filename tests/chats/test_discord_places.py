"""Everywhere else that people meet the bot: on a message, by a mention, directly, and in servers without it."""

import pytest

from tests.chats.discord_program import CLAIM, Club, in_direct_messages

ANSWER = f"Against “{CLAIM}”"


def test_find_counters_answers_what_a_message_says_to_the_asker_alone(club: Club) -> None:
    ada, zoe = club.member("Ada"), club.member("Zoe")
    shown = zoe.message_command("Find counters", f"hm, **{CLAIM}**", author=ada)
    assert "SB-001" in shown.text
    assert shown.private


def test_find_counters_says_so_when_a_message_has_no_words(club: Club) -> None:
    shown = club.member().message_command("Find counters", "https://example.org/a")
    assert "There are no words in this message" in shown.text


def test_a_mention_is_answered_for_all_in_place_of_its_placeholder(club: Club) -> None:
    shown = club.member().mention(CLAIM).wait_for(ANSWER)
    assert not shown.private
    assert "SB-001" in shown.text
    assert "Looking through" not in shown.text


def test_a_mention_may_hold_a_command(club: Club) -> None:
    club.member().mention("/views skerry-bridge").wait_for("Views on skerry-bridge")


def test_a_mistyped_command_is_answered_with_a_button_for_what_was_meant(club: Club) -> None:
    shown = club.own_library_of(club.member()).direct_message("/veiws skerry-bridge")
    shown.wait_for("did you mean /views")
    assert "Views on skerry-bridge" in shown.press("/views skerry-bridge").text


@pytest.mark.parametrize("words", ["/privacy export", "/preferences", "/settings"])
def test_what_is_for_one_person_is_not_said_in_public(words: str, club: Club) -> None:
    mo = club.moderator()
    said = mo.mention(words).wait_for("I have answered you in a direct message")
    assert [one.text for one in mo.channel_messages()][1:] == [said.text]
    told = in_direct_messages(mo).channel_messages()[0]
    assert told.buttons == []


def test_people_who_only_talk_to_each_other_are_left_alone(club: Club) -> None:
    ada = club.member()
    answer = ada.mention(CLAIM).wait_for(ANSWER)
    ada.write("interesting", reply_to=answer)
    ada.write(CLAIM)
    ada.slash("topics")
    said = [one.text for one in ada.channel_messages() if not one.private]
    assert [text.splitlines()[0] for text in said][2:] == ["interesting", CLAIM]


def test_in_direct_messages_everybody_has_a_library_of_their_own(club: Club) -> None:
    ada = club.member()
    there = ada.in_direct_messages()
    assert "no sources yet" in there.slash("counter", claim=CLAIM).text
    nets = b"Nets\nBy Ola Berg\n\nThe nets are too fine."
    there.slash("source add", file=("nets.txt", nets)).wait_for("1 source added")
    ada.direct_message("/sources").wait_for("Nets")
    assert "Nets" not in ada.slash("sources").text
    assert "Nets" not in club.member("Zoe").in_direct_messages().slash("sources").text


def test_a_direct_message_is_a_claim_or_a_command(club: Club) -> None:
    ada = club.own_library_of(club.member())
    ada.direct_message(CLAIM).wait_for(ANSWER)
    ada.direct_message("/who Oskar Brandt").wait_for("county treasurer")


def test_who_brings_the_bot_along_uses_their_own_library_everywhere(club: Club) -> None:
    ada = club.own_library_of(club.member())
    abroad = club.service.server("Elsewhere", has_bot=False)
    for there in (ada.in_private_chat(), ada.in_channel(abroad).with_own_install()):
        shown = there.slash("counter", claim=CLAIM)
        assert shown.private
        assert "SB-001" in shown.press("More").press("Back").text
        found = there.message_command("Find counters", CLAIM)
        assert ANSWER in found.text


def test_one_server_sees_nothing_of_another(club: Club) -> None:
    other = Club(program=club.program, server=club.service.server("Strangers"))
    ada = other.member()
    assert "no sources yet" in ada.slash("sources").text
    refused = ada.slash("quote", id="SB-001")
    assert refused.text.startswith("⚠️")
    assert ada.autocomplete("counter", "claim", "bridge") == []
