"""What becomes of a server's data when the bot is removed: it goes after 30 days, and only then."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from tests.chats.discord_program import CLAIM, Club, DiscordProgram


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Servers a month after something had happened to each."""

    removed: Club
    removed_lately: Club
    back: Club
    failed: Club


@pytest.fixture(scope="module")
def later(discord: DiscordProgram) -> Iterator[Later]:
    discord.start()
    found = Later(
        removed=Club.founded(discord),
        removed_lately=Club.founded(discord),
        back=Club.founded(discord),
        failed=Club.founded(discord),
    )
    for club in (found.removed, found.removed_lately, found.back):
        discord.service.remove_bot(club.server)
        wait_until(partial(has_departed, club))
    discord.service.fail_server(found.failed.server)
    discord.service.restore_server(found.back.server)
    wait_until(lambda: not has_departed(found.back))
    departed(found.removed, days=31)
    departed(found.removed_lately, days=29)
    discord.restart()
    wait_until(lambda: not found.removed.has_database())
    yield found
    discord.service.forgive()


def test_data_is_deleted_thirty_days_after_the_bot_was_removed(later: Later) -> None:
    assert not later.removed.has_database()
    assert not has_departed(later.removed)
    wait_until(lambda: f"deleted {later.removed.workspace}" in later.removed.log)


def test_data_stays_for_thirty_days(later: Later) -> None:
    assert later.removed_lately.has_database()
    assert has_departed(later.removed_lately)


def test_a_server_that_takes_the_bot_back_keeps_its_data(later: Later) -> None:
    assert not has_departed(later.back)
    assert "SB-001" in later.back.member().slash("counter", claim=CLAIM).text


def test_a_server_that_takes_the_bot_back_within_thirty_days_finds_everything(later: Later) -> None:
    club = later.removed_lately
    club.service.restore_server(club.server)
    wait_until(lambda: not has_departed(club))
    assert "SB-001" in club.member().slash("counter", claim=CLAIM).text


def test_a_server_that_is_merely_unavailable_has_not_removed_the_bot(later: Later) -> None:
    assert not has_departed(later.failed)
    assert later.failed.has_database()
    later.failed.service.restore_server(later.failed.server)
    assert "SB-001" in later.failed.member().slash("counter", claim=CLAIM).text


def departed(club: Club, *, days: int) -> None:
    """Let a removal have happened so long ago."""
    moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
    with closing(sqlite3.connect(club.program.data / "installation.db")) as db, db:
        db.execute("UPDATE departures SET at = ? WHERE workspace = ?", (moment, club.workspace))


def has_departed(club: Club) -> bool:
    with closing(sqlite3.connect(club.program.data / "installation.db")) as db:
        rows = db.execute("SELECT 1 FROM departures WHERE workspace = ?", (club.workspace,)).fetchall()
    return bool(rows)


def wait_until(is_so: Callable[[], bool], *, within: float = 20.0) -> None:
    end = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
