"""Workspaces of the double of Slack, as the soak uses them: over HTTP all of them, over a socket the first."""

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
            made = self.service.person(name, team=self.team, admin=name in ADMINS)
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
            return Done(deed=seen.shown.by(self.person(person)).begin_press(button))
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

    def wait(self, *words: str, within: float) -> Seen | None:
        """Look at what comes of it until it says what is waited for."""
        until = (lambda shown: any(word in shown.text for word in words)) if words else None
        try:
            shown = self.deed.answer(until=until, seconds=within)
        except AssertionError:
            return None
        return Seen(text=shown.text, shown=shown)

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
        trail = [(effect["kind"], effect["ms"], *latest.items()) for effect in report["effects"]]
        return Outcome(
            acknowledged=report["acknowledged_ms"] is not None,
            texts=texts,
            failure=report["failure"],
            trail=f"{report['id']} {report['failure']} {trail}"[:600],
        )


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
