"""Servers of the double of Discord, as the soak uses them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.soak.chat import Deed, Outcome, Seen
from benchmarks.soak.chat import Impossible as CannotBeDone
from tests.doubles.discord.driver import DiscordService, Impossible, Person, Server, Shown

INTERIM = ("Looking through the sources", "Reading ", "Finishing…")
MODERATORS = ("Mo",)


@dataclass(slots=True, kw_only=True)
class DiscordChat:
    """One server with the bot in it."""

    service: DiscordService
    server: Server
    copies: int = 1
    """How often each event is delivered just now."""
    people: dict[str, Person] = field(default_factory=dict)
    is_open: bool = True

    @property
    def workspace(self) -> str:
        """The id of its workspace."""
        return f"discord-{self.server.id}"

    def person(self, name: str) -> Person:
        """Somebody here, who is made when they first do something."""
        if name not in self.people:
            moderator = name.startswith(MODERATORS)
            self.people[name] = self.service.person(name, moderator=moderator, server=self.server)
        return self.people[name]

    def id_of(self, person: str) -> str:
        """The user's id."""
        return self.person(person).id

    def command(self, person: str, words: str, /, **options: str) -> Deed:
        """Use a slash command, or mention the bot."""
        if words == "mention":
            return self._mention(person, options["text"])
        return self._begun(self.person(person), "slash", words=words, values=dict(options))

    def press(self, person: str, seen: Seen, button: str) -> Deed:
        """Press a button."""
        where = self.person(person).beside(seen.shown.raw)
        return self._begun(where, "press", seen.shown, message=seen.shown.id, wanted=button, nth=0)

    def hand_over(self, person: str, name: str, content: bytes) -> Deed:
        """Add a file by the command."""
        from base64 import b64encode

        file = {"name": name, "content": b64encode(content).decode()}
        return self._begun(self.person(person), "slash", words="source add", values={"file": file})

    def retitle(self, person: str, name: str, title: str) -> Deed | None:
        """Send the form of `/source edit` with the title."""
        seen = self.command(person, "source edit", id=name).wait(within=20)
        if seen is None or seen.shown.outcome.get("modal") is None:
            return None
        opened = seen.shown.modal
        asked = {"interaction": opened.interaction, "values": {"Title": title}}
        return self._begun(opened.person, "submit", **asked)

    def messages(self) -> Sequence[str]:
        """All messages in the general channel, as each person sees it."""
        return [shown.text for one in self.people.values() for shown in one.channel_messages()]

    def _mention(self, person: str, text: str) -> Deed:
        who = self.person(person)
        try:
            said = who.link.call(
                "write", who=who.who, text=text, mention=True, wait=False, times=self.copies, reply_to=None
            )
        except Impossible as no:
            raise CannotBeDone(str(no)) from no
        return Said(person=who, message=str(said["id"]))

    def _begun(self, who: Person, kind: str, seen: Shown | None = None, **asked: Any) -> Deed:
        try:
            shown = who.interact(kind, seen=seen, wait=False, times=self.copies, **asked)
        except Impossible as no:
            raise CannotBeDone(str(no)) from no
        return Done(shown=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An interaction."""

    shown: Shown

    def wait(self, *words: str, within: float) -> Seen | None:
        """Look at the answer, and at its edits until they say what is waited for."""
        begun, shown = time.monotonic(), self.shown
        try:
            shown.wait_for_answer(within=within)
            if shown.outcome.get("modal") is not None:
                return Seen(text="", shown=shown)
            left = max(0.01, within - (time.monotonic() - begun))
            shown.wait_until(lambda seen: _fits(seen.text, words), within=left)
        except Impossible:
            return None
        return Seen(text=shown.text, shown=shown)

    def outcome(self) -> Outcome:
        """What the service counts of it."""
        found = self.shown.person.link.call("report", interaction=self.shown.interaction)
        numbers, texts = found["numbers"], list[str]()
        own = numbers["answers"] - numbers["follow_ups"]
        shown = ([found["message"]] if own and found["message"] else []) + found["follow_ups"]
        texts = [Shown(self.shown.person, one).text for one in shown]
        if found["modal"] is not None or numbers["response"] in (6, 7):
            texts = texts or ["a form or a change"]
        return Outcome(
            acknowledged=numbers["acknowledged_ms"] is not None,
            texts=tuple(text for text in texts if not text.startswith(INTERIM)),
            failure="two first responses" if numbers["first_responses"] > 1 else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message that mentions the bot."""

    person: Person
    message: str

    def wait(self, *words: str, within: float) -> Seen | None:
        """Look for a reply until it is no placeholder."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            for shown in self._replies():
                if _fits(shown.text, words):
                    return Seen(text=shown.text, shown=shown)
            time.sleep(0.2)
        return None

    def outcome(self) -> Outcome:
        """The replies that there are."""
        texts = tuple(shown.text for shown in self._replies())
        return Outcome(
            acknowledged=bool(texts), texts=tuple(text for text in texts if not text.startswith(INTERIM))
        )

    def _replies(self) -> list[Shown]:
        found = self.person.link.call("replies", message=self.message)
        return [Shown(self.person, one) for one in found]


def _fits(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words) if words else bool(text) and not text.startswith(INTERIM)
