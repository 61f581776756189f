"""Where Slack takes no picture, its lines are shown: the app lacks a right, or a block is refused."""

from pathlib import Path

import pytest

from adapters.slack import pictures
from tests.adapters.slack.slack_exchange import Exchange, Json, exchange, shown


def images(body: Json) -> list[Json]:
    return [block for block in body.get("blocks", ()) if block["type"] == "image"]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "UNTIL_TAKEN_IN", (0.0, 0.0, 0.0))


def test_a_picture_is_uploaded_once_it_is_known_and_shown(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.slash("/map", "the ferry is dear"))
        (answer,) = slack.told("hook")
        (image,) = images(answer)
        assert image["slack_file"] == {"id": "F77"}
        assert len(slack.told("upload")) == 1
        assert "channel_id" not in slack.told("files.completeUploadExternal")[0]

    exchange(tmp_path, talk)


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"]
)
def test_without_the_right_to_upload_the_map_comes_as_lines(tmp_path: Path, method: str) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse[method] = ["missing_scope"] * 9
        await slack.send(slack.slash("/map", "the ferry is dear"))
        (answer,) = slack.told("hook")
        assert images(answer) == []
        assert "+ Supports · 90 % · FB-001: “The ferry pays for itself.”" in shown(answer)

    exchange(tmp_path, talk)


def test_a_picture_that_a_response_url_refuses_goes_another_way(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse["hook"] = ["invalid_blocks"]
        await slack.send(slack.slash("/map", "the ferry is dear"))
        (answer,) = slack.told("chat.postEphemeral")
        assert "F77" in str(answer["blocks"])

    exchange(tmp_path, talk)


def test_a_picture_that_slack_shows_nowhere_comes_as_lines(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse["hook"] = ["invalid_blocks"]
        slack.refuse["chat.postEphemeral"] = ["invalid_blocks"]
        slack.refuse["chat.postMessage"] = ["invalid_blocks"]
        await slack.send(slack.slash("/map", "the ferry is dear"))
        words = "\n".join(str(body.get("text")) for body in slack.told("hook"))
        assert "FB-001: “The ferry pays for itself.”" in words

    exchange(tmp_path, talk)
