"""Everything that the double knows: the teams and people, what was shown to whom, and what went wrong."""

import asyncio
import contextlib
import itertools
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack import limits
from tests.doubles.slack.manifest import Manifest
from tests.doubles.slack.messages import Refusal, Verdict
from tests.doubles.slack.records import (
    Channel,
    Effect,
    Hook,
    Interaction,
    Json,
    Message,
    Person,
    Team,
    Trigger,
    View,
)

APP = "A0COUNTER"


@dataclass(slots=True, kw_only=True)
class World:
    """The state of the service; everything else reads and changes it."""

    manifest: Manifest
    address: str = ""
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    client_id: str = "1000.2000"
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    app_token: str = field(default_factory=lambda: f"xapp-1-{APP}-{secrets.token_hex(16)}")
    bot_address: str | None = None
    beside: tuple[str, ...] = ()
    """Addresses of more processes of the bot; deliveries go to all of them in turn, as behind a balancer."""
    sent: int = 0
    acknowledge_seconds: float = limits.ACKNOWLEDGE_SECONDS
    retry_delays: tuple[float, ...] = (0.0, 1.0, 2.0)
    copies: int = 0
    """How many of the next deliveries come more than once."""
    times: int = 2
    """How often those come."""
    crowded: bool = False
    """Whether others have as many sockets open as the app may have."""
    turned_away: int = 0
    """How many sockets were closed at once, because there were too many."""
    pace: bool = False
    withheld: tuple[str, ...] = ()
    """Optional scopes that whoever installed the app did not grant."""
    ahead: float = 0.0
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, tuple[Json, bytes]] = field(default_factory=dict)
    announced: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Name and length of files that the bot is about to hand over, by id."""
    looks: dict[str, int] = field(default_factory=dict)
    """How often Slack will still say that it has not taken a file in."""
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    latest: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)
    limited: dict[str, tuple[int, int]] = field(default_factory=dict)
    posted: dict[str, float] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    pinged: list[Json] = field(default_factory=list)
    unfurled: list[Json] = field(default_factory=list)
    failures: list[Json] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> float:
        """Seconds since 1970 on the service's own clock, which tests may put forward."""
        return time.time() + self.ahead

    def name(self, letter: str) -> str:
        """Make an id as Slack's look: a letter, then capitals and digits."""
        return f"{letter}0{next(self.numbers):07X}"

    def ts(self) -> str:
        return f"{int(self.now())}.{next(self.numbers):06}"

    @property
    def scopes(self) -> frozenset[str]:
        """What the app may do."""
        return self.manifest.scopes - frozenset(self.withheld)

    def add_team(self, name: str) -> Team:
        team = Team(
            id=self.name("T"),
            name=name,
            bot_token=f"xoxb-{secrets.token_hex(16)}",
            bot_user=self.name("U"),
            bot_id=self.name("B"),
        )
        self.teams[team.id] = team
        return team

    def add_person(self, team: str, name: str, **rest: Any) -> Person:
        person = Person(id=self.name("U"), team=team, name=name, **rest)
        self.people[person.id] = person
        return person

    def add_channel(self, team: str, name: str, **rest: Any) -> Channel:
        letter = {"channel": "C", "group": "G", "im": "D"}[rest.get("kind", "channel")]
        channel = Channel(id=self.name(letter), team=team, name=name, **rest)
        self.channels[channel.id] = channel
        return channel

    def direct(self, person: str) -> Channel:
        """The direct messages of a person with the bot."""
        for channel in self.channels.values():
            if channel.person == person:
                return channel
        return self.add_channel(self.people[person].team, "directmessage", kind="im", person=person)

    def team_of(self, token: str | None) -> Team | None:
        return next((one for one in self.teams.values() if one.bot_token == token), None)

    def trigger(self, one: Interaction, *, view: str | None = None) -> str:
        made = Trigger(
            id=f"{self.name('7')}.{secrets.token_hex(8)}",
            person=one.person,
            interaction=one.id,
            view=view,
            made=self.now(),
        )
        self.triggers[made.id] = made
        return made.id

    def use_trigger(self, trigger_id: Any) -> Trigger:
        """Take a trigger for opening a view.

        Raises:
            Refusal: when it is unknown, used, or older than three seconds.
        """
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None:
            raise Refusal(error="invalid_trigger_id")
        if trigger.used:
            raise Refusal(error="exchanged_trigger_id")
        if self.now() - trigger.made > limits.TRIGGER_SECONDS:
            raise Refusal(error="expired_trigger_id")
        trigger.used = True
        return trigger

    def hook(self, interaction: str, person: str, channel: str, source: tuple[str, str] | None = None) -> str:
        """Make a response_url; return its address."""
        token = secrets.token_hex(12)
        self.hooks[token] = Hook(
            token=token,
            interaction=interaction,
            team=self.people[person].team,
            channel=channel,
            person=person,
            made=self.now(),
            source=source,
        )
        return f"{self.address}/hooks/{token}"

    def begin(self, kind: str, person: str, channel: str | None) -> Interaction:
        """Write down that a person does something; its payload follows."""
        made = Interaction(
            id=self.name("I"),
            kind=kind,
            team=self.people[person].team,
            person=person,
            channel=channel,
            payload={},
        )
        self.interactions[made.id] = made
        self.latest[person] = made.id
        if channel is not None:
            self.latest[channel] = person
        return made

    def behind(self, channel: Channel, thread: str | None = None) -> str | None:
        """The interaction that a message answers: its thread's, or the newest of who last did something there."""
        above = self.messages.get((channel.id, str(thread)))
        if above is not None and above.interaction is not None:
            return above.interaction
        person = channel.person or self.latest.get(channel.id)
        return None if person is None else self.latest.get(person)

    def balanced(self) -> list[str]:
        """The addresses that the next delivery goes to, one after the other until one answers."""
        addresses = [str(self.bot_address), *self.beside]
        self.sent += 1
        first = self.sent % len(addresses)
        return [*addresses[first:], *addresses[:first]]

    def waits(self, method: str) -> int | None:
        """How many seconds a call must wait, where a test limited its method or all; this counts as one call."""
        key = method if self.limited.get(method, (0, 0))[0] > 0 else "*"
        left, seconds = self.limited.get(key, (0, 0))
        if left <= 0:
            return None
        self.limited[key] = (left - 1, seconds)
        return seconds

    def complain(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def judge(self, verdict: Verdict, *, where: str) -> None:
        """Write down what a message does to its readers."""
        if verdict.pings:
            self.pinged.append({"where": where, "whom": verdict.pings})
        if verdict.unfurls:
            self.unfurled.append({"where": where})
        if verdict.lacks_text:
            self.complain(f"{where}: blocks without a fallback `text`")

    def fail(self, interaction: Interaction, error: str) -> None:
        """Write down the error that the person sees in place of an answer."""
        interaction.failure = error
        self.failures.append({"interaction": interaction.id, "person": interaction.person, "error": error})
        self.show("failure", interaction.id, {"error": error})

    def show(self, kind: str, interaction: str | None, data: Json) -> None:
        """Write down that something became visible, and wake whoever waits for it."""
        self.effects.append(
            Effect(
                number=len(self.effects) + 1,
                kind=kind,
                interaction=interaction,
                at=time.monotonic(),
                data=data,
            )
        )
        self.wake()

    def wake(self) -> None:
        """Wake whoever waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until something holds; False when the time is over before."""
        end = time.monotonic() + seconds
        while not ready():
            left = end - time.monotonic()
            if left <= 0:
                return False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), left)
        return True
