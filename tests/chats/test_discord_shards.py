"""A bot in many servers: Discord asks for several connections, and each server is answered over its own."""

from pathlib import Path

from tests.chats.discord_program import CLAIM, Club, DiscordProgram
from tests.chats.shelving import Shelve
from tests.doubles.discord.driver import DiscordService


def test_servers_of_different_shards_are_answered_by_one_program(tmp_path: Path, shelve: Shelve) -> None:
    with DiscordService.started(shards=2, servers=2) as service:
        program = DiscordProgram(service=service, data=tmp_path, shelve=shelve)
        try:
            program.start()
            clubs = [Club.founded(program) for _ in range(2)]
            shards = {int(club.server.id) >> 22 & 1 for club in clubs}
            answers = [club.member().slash("counter", claim=CLAIM).text for club in clubs]
            program.running.wait_for("in 4 servers")
        finally:
            program.close()
        assert shards == {0, 1}
        assert answers[0] == answers[1]
        assert "SB-001" in answers[0]
        assert service.statistics["gateway"]["identifies"] == 2
        assert [service.complaints, service.refusals] == [[], []]
