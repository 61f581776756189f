"""Briefs in Slack: a private answer, the file in direct messages, every format from the menu, quotes saved."""

import asyncio
import time
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.handing import hand_over, without_files
from adapters.slack.sending import Outlet, Place
from bot.briefs.formats import FORMATS
from bot.reply import Note, Reply
from knowledge.types import File
from tests.chats.slack_program import CLAIM, Office
from tests.doubles.slack.person import Person

WITHIN = 20.0
"""Seconds for a file to arrive after the answer."""
BRIEF = File(name="brief.pdf", content=b"%PDF\x00\xff")
LONG = File(name="brief.md", content=b"All words. " * 400)
SHORT = File(name="about.json", content=b"{}")


def received(office: Office, person: Person, name: str) -> bool:
    """Whether a file of that name has come to somebody."""
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        if any(f"[file] {name}" in one.text for one in office.service.sees(person)):
            return True
        time.sleep(0.1)
    return False


def test_a_brief_comes_in_each_format_into_direct_messages_and_to_nobody_else(office: Office) -> None:
    ada, ben = office.member(), office.member("Ben")
    shown = ada.slash("/brief", "skerry-bridge")
    assert shown.private
    assert "brief-skerry-bridge.pdf is in your direct messages with the app." in shown.text
    assert received(office, ada, "brief-skerry-bridge.pdf")
    for one in FORMATS[1:]:
        again = shown.choose("Get it in another format", one.name)
        assert again.private
        assert received(office, ada, f"brief-skerry-bridge{one.suffix}")
    assert not any("[file]" in one.text for one in office.service.sees(ben))


def test_a_brief_that_is_asked_for_in_a_direct_message_stands_there(office: Office) -> None:
    ada = office.member()
    shown = ada.direct_message("/brief skerry-bridge --side for --format docx")
    assert "direct messages" not in shown.text
    assert received(office, ada, "brief-skerry-bridge.docx")


def test_a_quote_is_saved_by_its_button_and_taken_out_again(office: Office) -> None:
    ada = office.member()
    saved = ada.slash("/counter", CLAIM).press("Save")
    assert "is in your notebook; /notebook shows it" in saved.text
    assert "Mara Lind" in ada.slash("/notebook").text
    assert "is no longer in your notebook" in saved.press("Undo", until="no longer").text
    assert "Your notebook is empty" in ada.slash("/notebook").text


class Refusing:
    """A Slack that takes messages and no files."""

    def __init__(self) -> None:
        self.posted: list[str] = []

    async def chat_postMessage(self, **body: Any) -> dict[str, str]:  # noqa: N802 - Slack's name
        self.posted.append(str(body))
        return {"channel": "D1"}

    async def chat_postEphemeral(self, **body: Any) -> dict[str, str]:  # noqa: N802 - Slack's name
        self.posted.append(str(body))
        return {}

    async def files_upload_v2(self, **_: Any) -> None:
        raise SlackApiError("no", {"error": "missing_scope"})  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("file", "shown"), [(BRIEF, "could not be handed over"), (LONG, "All words. All words.")]
)
def test_where_slack_takes_no_file_somebody_is_told_or_shown_the_text(file: File, shown: str) -> None:
    slack = Refusing()
    outlet = Outlet(slack, None, Place(user="U1", channel="C1"))  # type: ignore[arg-type]
    asyncio.run(hand_over(outlet, Reply(command="brief", data={}, files=(file,))))
    assert shown in "".join(slack.posted)


def test_a_short_text_stays_in_the_answer() -> None:
    outlet = Outlet(Refusing(), None, Place(user="U1", channel="C1"))  # type: ignore[arg-type]
    reply = Reply(command="privacy", data={}, pieces=(Note(text="Here."),), files=(SHORT,))
    assert without_files(reply, outlet) == reply
    answer = without_files(Reply(command="brief", data={}, files=(SHORT, LONG, BRIEF)), outlet)
    assert answer.files == (SHORT,)
    assert len(answer.pieces) == 2
