"""Several processes of the bot in Discord: whose server is whose, and what is done once for all of them."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.discord import departures, turns
from adapters.discord.origins import server
from adapters.discord.settings import Settings
from adapters.discord.shards import Shards
from knowledge.errors import InputError
from tests.adapters.discord.discord_host import small_host

TOKEN = {"DISCORD_TOKEN": "t"}


@pytest.mark.parametrize(
    ("typed", "ids", "count"),
    [
        ("0/1", (0,), 1),
        ("0,1/2", (0, 1), 2),
        ("4-7/16", (4, 5, 6, 7), 16),
        (" 0-1, 3 / 4 ", (0, 1, 3), 4),
        ("2,2-3/4", (2, 3), 4),
    ],
)
def test_shards_are_named_by_number_and_range(typed: str, ids: tuple[int, ...], count: int) -> None:
    shards = Settings.read({**TOKEN, "DISCORD_SHARDS": typed})
    assert shards is not None
    assert shards.shards == Shards(ids=ids, count=count)
    assert shards.shards.leads == (0 in ids)


@pytest.mark.parametrize(
    "typed", ["4", "0-3", "4/4", "3-1/4", "a/4", "0/0", "-1/4", "0/99999", "0-99999/16384", "/2"]
)
def test_what_names_no_shards_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputError, match="0-3/16"):
        Settings.read({**TOKEN, "DISCORD_SHARDS": typed})


def test_one_process_serves_everything_where_nothing_is_set() -> None:
    settings = Settings.read(TOKEN)
    assert settings is not None
    assert settings.shards is None


def test_a_process_takes_no_server_of_another_for_one_that_left() -> None:
    host, libraries = small_host()
    shards = Shards(ids=(1,), count=2)
    ours, theirs, gone = 1 << 22, 2 << 22, 3 << 22
    for guild in (ours, theirs, gone):
        libraries.workspace(server(guild))
    departures.compare(libraries, [ours], is_ours=shards.holds)
    left = libraries.installation.departed_before(datetime.max.replace(tzinfo=UTC))
    assert left == [server(gone)]
    assert departures.is_gone(server(gone), [ours], is_ours=shards.holds)
    assert not departures.is_gone(server(theirs), [ours], is_ours=shards.holds)
    host.workers.close()


def test_shards_identify_one_after_the_other_over_all_processes() -> None:
    host, _ = small_host()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def start() -> None:
        for _ in range(3):
            await turns.identifying(host, now=lambda: 11.5, sleep=sleep)

    asyncio.run(start())
    host.workers.close()
    assert slept == [5.0, 10.5, 16.0]
