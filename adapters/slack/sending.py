"""Getting a message to where it belongs: by the response_url first, and by other ways where that one is dead."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack import limits
from adapters.slack.clients import TIMEOUT, retries
from adapters.slack.clients import logger as sdk_logger

if TYPE_CHECKING:
    from aiohttp import ClientSession
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.layout import Message

Way: TypeAlias = Callable[["Message"], Awaitable[None]]
UNFURLING: Final = {"unfurl_links": False, "unfurl_media": False}
REFUSED: Final = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_arguments",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "invalid_payload",
    }
)
"""What Slack says of a message that it would take nowhere."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer goes. It travels through Slack with a form, so nothing of it is kept in memory."""

    user: str
    channel: str | None = None
    thread: str | None = None
    hook: str | None = None
    """A response_url."""
    ts: str | None = None
    """The message whose button was pressed."""
    window: bool = False
    """Whether answers are shown in a window, since there is no channel."""

    @property
    def direct(self) -> bool:
        """Whether only one person reads there."""
        return self.channel is not None and self.channel.startswith("D")

    def packed(self) -> dict[str, Any]:
        """The place as it travels."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def unpacked(cls, packed: dict[str, Any], *, user: str) -> Place:
        """The place as it came back; the person is whoever sends it, not whoever it says."""
        known = {
            name: packed[name] for name in ("channel", "thread", "hook", "ts", "window") if name in packed
        }
        return replace(cls(user=user), **known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message of which it is known where it stands, so that it can be changed later."""

    message: Message
    channel: str
    ts: str
    public: bool | None
    """None where it stands in place of one that was there before."""


class Refused(Exception):
    """Slack would not take the message anywhere; the message of the error is Slack's word for why."""


class Undelivered(Exception):
    """No way to the reader worked."""


class HookFailed(Exception):
    """A response_url did not take a message; the message of the error is Slack's word for why."""


class Outlet:
    """Sends messages to one place."""

    def __init__(
        self, client: AsyncWebClient, session: ClientSession | None, place: Place, *, team: str = ""
    ) -> None:
        self.client = client
        self.team = team
        self.place = place
        self.sent: list[Sent] = []
        self._session = session
        self._uses = 0
        self._until = time.monotonic() + limits.HOOK_SECONDS

    async def send(self, message: Message, *, public: bool = False, replacing: bool = False) -> None:
        """Show a message by the first way that works.

        Raises:
            Refused: the message itself is not as Slack wants it.
            Undelivered: no way worked.
        """
        why = ""
        for way in self._ways(public=public, replacing=replacing):
            try:
                await way(message)
            except (SlackApiError, HookFailed, ClientError, TimeoutError, OSError) as error:
                why = reason(error)
                # a picture that one way does not take, another may: a response_url knows less of the bot's files
                if why in REFUSED and not message.pictured:
                    raise Refused(why) from error
                logger.info("one way to an answer is closed: %s", why)
            else:
                return
        raise Refused(why) if why in REFUSED else Undelivered

    def _ways(self, *, public: bool, replacing: bool) -> Iterator[Way]:
        place = self.place
        hooked = place.hook is not None
        if replacing:
            yield from (self._replace,) if hooked else ()
            yield from (self._update,) if place.ts and place.channel else ()
        if place.direct or (public and place.channel):
            # what a response_url shows cannot be changed later; where the bot is no member, it is the only way
            yield partial(self._post, channel=str(place.channel))
        if hooked:
            yield partial(self._hook, public=public)
        if place.channel and not place.direct and not public:
            yield self._post_to_one
        yield partial(self._post, channel=place.user)

    async def _hook(self, message: Message, *, public: bool) -> None:
        # Left out, it could mean that the message whose button was pressed is replaced.
        body = {**message.body(), **UNFURLING, "mrkdwn": False, "replace_original": False}
        body["response_type"] = "in_channel" if public else "ephemeral"
        if self.place.thread:
            body["thread_ts"] = self.place.thread
        await self._respond(body)

    async def _replace(self, message: Message) -> None:
        await self._respond({**message.body(), **UNFURLING, "mrkdwn": False, "replace_original": True})
        self._stands(message, self.place.ts, public=None)

    async def _respond(self, body: dict[str, Any]) -> None:
        if self._uses >= limits.HOOK_USES or time.monotonic() > self._until:
            raise HookFailed("used_url")
        self._uses += 1
        hook = AsyncWebhookClient(
            str(self.place.hook),
            timeout=TIMEOUT,
            session=self._session,
            retry_handlers=retries(),
            logger=sdk_logger,
        )
        answer = await hook.send_dict(body)
        if answer.status_code != 200:
            raise HookFailed(_word(answer.body) or str(answer.status_code))

    async def _update(self, message: Message) -> None:
        await self.client.chat_update(
            channel=str(self.place.channel), ts=str(self.place.ts), **message.body()
        )
        self._stands(message, self.place.ts, public=None)

    async def _post(self, message: Message, *, channel: str) -> None:
        thread = self.place.thread if channel == self.place.channel else None
        posted = await self.client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            unfurl_links=False,
            unfurl_media=False,
            mrkdwn=False,
            **message.body(),
        )
        if channel == self.place.channel:
            self._stands(message, posted.get("ts"), public=True)

    def _stands(self, message: Message, ts: str | None, *, public: bool | None) -> None:
        """Note where a message stands; in a direct message nobody else reads it."""
        channel = self.place.channel
        if ts and channel and not self.place.direct:
            self.sent.append(Sent(message=message, channel=channel, ts=ts, public=public))

    async def _post_to_one(self, message: Message) -> None:
        await self.client.chat_postEphemeral(
            channel=str(self.place.channel),
            user=self.place.user,
            thread_ts=self.place.thread,
            **message.body(),
        )


def reason(error: BaseException) -> str:
    """Slack's word for what went wrong, or the error's own name."""
    if isinstance(error, SlackApiError):
        answer = error.response
        return str(answer.get("error", "unknown")) if hasattr(answer, "get") else "unknown"
    return str(error) if isinstance(error, HookFailed) else type(error).__name__


def _word(body: str) -> str:
    """The error of a response_url's answer, which is JSON or the bare word."""
    try:
        found = json.loads(body)
    except ValueError:
        return body.strip()[:80]
    return str(found.get("error", "")) if isinstance(found, dict) else ""
