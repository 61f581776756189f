"""What people and the log read when something cannot be done."""

import re
from typing import Any

import pytest

from tests.chats.discord_program import CLAIM, Club, in_direct_messages
from tests.doubles.discord.driver import Shown

NUMBER = re.compile(r"give the number ([0-9a-f]{6})\.")


def number_of(shown: Shown) -> str:
    warning, number = shown.text.splitlines()
    assert warning.startswith("⚠️ ")
    found = NUMBER.search(number)
    assert found, shown.text
    return found[1]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("quote", {"id": "XX-999"}),
        ("clash", {"query": "?!"}),
        ("source show", {"id": "nowhere.txt"}),
        ("counter", {"claim": "  "}),
    ],
    ids=str,
)
@pytest.mark.parametrize("answers", ["private", "public"])
def test_an_error_is_one_private_sentence_with_a_number_that_stands_in_the_log(
    club: Club, command: str, options: dict[str, Any], answers: str
) -> None:
    club.moderator().slash("settings", answers=answers).wait_for("Settings")
    shown = club.member().slash(command, **options)
    assert f"{number_of(shown)} refused: {command}" in club.log
    assert shown.private
    assert not shown.seen_by(club.member("Zoe"))
    assert [one.answers for one in club.service.timings[-1:]] == [1]


def test_a_mention_that_cannot_be_answered_says_why(club: Club) -> None:
    ada = club.member()
    ada.mention("/quote XX-999").wait_for("I have answered you in a direct message")
    told = in_direct_messages(ada).channel_messages()[0]
    assert told.text.startswith('⚠️ There is no quote "XX-999"')
    assert number_of(told) in club.log
    assert told.buttons == []


@pytest.fixture
def broken_club(club: Club) -> Club:
    """Its database is none."""
    path = club.program.data / "workspaces" / f"{club.workspace}.db"
    path.write_bytes(b"no database" * 1000)
    return club


def test_a_database_that_cannot_be_read_is_told_to_the_asker_alone(broken_club: Club) -> None:
    shown = broken_club.member().slash("counter", claim=CLAIM)
    assert number_of(shown) in broken_club.log
    assert shown.private
    assert "Traceback" not in shown.text


def test_people_in_chats_read_no_path_of_the_operator(broken_club: Club) -> None:
    shown = broken_club.member().slash("counter", claim=CLAIM)
    assert str(broken_club.program.data) not in shown.text
    assert broken_club.workspace in broken_club.log


def test_the_log_holds_neither_words_nor_the_token(club: Club) -> None:
    words = "the archbishop hides the lighthouse keys"
    ada = club.member()
    ada.slash("counter", claim=words)
    ada.mention(f"/quote {words}").wait_for("direct message")
    assert "archbishop" not in club.log
    assert club.service.environment["DISCORD_TOKEN"] not in club.log
