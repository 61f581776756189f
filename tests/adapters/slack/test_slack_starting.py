"""When Slack cannot be reached as the program starts: what is tried again, and what is not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientConnectionError
from slack_sdk.errors import SlackApiError

from adapters.slack import service
from adapters.slack.service import first_reached
from bot.host import CannotStart


@pytest.fixture(autouse=True)
def one_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "FIRST_TRIES", 1)


def failing(error: Exception) -> Callable[[], Awaitable[None]]:
    async def call() -> None:
        raise error

    return call


def refusing(word: str) -> SlackApiError:
    refusal: Any = SlackApiError
    found: SlackApiError = refusal("no", {"ok": False, "error": word})
    return found


def how_it_ends(error: Exception) -> CannotStart:
    with pytest.raises(CannotStart) as found:
        asyncio.run(
            first_reached(failing(error), name="SLACK_BOT_TOKEN", address="https://slack.example/api/")
        )
    return found.value


@pytest.mark.parametrize("error", [ClientConnectionError(), TimeoutError(), OSError("no route")])
def test_a_slack_that_cannot_be_reached_is_tried_again_later(error: Exception) -> None:
    ending = how_it_ends(error)
    assert ending.passing
    assert ending.__cause__ is error


@pytest.mark.parametrize("word", sorted(service.PASSING))
def test_what_slack_says_when_it_is_unwell_is_not_the_end(word: str) -> None:
    assert how_it_ends(refusing(word)).passing


@pytest.mark.parametrize("word", ["invalid_auth", "account_inactive", "not_allowed_token_type"])
def test_a_token_that_slack_refuses_is_the_end(word: str) -> None:
    ending = how_it_ends(refusing(word))
    assert not ending.passing
    assert "SLACK_BOT_TOKEN" in str(ending)
