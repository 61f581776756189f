"""HTTP mode: the double posts signed requests to the bot's address."""

import contextlib
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.doubles.slack.records import Json
from tests.doubles.slack.world import World

EVENTS_PATH = "/slack/events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the bot answered."""

    status: int
    body: str
    no_retry: bool = False

    @property
    def reply(self) -> Json | None:
        """The acknowledgement's payload; plain text is a message."""
        if not self.body.strip():
            return None
        try:
            found = json.loads(self.body)
        except ValueError:
            return {"text": self.body}
        return found if isinstance(found, dict) else {"text": self.body}


def encode(kind: str, payload: Json) -> tuple[str, str]:
    """Give a payload's body and content type: events are JSON, the rest are forms."""
    if kind == "event":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


async def send(world: World, body: str, content_type: str, *, headers: dict[str, str] | None = None) -> Heard:
    """Post one signed request; `headers` replaces what a test wants wrong.

    Raises:
        TimeoutError: when the bot did not answer in time.
        aiohttp.ClientError: when it cannot be reached.
    """
    timestamp = str(int(time.time()))
    said = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(world.signing_secret, timestamp, body),
        **(headers or {}),
    }
    limit = aiohttp.ClientTimeout(total=world.acknowledge_seconds)
    *others, last = world.balanced()
    async with aiohttp.ClientSession(timeout=limit) as session:
        for address in others:
            # a balancer turns to the next process where one listens no more, or did not live to answer
            with contextlib.suppress(aiohttp.ClientConnectionError):
                return await _posted(session, address, body, said)
        return await _posted(session, last, body, said)


async def _posted(session: aiohttp.ClientSession, address: str, body: str, said: dict[str, str]) -> Heard:
    async with session.post(f"{address}{EVENTS_PATH}", data=body.encode(), headers=said) as answer:
        return Heard(
            status=answer.status,
            body=await answer.text(),
            no_retry=answer.headers.get("x-slack-no-retry") == "1",
        )


async def forge(world: World, asked: Json) -> Json:
    """Send one request as a test wants it: `age` in seconds, or timestamp and signature to the letter."""
    body = str(asked["body"])
    timestamp = str(asked.get("timestamp", int(time.time()) - int(asked.get("age", 0))))
    signed = signature(str(asked.get("secret", world.signing_secret)), timestamp, body)
    chosen = str(asked.get("signature", signed))
    headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": chosen}
    content_type = str(asked.get("content_type", "application/json"))
    try:
        heard = await send(world, body, content_type, headers=headers)
    except TimeoutError:
        return {"status": None, "body": ""}
    return {"status": heard.status, "body": heard.body}
