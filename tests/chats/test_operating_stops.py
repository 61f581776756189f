"""The program is told to stop while many wait: each of them hears something, and nothing that was handed over is lost."""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.chats.discord_program import CLAIM, Club, discord_program
from tests.chats.shelving import Shelve
from tests.chats.slack_program import Office, slack_program
from tests.doubles.slack.driver import SlackService

MANY = 40
RESTARTING = "I am being restarted. Please ask again in a minute."
ONE_AT_A_TIME = {"COUNTERPOINT_WORKERS": "1"}
SOON, LATER = {"COUNTERPOINT_STOP_SECONDS": "1"}, {"COUNTERPOINT_STOP_SECONDS": "60"}


@pytest.mark.parametrize("time_to_stop", [SOON, LATER], ids=["soon", "later"])
def test_nobody_on_discord_is_left_without_a_word_when_it_stops_under_load(
    shelve: Shelve, tmp_path: Path, time_to_stop: dict[str, str]
) -> None:
    with discord_program(tmp_path, shelve, over={**ONE_AT_A_TIME, **time_to_stop}) as program:
        club = Club.founded(program)
        ada = club.member()
        asked = [ada.slash_without_waiting("counter", claim=f"{CLAIM} {number}") for number in range(MANY)]
        asked[0].wait_for_acknowledgement()
        program.running.process.send_signal(signal.SIGTERM)
        told = [one.wait_for_answer(within=60).text for one in asked]
        assert program.running.process.wait(timeout=60) == 0
        answered = [text for text in told if RESTARTING not in text]
        assert all("Against" in text for text in answered)
        assert answered
        assert "Traceback" not in program.running.written


@pytest.mark.parametrize("time_to_stop", [SOON, LATER], ids=["soon", "later"])
def test_nobody_on_slack_is_left_without_a_word_when_it_stops_under_load(
    shelve: Shelve, tmp_path: Path, time_to_stop: dict[str, str]
) -> None:
    with (
        SlackService.started() as service,
        slack_program(tmp_path, shelve, service=service, over={**ONE_AT_A_TIME, **time_to_stop}) as program,
    ):
        ada = Office.opened(program).member()
        asked = [ada.begin_slash("/counter", f"{CLAIM} {number}") for number in range(MANY)]
        asked[0].acknowledged()
        assert program.running is not None
        program.running.process.send_signal(signal.SIGTERM)
        told = [one.answer(seconds=60).text for one in asked]
        assert program.running.process.wait(timeout=60) == 0
        assert all(RESTARTING in text or "Against" in text for text in told)
        assert "Traceback" not in program.log


def until_kept(data: Path, club: Club) -> None:
    """Wait until what was handed over is on the disk."""
    until = time.monotonic() + 30
    with closing(sqlite3.connect(data / "workspaces" / f"{club.workspace}.db")) as database:
        while not database.execute("SELECT count(*) FROM jobs").fetchone()[0]:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_sources_that_were_handed_over_are_gone_on_with_after_a_stop(shelve: Shelve, tmp_path: Path) -> None:
    book = "\n\n".join(
        f"The harbour of Skerry needs pier {number}, because ships wait." for number in range(3000)
    )
    with discord_program(tmp_path, shelve, over=SOON) as program:
        club = Club.founded(program)
        mo = club.moderator()
        asked = mo.slash_without_waiting("source add", file=("harbour.txt", book.encode()))
        asked.wait_for_acknowledgement()
        until_kept(tmp_path, club)
        program.running.process.send_signal(signal.SIGTERM)
        asked.wait_for_answer(within=30).wait_for("I go on with what you gave me to add", within=30)
        assert program.running.process.wait(timeout=30) == 0
        program.restart()
        program.running.wait_for("went on adding after a restart: 1 added", within=120)
        assert "harbour.txt" in mo.slash("sources", within=30).text
