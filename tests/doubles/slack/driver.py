"""The double from a test's side: start it, be a person in it, see what they see."""

import base64
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.doubles.slack.client import Client
from tests.doubles.slack.outcome import Told, told
from tests.doubles.slack.person import Person
from tests.doubles.slack.records import Json
from tests.doubles.slack.shown import SECONDS, Deed, Hand, Shown

MANIFEST = Path("deploy/slack-manifest.yaml")


@dataclass(slots=True, kw_only=True)
class SlackService:
    """A running double."""

    client: Client
    facts: Json
    http: bool
    interim: tuple[str, ...] = ()
    everyone: dict[str, str] = field(default_factory=dict)

    @classmethod
    @contextlib.contextmanager
    def started(
        cls,
        *,
        http: bool = False,
        manifest: Path | None = MANIFEST,
        scopes: Sequence[str] | None = None,
        interim: Sequence[str] = (),
    ) -> Iterator["SlackService"]:
        """Start the double as a process; `interim` names words of placeholders that are no answer yet."""
        command = [sys.executable, "-m", "tests.doubles.slack", "--port", "0"]
        command += ["--manifest", str(manifest)] if manifest is not None and manifest.is_file() else []
        command += ["--scopes", ",".join(scopes)] if scopes is not None else []
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                facts = json.loads(process.stdout.readline())
                yield cls(
                    client=Client(address=facts["address"]), facts=facts, http=http, interim=tuple(interim)
                )
            finally:
                process.stdin.close()
                try:
                    process.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    process.kill()

    @property
    def environment(self) -> dict[str, str]:
        """What the bot is started with."""
        facts = self.facts
        if self.http:
            return {
                "SLACK_API_URL": facts["api"],
                "SLACK_SIGNING_SECRET": facts["signing_secret"],
                "SLACK_CLIENT_ID": facts["client_id"],
                "SLACK_CLIENT_SECRET": facts["client_secret"],
            }
        return {
            "SLACK_API_URL": facts["api"],
            "SLACK_BOT_TOKEN": facts["bot_token"],
            "SLACK_APP_TOKEN": facts["app_token"],
        }

    # What exists.

    def person(
        self,
        name: str,
        *,
        admin: bool = False,
        owner: bool = False,
        locale: str = "en-US",
        tz: str = "Europe/Amsterdam",
        team: str | None = None,
    ) -> Person:
        """Somebody in the workspace, in its channel `general` until another is named."""
        where = team or self.facts["team"]
        made = self.client.ask(
            "person", team=where, name=name, admin=admin, owner=owner, locale=locale, tz=tz
        )
        hand = Hand(client=self.client, person=made["id"], interim=self.interim)
        return Person(hand=hand, name=name, team=where, home_channel=self._general(where))

    def _general(self, team: str) -> str:
        if team not in self.everyone:
            self.everyone[team] = self.channel("general", team=team)
        return self.everyone[team]

    def channel(
        self, name: str, *, bot_in: bool = True, private: bool = False, team: str | None = None
    ) -> str:
        """A channel; its id."""
        kind = "group" if private else "channel"
        asked = {"team": team or self.facts["team"], "name": name, "kind": kind, "bot_in": bot_in}
        return str(self.client.ask("channel", **asked)["id"])

    def team(self, name: str) -> str:
        """Another workspace, in which the app is not installed yet; its id."""
        return str(self.client.ask("team", name=name)["id"])

    def user_group(self, id: str, people: Sequence[Person]) -> None:  # noqa: A002 - Slack's name
        self.client.ask("group", id=id, people=[one.hand.person for one in people])

    def file(self, name: str, content: bytes, *, mimetype: str = "text/plain") -> str:
        """A file that somebody can hand over; its id."""
        encoded = base64.b64encode(content).decode()
        return str(self.client.ask("file", name=name, content=encoded, mimetype=mimetype)["id"])

    # What came of it.

    def records(self) -> Json:
        found: Json = self.client.ask("records")
        return found

    @property
    def complaints(self) -> list[str]:
        """What the bot did against Slack's rules; tests assert that there is nothing."""
        found: list[str] = self.records()["complaints"]
        return found

    @property
    def pinged(self) -> list[Json]:
        found: list[Json] = self.records()["pinged"]
        return found

    @property
    def unfurled(self) -> list[Json]:
        found: list[Json] = self.records()["unfurled"]
        return found

    @property
    def failures(self) -> list[Json]:
        """What people saw in place of an answer, such as operation_timeout."""
        found: list[Json] = self.records()["failures"]
        return found

    @property
    def calls(self) -> Mapping[str, int]:
        found: Mapping[str, int] = self.records()["calls"]
        return found

    def settle(self, *, quiet: float = 0.5) -> None:
        """Wait until nothing new was shown to anybody for so long, to count answers afterwards."""
        self.client.ask("settle", quiet=quiet)

    def wait_for_complaint(self, words: str, *, seconds: float = SECONDS) -> str:
        """Wait until the double complains of something."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for complaint in self.complaints:
                if words in complaint:
                    return complaint
            time.sleep(0.02)
        raise AssertionError(f"no complaint of {words!r}; there is {self.complaints}")

    def forget_records(self) -> None:
        self.client.ask("forget_records")

    def sees(self, person: Person, *, channel: str | None = None) -> list[Shown]:
        """All messages of the bot that a person can see now, the oldest first."""
        found = self.client.ask("sees", person=person.id, channel=channel)["messages"]
        return [Shown(hand=person.hand, raw=raw) for raw in found]

    def wait_until_connected(
        self, *, sockets: int = 1, after: int = 0, steady: float = 0.0, seconds: float = SECONDS
    ) -> None:
        """Wait for the bot's sockets; `after` is what `disconnect` or `drop_sockets` gave, for a reconnection."""
        asked = {
            "sockets": sockets,
            "after": after,
            "seconds": seconds,
            "steady": steady or (0.3 if after else 0.01),
        }
        found = self.client.ask("connected", **asked)
        assert found["connected"], f"not connected in {seconds:.0f} s: {found}\n{self.client.trouble()}"

    def burst(
        self, commands: Sequence[tuple[Person, str, str]], *, seconds: float = 60.0, channel_each: bool = True
    ) -> list[Told]:
        """Let each person give a slash command at the same moment; what each of them got."""
        asked = [
            {
                "person": person.hand.person,
                "channel": self.channel("burst", team=person.team) if channel_each else person.home_channel,
                "command": command,
                "text": text,
            }
            for person, command, text in commands
        ]
        end = time.monotonic() + seconds
        ids = self.client.ask("burst", commands=asked)["interactions"]
        for (person, command, text), name in zip(commands, ids, strict=True):
            deed = Deed(hand=person.hand, id=name, what=f"{command} {text}")
            # A command that fails is told of in the outcome, where a test can count it.
            with contextlib.suppress(AssertionError):
                deed.answer(seconds=max(0.01, end - time.monotonic()))
        return self.told(ids)

    def told(self, ids: Sequence[str]) -> list[Told]:
        """What came of interactions, placeholders left out."""
        return [
            told(one, self.interim)
            for one in self.client.ask("report", interactions=list(ids))["interactions"]
        ]

    # What goes wrong.

    def limit(self, method: str, *, calls: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls of a method (`*` for all, `response_url` too) with 429."""
        self.client.ask("limit", method=method, calls=calls, retry_after=retry_after)

    def settings(self, **changed: Any) -> None:
        """Set `copies` of the next deliveries, their `times`, `pace`, `acknowledge_seconds`, `retry_delays`."""
        self.client.ask("settings", **changed)

    def duplicate(self, deliveries: int = 1, *, times: int = 2) -> None:
        """Deliver the next ones several times, with the same event id or trigger."""
        self.settings(copies=deliveries, times=times)

    @contextlib.contextmanager
    def balanced(self, addresses: Sequence[str]) -> Iterator[None]:
        """Deliver in turn to the bot and to more processes of it, until the block ends."""
        self.settings(beside=list(addresses))
        try:
            yield
        finally:
            self.settings(beside=[])

    def put_clock_forward(self, seconds: float) -> None:
        self.settings(ahead=seconds)

    def disconnect(self, reason: str = "refresh_requested") -> int:
        """Ask the bot to reconnect; how many sockets it had opened until then, for `wait_until_connected`."""
        return int(self.client.ask("disconnect", reason=reason)["opened"])

    def drop_sockets(self, *, rudely: bool = False) -> int:
        """Close its sockets, or cut them off; how many it had opened until then, for `wait_until_connected`."""
        return int(self.client.ask("drop", rudely=rudely)["opened"])

    # HTTP mode.

    def reach_bot_at(self, address: str) -> None:
        """Deliver over HTTP to the bot's address from now on."""
        self.settings(bot_address=address.rstrip("/"))

    def verify_address(self) -> Json:
        found: Json = self.client.ask("verify_address")
        return found

    def forge(self, body: str, **wrong: Any) -> Json:
        """Post a request with a chosen `age`, `timestamp`, `signature`, `secret` or `content_type`."""
        found: Json = self.client.ask("forge", body=body, **wrong)
        return found

    def install(
        self, person: Person, *, deny: bool = False, state: str | None = None, cookie: bool = True
    ) -> Json:
        """Let a person install the app in their team; the page that they end on."""
        asked = {
            "team": person.team,
            "person": person.hand.person,
            "deny": deny,
            "state": state,
            "cookie": cookie,
        }
        found: Json = self.client.ask("install", **asked)
        return found

    def uninstall(
        self, team: str | None = None, *, order: Sequence[str] = ("tokens_revoked", "app_uninstalled")
    ) -> list[str]:
        """Remove the app; the ids of the two events."""
        found = self.client.ask("uninstall", team=team or self.facts["team"], order=list(order))
        return [one["id"] for one in found["interactions"]]
