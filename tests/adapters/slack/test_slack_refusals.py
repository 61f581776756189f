"""What goes wrong before the bot is asked: said in the person's language, with a number."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from bot.host import Busy
from knowledge.errors import DatabaseError
from tests.adapters.slack.slack_exchange import GERMAN, Exchange, exchange, shown


def breaking(error: Callable[[], Exception]) -> Any:
    """Stands for what is done in a thread."""

    async def work(*_: Any, **__: Any) -> NoReturn:
        raise error()

    return work


def test_a_bot_that_is_busy_says_so_in_the_persons_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(slack: Exchange) -> None:
        monkeypatch.setattr(slack.desk.host.workers, "answer", breaking(lambda: Busy(5)))
        await slack.send(slack.slash("/counter", "the ferry is dear", user=GERMAN))
        (said,) = slack.told("hook")
        assert said["response_type"] == "ephemeral"
        assert "die Nummer" in shown(said)
        assert "Try again" not in shown(said)

    exchange(tmp_path, talk)


def test_who_cannot_even_be_queued_is_told_so_in_their_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.slash("/topics", user=GERMAN))
        monkeypatch.setattr(slack.desk.host.workers, "quickly", breaking(lambda: Busy(5)))
        await slack.send(slack.slash("/topics", user=GERMAN, trigger="1.2"))
        assert "die Nummer" in shown(slack.told("hook")[-1])

    exchange(tmp_path, talk)


def test_a_library_that_cannot_be_opened_is_no_business_of_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> NoReturn:
        raise DatabaseError("The database /srv/private.db is broken.")

    async def talk(slack: Exchange) -> None:
        monkeypatch.setattr(slack.library, "workspace", broken)
        await slack.send(slack.slash("/topics", user=GERMAN))
        await slack.send(slack.event({"type": "app_home_opened", "tab": "home"}, user=GERMAN))
        page = slack.told("views.publish")[0]["view"]
        page = json.loads(page) if isinstance(page, str) else page
        for said in (shown(slack.told("hook")[0]), shown(page)):
            assert "private.db" not in said
            assert "Bei uns ist etwas schiefgegangen" in said

    exchange(tmp_path, talk)


def test_what_names_no_workspace_is_acknowledged_and_nothing_is_done_for_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def talk(slack: Exchange) -> None:
        asked = {**slack.slash("/topics"), "team_id": None}
        said = {**slack.event({"type": "app_mention", "channel": "C1", "text": "x"}), "team_id": None}
        for body in (asked, said):
            assert await slack.send(body) == {}
        assert slack.calls == []
        assert slack.library.opened == {}
        assert sum("names no workspace" in message for message in caplog.messages) == 2

    exchange(tmp_path, talk)
