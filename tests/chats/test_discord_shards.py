"""A bot in many servers: Discord asks for several connections, and each server is answered over its own."""

from contextlib import ExitStack
from pathlib import Path

from tests.chats.discord_program import CLAIM, Club, DiscordProgram
from tests.chats.program import Running, running
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


def test_two_programs_share_the_servers_and_one_takes_over_from_another(
    tmp_path: Path, shelve: Shelve
) -> None:
    with DiscordService.started(shards=2, servers=2) as service, ExitStack() as stack:

        def program(shards: str) -> Running:
            started = stack.enter_context(
                running(tmp_path, {**service.environment, "DISCORD_SHARDS": shards})
            )
            started.wait_for("Discord: as")
            return started

        whole = DiscordProgram(service=service, data=tmp_path, shelve=shelve)
        clubs = [Club.founded(whole) for _ in range(2)]
        clubs.sort(key=lambda club: int(club.server.id) >> 22 & 1)
        first, second = program("0/2"), program("1/2")
        said = [club.member().slash("counter", claim=CLAIM).text for club in clubs]
        assert said[0] == said[1]
        assert "SB-001" in said[0]

        successor = program("1/2")
        ada = clubs[1].member()
        asked = ada.mention(CLAIM)
        asked.wait_for("SB-001")
        assert second.stop() == 0
        assert len([one for one in ada.channel_messages() if "SB-001" in one.text]) == 1
        again = clubs[1].member().slash("counter", claim=CLAIM)
        assert "SB-001" in again.text
        assert [first.process.poll(), successor.process.poll()] == [None, None]
        assert "Traceback" not in first.written + second.written + successor.written
        assert service.complaints == []
