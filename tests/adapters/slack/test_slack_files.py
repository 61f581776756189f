"""Files that people hand over in Slack: who may, how long it takes, and what their words mean."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.desk import Caller, Desk
from adapters.slack.files import fetched
from adapters.slack.settings import Settings
from tests.adapters.slack.slack_exchange import ADMIN, GERMAN, MEMBER, Exchange, Json, exchange


def file_of(slack: Exchange, name: str = "new.txt", **more: Any) -> Json:
    return {"id": "F1", "name": name, "size": 18, "url_private": f"{slack.address}/file", **more}


def message(slack: Exchange, text: str, *files: Json, user: str) -> Json:
    said = {"type": "message", "subtype": "file_share", "channel_type": "im", "channel": "D1"}
    return slack.event({**said, "text": text, "files": list(files)}, user=user)


def answer(slack: Exchange) -> str:
    (updated,) = slack.told("chat.update")
    return str(updated["text"])


@pytest.mark.parametrize("text", ["", "source add", "/source add --topic skerry-bridge"])
def test_a_file_in_a_direct_message_is_added(tmp_path: Path, text: str) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(message(slack, text, file_of(slack), user=ADMIN))
        assert "new.txt" in answer(slack)
        assert len(slack.told("file")) == 1
        assert ("skerry-bridge" in answer(slack)) is ("--topic" in text)

    exchange(tmp_path, talk)


def test_a_file_with_other_words_is_not_added_and_its_sender_is_told_so(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(message(slack, "the ferry is dear", file_of(slack), user=ADMIN))
        assert "give the number" in answer(slack)
        assert not [one for one in slack.library.opened["slack-T1"].kept if one.file == "new.txt"]

    exchange(tmp_path, talk)


def test_a_file_of_somebody_who_may_not_add_is_not_even_fetched(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(message(slack, "", file_of(slack), user=MEMBER))
        assert "moderators" in answer(slack)
        await slack.send(slack.slash("/source", "add", user=ADMIN))
        form: Json = slack.told("views.open")[0]["view"]
        values: Json = {"cp:file": {"cp:i": {"type": "file_input", "files": [file_of(slack)]}}}
        await slack.send(slack.submission(form, values, user=MEMBER))
        assert "moderators" in str(slack.told("views.update")[-1]["view"])
        assert slack.told("file") == []

    exchange(tmp_path, talk)


def test_what_is_wrong_with_a_file_is_said_in_the_persons_language_with_a_number(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.library.workspace("slack-T1").records.set_setting("add", "everyone")
        large = file_of(slack, size=10**9)
        await slack.send(message(slack, "", large, user=GERMAN))
        said = str(slack.told("chat.update") + slack.told("chat.postMessage"))
        assert "new.txt ist größer als" in said
        assert "Nummer" in said

    exchange(tmp_path, talk)


class Downloads:
    """A session that writes down how long each download may take, and how many there are at once."""

    status = 200

    def __init__(self) -> None:
        self.seconds: set[float] = set()
        self.now = self.most = 0

    def get(self, _: str, *, timeout: Any, **__: Any) -> "Downloads":
        self.seconds.add(timeout.total)
        return self

    async def __aenter__(self) -> "Downloads":
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.now -= 1

    @property
    def content(self) -> "Downloads":
        return self

    async def iter_chunked(self, _: int) -> AsyncIterator[bytes]:
        for part in (b"The ferry ", b"is dear."):
            await asyncio.sleep(0)
            yield part


def test_a_large_file_has_more_time_than_an_answer_of_slack_and_few_come_at_once() -> None:
    async def run() -> None:
        downloads = Downloads()
        session: Any = downloads
        host: Any = None
        desk = Desk(host, Settings(), session)
        caller = Caller(team="T1", user="U1", client=AsyncWebClient(token="xoxb-1"))  # noqa: S106
        file = {"name": "a.txt", "url_private": "https://files.slack.com/a.txt"}
        found = await asyncio.gather(*(fetched(desk, caller, file) for _ in range(7)))
        assert {one.content for one in found} == {b"The ferry is dear."}
        assert downloads.seconds == {120}
        assert downloads.most == 2

    asyncio.run(run())
