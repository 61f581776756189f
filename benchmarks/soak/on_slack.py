"""Workspaces of the double of Slack, as the soak uses them: over HTTP all of them, over a socket the first."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benchmarks.soak.chat import Deed, Impossible, Outcome, Seen
from bot.commands import named
from tests.chats.slack_program import INTERIM, OTHER_NAMES
from tests.doubles.slack import shown as doubles
from tests.doubles.slack.driver import SlackService
from tests.doubles.slack.person import Person
from tests.doubles.slack.seen import text_of

ADMINS = ("Mo",)
SLICE = 1.0
FINAL = ("message", "update", "view", "home", "errors")


@dataclass(slots=True, kw_only=True)
class SlackChat:
    """One workspace with the app in it."""

    service: SlackService
    team: str
    is_open: bool = True
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def workspace(self) -> str:
        """The id of its workspace."""
        return f"slack-{self.team}"

    def person(self, name: str) -> Person:
        """Somebody here, who is made when they first do something."""
        if name not in self.people:
            made = self.service.person(name, team=self.team, admin=name.startswith(ADMINS))
            # one channel each: an answer that is posted belongs to whoever did something last in its channel
            channel = self.service.channel(f"debate-{name.lower()}", team=self.team)
            self.people[name] = replace(made, home_channel=channel)
        return self.people[name]

    def id_of(self, person: str) -> str:
        """The user's id."""
        return self.person(person).id

    def command(self, person: str, words: str, /, **options: str) -> Deed:
        """Give a slash command, or mention the bot."""
        who = self.person(person)
        try:
            if words == "mention":
                return Done(deed=who.begin_mention(options["text"]))
            first, text = typed(words, options)
            return Done(deed=who.begin_slash(first, text))
        except AssertionError as no:
            raise Impossible(str(no)) from no

    def press(self, person: str, seen: Seen, button: str) -> Deed:
        """Press a button."""
        try:
            shown = seen.shown.by(self.person(person))
            channel = str(shown.raw.get("channel") or "")
            earlier = frozenset(_seen(shown.hand, channel)) if channel else frozenset()
            return Done(deed=shown.begin_press(button), pressed=shown, earlier=earlier)
        except AssertionError as no:
            raise Impossible(str(no)) from no

    def hand_over(self, person: str, name: str, content: bytes) -> Deed:
        """Write to the bot with a file."""
        number = self.service.file(name, content)
        return Done(deed=self.person(person).begin_direct_message("", files=[number]))

    def retitle(self, person: str, name: str, title: str) -> Deed:
        """Give `/source edit` with the title."""
        return self.command(person, "source edit", id=name, title=f'"{title}"')

    def messages(self) -> Sequence[str]:
        """All messages of the bot that anybody here sees."""
        found = []
        for one in self.people.values():
            alone = self.service.client.ask("direct_channel", person=one.id)["id"]
            for channel in (one.home_channel, alone):
                found += [shown.text for shown in self.service.sees(one, channel=channel)]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that somebody did."""

    deed: doubles.Deed
    pressed: doubles.Shown | None = None
    """What was pressed. The double counts what changes it, and what is posted below it, for what it itself answers."""
    earlier: frozenset[str] = frozenset()
    """The messages that stood in the channel then."""

    def wait(self, *words: str, within: float) -> Seen | None:
        """Look at what comes of it until it says what is waited for."""
        until = (lambda shown: any(word in shown.text for word in words)) if words else None
        end = time.monotonic() + within
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(AssertionError):
                shown = self.deed.answer(until=until, seconds=min(left, SLICE) if self.pressed else left)
                return Seen(text=shown.text, shown=shown)
            changed = self._changed()
            if changed is not None and doubles.fits(changed, until):
                return Seen(text=changed.text, shown=changed)
        return None

    def _changed(self) -> doubles.Shown | None:
        """What was pressed, if it is another message by now, or what was posted after it in the same channel."""
        if self.pressed is None or self.pressed.kind not in ("message", "update"):
            return None
        now = self.pressed.now()
        if now.text != self.pressed.text:
            return now
        found = _seen(self.pressed.hand, str(self.pressed.raw["channel"]))
        newer = [shown for ts, shown in found.items() if ts not in self.earlier]
        return newer[-1] if newer else None

    def outcome(self) -> Outcome:
        """What the service counts of it."""
        report = self.deed.report()
        latest: dict[str, str] = {}
        for effect in report["effects"]:
            if effect["kind"] in FINAL:
                # a message that is changed is one message
                data = effect["data"]
                place = str(data.get("ts") or data.get("id") or effect["number"])
                latest[place] = text_of(data.get("body") or data.get("view") or data)
            elif effect["kind"] == "delete":
                latest.pop(str(effect["data"].get("ts")), None)
        texts = tuple(text for text in latest.values() if not any(word in text for word in INTERIM))
        if not texts and (changed := self._changed()) is not None:
            texts = (changed.text,)
        trail = [(effect["kind"], effect["ms"], *latest.items()) for effect in report["effects"]]
        return Outcome(
            acknowledged=report["acknowledged_ms"] is not None,
            texts=texts,
            failure=report["failure"],
            trail=f"{report['id']} {report['failure']} {trail}"[:600],
        )


def _seen(hand: doubles.Hand, channel: str) -> dict[str, doubles.Shown]:
    """The bot's messages that a person sees in a channel, the oldest first."""
    found = hand.client.ask("sees", person=hand.person, channel=channel)["messages"]
    return {str(raw["ts"]): doubles.Shown(hand=hand, raw=raw) for raw in found}


def typed(words: str, options: dict[str, str]) -> tuple[str, str]:
    """A command of the registry as Slack takes it: the slash command, and what is typed after it."""
    command = named(words)
    first, _, second = command.chat_name.partition(" ")
    parts = [second] if second else []
    own = command.positional.name if command.positional else ""
    if own in options:
        parts.append(f'"{options[own]}"' if " " in options[own] else options[own])
    parts += [f"--{name} {value}" for name, value in options.items() if name != own]
    return OTHER_NAMES.get(first, f"/{first}"), " ".join(parts)
