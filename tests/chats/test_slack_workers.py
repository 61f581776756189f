"""A process of several is killed after it has acknowledged something: another answers it, once."""

from pathlib import Path

import pytest

from tests.chats.shelving import Shelve
from tests.chats.slack_program import CLAIM, KEY, Branch, Office, slack_program
from tests.doubles.slack.driver import SlackService

MANY = 30
TOPICS = "A topic of the library, or any phrase."
TAKEN_OVER = "answering a question that another process had acknowledged"
RESTARTING = "I am being restarted"


ONE_AT_A_TIME = {
    "COUNTERPOINT_WORKERS": "1",
    "COUNTERPOINT_STOP_SECONDS": "1",
    "COUNTERPOINT_SECRET_KEY": KEY,
}


@pytest.mark.parametrize("http", [True, False], ids=["over HTTP", "over a socket"])
@pytest.mark.parametrize("kill", [True, False], ids=["killed", "stopped"])
def test_what_a_process_had_acknowledged_another_answers(
    shelve: Shelve, tmp_path: Path, *, kill: bool, http: bool
) -> None:
    with (
        SlackService.started(http=http) as service,
        slack_program(tmp_path, shelve, service=service, over=ONE_AT_A_TIME) as program,
    ):
        ada = (Branch.founded(program) if http else Office.opened(program)).member()
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


def test_a_form_that_was_sent_is_answered_by_the_next_start(shelve: Shelve, tmp_path: Path) -> None:
    with (
        SlackService.started() as service,
        slack_program(tmp_path, shelve, service=service, over=ONE_AT_A_TIME) as program,
    ):
        office = Office.opened(program)
        ada, bo = office.member(), office.member("Bo")
        opened = bo.begin_slash("/views")
        opened.answer()
        bo.suggest(bo.view, TOPICS, "skerry")
        asked = [ada.begin_slash("/counter", f"{CLAIM} {number}") for number in range(MANY)]
        asked[-1].acknowledged()
        bo.view.begin_submit({"Topic": "skerry-bridge"}).acknowledged()
        program.stop(kill=True)
        program.start()
        shown = opened.answer(until="Views on skerry-bridge", seconds=60)
        assert shown.raw["channel"] == office.channel
        program.calm()
