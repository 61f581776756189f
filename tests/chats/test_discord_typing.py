"""What Discord offers while people type, and in which language they read it."""

from typing import Any

import pytest

from bot.commands import in_chat
from bot.languages import languages
from tests.chats.discord_program import CLAIM, Club

TYPED = [
    ("views", "topic", "skerry", "skerry-bridge"),
    ("views", "topic", "skrry brigde", "skerry-bridge"),
    ("counter", "claim", "the bridge will pay", "The bridge will pay for itself within twelve years"),
    ("counter", "claim", "brigde wil pay", "The bridge will pay for itself within twelve years"),
    ("who", "name", "Oskar", "Oskar Brandt"),
    ("who", "name", "Osker Brant", "Oskar Brandt"),
    ("source show", "id", "keep", "Keep the Ferry"),
    ("source show", "id", "kep the fery", "Keep the Ferry"),
    ("help", "command", "cuonter", "counter"),
]


@pytest.mark.parametrize(("command", "option", "typed", "expected"), TYPED, ids=lambda one: one)
def test_a_start_finds_what_is_meant_misspelt_or_not(
    club: Club, command: str, option: str, typed: str, expected: str
) -> None:
    offered = club.member().autocomplete(command, option, typed)
    assert offered[0].name == expected
    if option != "command":
        options: dict[str, Any] = {option: offered[0].value}
        assert "⚠" not in club.member().slash(command, **options).text


def test_every_suggesting_option_offers_something_for_nothing_typed(club: Club) -> None:
    mo = club.moderator()
    suggesting = [(one, option) for one in in_chat() for option in one.parameters if option.suggests]
    assert len(suggesting) > 8
    for command, option in suggesting:
        offered = mo.autocomplete(command.chat_name, option.name, "")
        assert 1 <= len(offered) <= 25, (command.chat_name, option.name)


def test_more_than_fits_is_cut_to_the_25_best(club: Club) -> None:
    mo = club.moderator()
    claims = "\n".join(
        f"The pier of village {number} is too long for boats of its own." for number in range(40)
    )
    mo.slash("source add", file=("piers.txt", f"Piers\nBy Ola Berg\n\n{claims}".encode())).wait_for(
        "1 source added"
    )
    offered = club.member().autocomplete("counter", "claim", "the pier of village 17")
    assert len(offered) == 25
    assert "village 17" in offered[0].name
    assert all(0 < len(one.name) <= 100 and 0 < len(one.value) <= 100 for one in offered)


def test_people_are_answered_in_their_own_language(club: Club) -> None:
    assert "de" in languages()
    shown = club.member(locale="de").slash("counter", claim=CLAIM)
    assert "The bridge to Skerry Island is not too expensive" in shown.text
    assert "Against" not in shown.text
    assert "Other side" not in shown.buttons
    assert "Seite" in " ".join(shown.buttons)
    assert "Against" in club.member(locale="ja").slash("counter", claim=CLAIM).text


def test_a_language_is_chosen_by_the_server_or_by_oneself(club: Club) -> None:
    ada, mo = club.member(), club.moderator()
    mo.slash("settings", language="de")
    assert "Other side" not in ada.slash("counter", claim=CLAIM).buttons
    ada.slash("preferences", language="en")
    assert "Other side" in ada.slash("counter", claim=CLAIM).buttons


def test_commands_are_described_in_the_languages_of_the_interface(club: Club) -> None:
    offered = {one["name"]: one for one in club.service.statistics["commands"]}
    translated = offered["counter"].get("description_localizations") or {}
    assert translated.get("de", "") not in {"", offered["counter"]["description"]}
    assert not any(one.get("name_localizations") for one in offered.values() if one["type"] == 1)
