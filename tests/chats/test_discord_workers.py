"""A process of several is killed after it has acknowledged something in Discord: another answers it, once."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.chats.discord_program import CLAIM, Club, DiscordProgram, discord_program
from tests.chats.program import running
from tests.chats.shelving import Shelve
from tests.chats.slack_program import KEY
from tests.doubles.discord.driver import DiscordService

MANY = 20
TAKEN_OVER = "answering a question that another process had acknowledged"
RESTARTING = "I am being restarted"
ONE_AT_A_TIME = {
    "COUNTERPOINT_SECRET_KEY": KEY,
    "COUNTERPOINT_WORKERS": "1",
    "COUNTERPOINT_STOP_SECONDS": "1",
}


@pytest.mark.parametrize("kill", [True, False], ids=["killed", "stopped"])
def test_what_was_acknowledged_in_discord_is_answered_by_the_next_start(
    shelve: Shelve, tmp_path: Path, *, kill: bool
) -> None:
    with discord_program(tmp_path, shelve, over=ONE_AT_A_TIME) as program:
        club = Club.founded(program)
        ada, bo = club.member(), club.member("Bo")
        asked = [ada.slash_without_waiting("counter", claim=f"{CLAIM} {at}") for at in range(MANY)]
        written = [bo.write_to_bot(f"{CLAIM} {at}") for at in range(3)]
        asked[-1].wait_for_acknowledgement()
        for number in written:
            bo.replies_to(number, until="")
        program.restart(kill=kill)
        answers = [one.wait_for_answer(within=60) for one in asked]
        for one in answers:
            one.wait_until(lambda shown: "Against" in shown.text or RESTARTING in shown.text, within=60)
        for number in written:
            (reply,) = bo.replies_to(number, within=60, until="Against")
            assert reply
        in_doubt = [one for one in answers if RESTARTING in one.text]
        assert not in_doubt, "Discord says whether an answer has arrived"
        assert TAKEN_OVER in program.running.written
        assert all(not one.follow_ups for one in answers)
        program.refusals_and_calm()


def test_a_process_of_another_shard_answers_what_one_had_acknowledged(shelve: Shelve, tmp_path: Path) -> None:
    with DiscordService.started(shards=2, servers=2) as service, ExitStack() as stack:
        environment = {**service.environment, **ONE_AT_A_TIME}
        workers = [
            stack.enter_context(running(tmp_path, {**environment, "DISCORD_SHARDS": f"{at}/2"}))
            for at in (0, 1)
        ]
        for worker in workers:
            worker.wait_for("Discord: as")
        program = DiscordProgram(service=service, data=tmp_path, shelve=shelve)
        clubs = sorted(
            (Club.founded(program) for _ in range(2)), key=lambda club: int(club.server.id) >> 22 & 1
        )
        mo = clubs[1].moderator()
        asked = [mo.slash_without_waiting("counter", claim=f"{CLAIM} {at}") for at in range(MANY)]
        number = mo.write_to_bot("/topics")
        asked[-1].wait_for_acknowledgement()
        mo.replies_to(number, until="")
        workers[1].stop(kill=True)
        for one in asked:
            one.wait_for_answer(within=30).wait_for("Against")
        (reply,) = mo.replies_to(number, within=30, until="skerry-bridge")
        assert reply
        assert TAKEN_OVER in workers[0].written
        assert "Traceback" not in workers[0].written
        assert service.complaints == []
