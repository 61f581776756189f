"""Living answers in Slack: a public answer is mended when a quote of it changes, and nothing else in it."""

import copy
import json
from dataclasses import replace
from typing import Any

from tests.chats.slack_program import CLAIM, Branch, Office
from tests.chats.test_discord_removal import wait_until
from tests.doubles.slack.person import Person
from tests.doubles.slack.shown import Shown

RETRACTED = "Retracted by the moderators on"


def public_answer(office: Office, ada: Person) -> Shown:
    office.admin("Settings").slash("/settings", "--answers public")
    answer = ada.slash("/counter", CLAIM)
    assert not answer.private
    assert "SB-001" in answer.text
    return answer


def blocks_of(shown: Shown) -> list[dict[str, Any]]:
    """What a message is made of, without the ids that Slack makes up by counting."""
    blocks: list[dict[str, Any]] = copy.deepcopy(shown.now().body["blocks"])
    for block in blocks:
        del block["block_id"]
        for part in block["elements"] if block["type"] == "rich_text" else ():
            del part["action_id"]
    return blocks


def without_warnings(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks without the sections that begin with a warning sign."""
    return [
        {**block, "elements": [part for part in block["elements"] if "warning" not in json.dumps(part)]}
        if block["type"] == "rich_text"
        else block
        for block in blocks
    ]


def test_a_retracted_source_is_marked_in_earlier_answers_and_nothing_else_changes(branch: Branch) -> None:
    ada, mo = branch.member("Ada"), branch.admin("Mo")
    answer = public_answer(branch, ada)
    other = ada.slash("/who-said", "Ines Okafor")
    before, of_other = blocks_of(answer), blocks_of(other)
    told = mo.slash("/source", "retract bridge.txt --reason the figures were wrong")
    assert "brought up to date" in told.text
    answer.wait_for(RETRACTED)
    after = blocks_of(answer)
    assert after != before
    assert without_warnings(after) == before
    assert ": the figures were wrong" in answer.now().text
    assert blocks_of(other) == of_other
    assert answer.now().raw["updates"] == 1
    assert other.now().raw["updates"] == 0


def test_a_change_made_while_the_bot_was_away_is_shown_when_it_is_back_and_can_be_taken_back(
    office: Office,
) -> None:
    ada, mo = office.member("Ada"), office.admin("Mo")
    with office.public_answers():
        answer = ada.slash("/counter", CLAIM)
        before = blocks_of(answer)
        office.service.limit("chat.update", calls=99, retry_after=60)
        mo.slash("/source", "retract bridge.txt")
        office.program.stop()
        office.service.limit("chat.update", calls=0)
        assert blocks_of(answer) == before
        office.program.start()
        answer.wait_for(RETRACTED, seconds=30)
        mo.slash("/source", "restore bridge.txt")
        answer.wait_for(lambda shown: RETRACTED not in shown.text)
        assert blocks_of(answer) == before


def test_a_corrected_speaker_is_shown_and_its_buttons_work(branch: Branch) -> None:
    ada, mo = branch.member("Ada"), branch.admin("Mo")
    answer = public_answer(branch, ada)
    mo.slash("/claim", 'speaker SB-001 --name "Pia Holt" --role editor')
    answer.wait_for("Corrected on")
    assert "Pia Holt, editor · reported" in answer.now().text
    assert "Pia Holt" in answer.now().press("In context").text


def test_a_removed_source_leaves_no_word_in_earlier_answers(branch: Branch) -> None:
    ada, mo = branch.member("Ada"), branch.admin("Mo")
    answer = public_answer(branch, ada)
    mo.slash("/source", "remove bridge.txt").press("Yes, remove it")
    answer.wait_for("SB-001 stood here: its source is no longer in the library.")
    assert "the ferry costs the county more" not in json.dumps(answer.now().body)


def test_an_answer_where_the_bot_is_no_member_is_public_all_the_same_and_stays_as_it_is(
    branch: Branch,
) -> None:
    elsewhere = branch.service.channel("elsewhere", bot_in=False, team=branch.team)
    ada, mo = replace(branch.member("Ada"), home_channel=elsewhere), branch.admin("Mo")
    answer = public_answer(branch, ada)
    before = blocks_of(answer)
    told = mo.slash("/source", "retract bridge.txt")
    assert "brought up to date" not in told.text
    assert blocks_of(answer) == before


def test_an_answer_that_cannot_be_changed_is_counted_in_the_log(branch: Branch) -> None:
    ada, mo = branch.member("Ada"), branch.admin("Mo")
    answer = public_answer(branch, ada)
    answer.delete()
    mo.slash("/source", "retract bridge.txt")
    wait_until(lambda: "mended: 0, unreachable: 1" in mo.slash("/audit").text)
