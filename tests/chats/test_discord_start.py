"""How the program starts on Discord, starts again, and ends."""

from pathlib import Path

import pytest

from tests.chats.discord_program import CLAIM, Club
from tests.chats.program import running


def test_it_says_where_it_is_once_it_is_there(club: Club) -> None:
    club.program.running.wait_for("Discord: as ")


def test_commands_are_told_once_and_not_again_at_the_next_start(club: Club) -> None:
    before = club.service.statistics["syncs"]
    assert before == 1
    club.program.restart(kill=True)
    assert "skerry-bridge" in club.member().slash("topics").text
    assert club.service.statistics["syncs"] == before


def test_what_is_being_answered_is_finished_before_it_stops(club: Club) -> None:
    club.service.fault("slow", "PATCH /webhooks/*", seconds=0.5)
    asked = club.member().slash_without_waiting("counter", claim=CLAIM).wait_for_acknowledgement()
    assert club.program.stop() == 0
    assert "SB-001" in asked.wait_for_answer().text


@pytest.mark.parametrize(("code", "told"), [(4004, "refuses DISCORD_TOKEN"), (4014, "refuses the intents")])
def test_a_connection_that_discord_ends_for_good_ends_the_program_with_one_sentence(
    troubled_club: Club, code: int, told: str
) -> None:
    program = troubled_club.program
    program.service.disturb("close", code=code)
    assert program.running.process.wait(timeout=30) == 1
    last = program.running.written.splitlines()[-1]
    assert told in last
    assert last.endswith(".")
    assert "Traceback" not in program.running.written
    program.close()


def test_a_wrong_token_is_told_in_one_sentence(troubled_club: Club, tmp_path: Path) -> None:
    wrong = {**troubled_club.service.environment, "DISCORD_TOKEN": "wrong"}
    with running(tmp_path, wrong) as program:
        assert program.process.wait(timeout=30) == 1
        assert "Discord refuses DISCORD_TOKEN" in program.written.splitlines()[-1]
        assert "Traceback" not in program.written
