"""What the whole-program tests of the chats share: the library of two sources, as the workspace of a chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chats.discord_program import Club, DiscordProgram, discord_program
from tests.chats.shelving import Shelve
from tests.chats.slack_program import Branch, Office, SlackProgram, slack_program
from tests.doubles.slack.driver import SlackService
from tests.program import database_of


@pytest.fixture(scope="session")
def shelve(library: Path) -> Shelve:
    """Puts the two sources, on the topic skerry-bridge, into a data folder as a workspace of any name."""
    return Shelve(database=database_of(library))


@pytest.fixture(scope="session")
def discord(shelve: Shelve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DiscordProgram]:
    with discord_program(tmp_path_factory.mktemp("discord"), shelve) as program:
        yield program


@pytest.fixture
def club(discord: DiscordProgram) -> Iterator[Club]:
    """A server with the bot, in which nothing may be refused or complained of, and nobody pinged."""
    discord.start()
    yield Club.founded(discord)
    assert discord.refusals_and_calm() == []


@pytest.fixture
def troubled_club(discord: DiscordProgram) -> Iterator[Club]:
    """The same where tests provoke refusals; still, no request is malformed and nobody pinged."""
    discord.start()
    yield Club.founded(discord)
    discord.refusals_and_calm()


@pytest.fixture(scope="session")
def slack(shelve: Shelve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackProgram]:
    """The program over Socket Mode, in the one workspace whose token it has."""
    data = tmp_path_factory.mktemp("slack")
    with SlackService.started() as service, slack_program(data, shelve, service=service) as program:
        yield program


@pytest.fixture(scope="session")
def slack_of_many(shelve: Shelve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackProgram]:
    """The program over HTTP, installable in any workspace."""
    data = tmp_path_factory.mktemp("slack-of-many")
    with SlackService.started(http=True) as service, slack_program(data, shelve, service=service) as program:
        yield program


@pytest.fixture
def office(slack: SlackProgram) -> Iterator[Office]:
    """A channel of its own, in which nothing may be refused or complained of, and nobody pinged."""
    slack.start()
    yield Office.opened(slack)
    slack.calm()
    slack.assert_nothing_amiss()


@pytest.fixture
def branch(slack_of_many: SlackProgram) -> Iterator[Branch]:
    """A workspace of its own, with the app installed, in which the same holds."""
    slack_of_many.start()
    yield Branch.founded(slack_of_many)
    slack_of_many.calm()
    slack_of_many.assert_nothing_amiss()
