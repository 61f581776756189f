"""A process of several is killed after it has acknowledged something: another answers it, once."""

from pathlib import Path

import pytest

from tests.chats.shelving import Shelve
from tests.chats.slack_program import CLAIM, Branch, slack_program
from tests.doubles.slack.driver import SlackService

MANY = 30
TAKEN_OVER = "answering a question that another process had acknowledged"
RESTARTING = "I am being restarted"


@pytest.mark.parametrize("kill", [True, False], ids=["killed", "stopped"])
def test_what_a_process_had_acknowledged_another_answers(
    shelve: Shelve, tmp_path: Path, *, kill: bool
) -> None:
    one_at_a_time = {"COUNTERPOINT_WORKERS": "1", "COUNTERPOINT_STOP_SECONDS": "1"}
    with (
        SlackService.started(http=True) as service,
        slack_program(tmp_path, shelve, service=service, over=one_at_a_time) as program,
    ):
        ada = Branch.founded(program).member()
        asked = [ada.begin_slash("/counter", f"{CLAIM} {number}") for number in range(MANY)]
        asked[-1].acknowledged()
        program.stop(kill=kill)
        program.start()
        for one in asked:
            one.answer(seconds=60)
        service.settle(quiet=0.5)
        told = service.told([one.id for one in asked])
        in_doubt = [one for one in told if any(RESTARTING in text for text in one.texts)]
        answers = [[text for text in one.texts if RESTARTING not in text] for one in told]
        assert all(len(texts) <= 1 for texts in answers)
        # killed between sending an answer and noting that it has arrived: one at a time is worked on
        assert len(in_doubt) <= int(kill)
        assert all(
            "Against" in texts[0] for texts, one in zip(answers, told, strict=True) if one not in in_doubt
        )
        assert TAKEN_OVER in program.log
        program.calm()
