"""What the double remembers: teams, people, channels, messages, views, and what happened."""

import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Team:
    """A Slack workspace, with the bot's account in it."""

    id: str
    name: str
    bot_token: str
    bot_user: str
    bot_id: str
    active: bool = True

    @property
    def domain(self) -> str:
        return self.name.lower()


@dataclass(slots=True, kw_only=True)
class Person:
    id: str
    team: str
    name: str
    admin: bool = False
    owner: bool = False
    locale: str = "en-US"
    tz: str = "Europe/Amsterdam"


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel; an `im` is the direct messages of one person with the bot."""

    id: str
    team: str
    name: str
    kind: str = "channel"
    bot_in: bool = True
    person: str | None = None


@dataclass(slots=True, kw_only=True)
class Message:
    """A message; `seen_by` names the one person who sees an ephemeral one."""

    channel: str
    ts: str
    body: Json
    author: str
    seen_by: str | None = None
    interaction: str | None = None
    """What it came of, or what was last done with it: that is what a change of it answers."""
    deleted: bool = False
    updates: int = 0
    pinned: bool = False


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or the home tab of one person."""

    id: str
    team: str
    person: str
    body: Json
    root: str
    interaction: str | None = None
    previous: str | None = None
    version: int = 1
    open: bool = True

    @property
    def hash(self) -> str:
        return f"{self.id}.{self.version}"


@dataclass(slots=True, kw_only=True)
class Trigger:
    id: str
    person: str
    interaction: str
    view: str | None
    made: float
    used: bool = False


@dataclass(slots=True, kw_only=True)
class Hook:
    """A response_url: whose it is, and which message it may replace."""

    token: str
    interaction: str
    team: str
    channel: str
    person: str
    made: float
    source: tuple[str, str] | None = None
    uses: int = 0


@dataclass(slots=True, kw_only=True)
class Interaction:
    """One thing that a person did, and what came of it."""

    id: str
    kind: str
    team: str
    person: str
    channel: str | None
    payload: Json
    began: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    reply: Json | None = None
    deliveries: int = 0
    failure: str | None = None
    status: int | None = None

    def as_json(self) -> Json:
        taken = None if self.acknowledged is None else (self.acknowledged - self.began) * 1000
        return {
            "id": self.id,
            "kind": self.kind,
            "acknowledged_ms": taken,
            "reply": self.reply,
            "deliveries": self.deliveries,
            "failure": self.failure,
            "status": self.status,
        }


@dataclass(slots=True, kw_only=True)
class Effect:
    """Something that became visible: a message, an update, a view, options, errors."""

    number: int
    kind: str
    interaction: str | None
    at: float
    data: Json

    def as_json(self, began: float) -> Json:
        return {"number": self.number, "kind": self.kind, "ms": (self.at - began) * 1000, "data": self.data}
