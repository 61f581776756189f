"""Web clients: one connection pool, a few tries, and no waiting longer than somebody would."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from aiohttp import ClientSession
    from slack_sdk.http_retry.async_handler import AsyncRetryHandler
    from slack_sdk.http_retry.request import HttpRequest
    from slack_sdk.http_retry.response import HttpResponse
    from slack_sdk.http_retry.state import RetryState

LONGEST_WAIT: Final = 30
"""Seconds that Slack may ask to wait; a longer wait is an answer nobody waits for."""
TRIES: Final = 4
TIMEOUT: Final = 15

logger = logging.getLogger("adapters.slack.sdk")
# Below this level the libraries write every payload to the log, and with it what people type.
logger.setLevel(logging.INFO)
# slack-bolt reads SLACK_BOT_TOKEN by itself, and tells of it although it is given a client.
logger.addFilter(lambda record: "`token` will be unused" not in record.getMessage())


class PatientRateLimit(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks, unless that is too long."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        named = {name.lower(): value for name, value in response.headers.items()}.get("retry-after", "1")
        wait = named[0] if isinstance(named, list) else str(named)
        return wait.isdigit() and int(wait) <= LONGEST_WAIT


def retries() -> list[AsyncRetryHandler]:
    """What is tried again: lost connections, rate limits, Slack's own faults."""
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
        PatientRateLimit(max_retry_count=TRIES),
        AsyncServerErrorRetryHandler(max_retry_count=2),
    ]


def web_client(token: str | None, *, api: str, session: ClientSession | None) -> AsyncWebClient:
    """A client of the Web API."""
    return AsyncWebClient(
        token=token,
        base_url=api,
        session=session,
        timeout=TIMEOUT,
        retry_handlers=retries(),
        logger=logger,
    )
