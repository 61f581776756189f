"""A person in the double: what they type, press and see."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.doubles.slack.seen import Json, Option
from tests.doubles.slack.shown import SECONDS, Deed, Hand, Shown, Until, View, fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace; methods that begin with `begin_` do not wait for an answer."""

    hand: Hand
    name: str
    team: str
    home_channel: str

    @property
    def id(self) -> str:
        return self.hand.person

    def slash(
        self,
        command: str,
        text: str = "",
        *,
        channel: str | None = None,
        direct: bool = False,
        until: Until = None,
        seconds: float = SECONDS,
    ) -> Shown:
        """Give a slash command in a channel, or in the direct messages with the bot."""
        deed = self.begin_slash(command, text, channel=channel, direct=direct)
        return deed.answer(until=until, seconds=seconds)

    def begin_slash(
        self, command: str, text: str = "", *, channel: str | None = None, direct: bool = False
    ) -> Deed:
        where = None if direct else channel or self.home_channel
        asked = {"person": self.id, "channel": where, "command": command, "text": text}
        return self._began("slash", f"{command} {text}", asked)

    def shortcut(
        self,
        callback_id: str,
        *,
        text: str,
        thread: bool = False,
        author: "Person | None" = None,
        channel: str | None = None,
        until: Until = None,
        seconds: float = SECONDS,
    ) -> Shown:
        """Use a message shortcut on somebody's message; `thread` puts that message into a thread."""
        deed = self.begin_shortcut(callback_id, text=text, thread=thread, author=author, channel=channel)
        return deed.answer(until=until, seconds=seconds)

    def begin_shortcut(
        self,
        callback_id: str,
        *,
        text: str,
        thread: bool = False,
        author: "Person | None" = None,
        channel: str | None = None,
    ) -> Deed:
        where = channel or self.home_channel
        speaker = (author or self).id
        above: str | None = None
        if thread:
            above = self._say(speaker, where, "What does everybody think?", None)
        ts = self._say(speaker, where, text, above)
        return self.begin_shortcut_on(callback_id, channel=where, ts=ts)

    def begin_shortcut_on(self, callback_id: str, *, channel: str, ts: str) -> Deed:
        """Use a message shortcut on a message that is there, such as the bot's own."""
        asked = {"person": self.id, "channel": channel, "ts": ts, "callback_id": callback_id}
        return self._began("shortcut", f"shortcut {callback_id}", asked)

    def global_shortcut(self, callback_id: str, *, until: Until = None, seconds: float = SECONDS) -> Shown:
        """Use a shortcut of the search bar, which knows no channel and no message."""
        asked = {"person": self.id, "callback_id": callback_id}
        deed = self._began("global_shortcut", f"shortcut {callback_id}", asked)
        return deed.answer(until=until, seconds=seconds)

    def mention(
        self,
        text: str,
        *,
        channel: str | None = None,
        thread_ts: str | None = None,
        until: Until = None,
        seconds: float = SECONDS,
    ) -> Shown:
        """Mention the bot with a question."""
        deed = self.begin_mention(text, channel=channel, thread_ts=thread_ts)
        return deed.answer(until=until, seconds=seconds)

    def begin_mention(self, text: str, *, channel: str | None = None, thread_ts: str | None = None) -> Deed:
        where = channel or self.home_channel
        asked = {"person": self.id, "channel": where, "text": text, "thread_ts": thread_ts}
        return self._began("mention", f"mention {text!r}", asked)

    def direct_message(
        self, text: str, *, files: Sequence[str] = (), until: Until = None, seconds: float = SECONDS
    ) -> Shown:
        """Write to the bot, with files if there are any."""
        return self.begin_direct_message(text, files=files).answer(until=until, seconds=seconds)

    def begin_direct_message(self, text: str, *, files: Sequence[str] = ()) -> Deed:
        return self._began(
            "direct", f"write {text!r}", {"person": self.id, "text": text, "files": list(files)}
        )

    def open_home(self, *, until: Until = None, seconds: float = SECONDS) -> View:
        """Open the bot's home tab."""
        deed = self._began("home", "open the home tab", {"person": self.id})
        shown = deed.answer(until=lambda shown: shown.kind == "home" and fits(shown, until), seconds=seconds)
        assert isinstance(shown, View)
        return shown

    def suggest(self, shown: Shown, name: str, typed: str) -> list[Option]:
        """Type into a menu that asks the bot for its options."""
        return shown.by(self).suggest(name, typed)

    @property
    def view(self) -> View:
        """The modal that is open."""
        return self._view({"top": self.id}, "no modal is open")

    @property
    def home(self) -> View:
        """The home tab as it stands."""
        return self._view({"home": self.id}, "the home tab was never published")

    def has_modal(self) -> bool:
        return self.hand.client.ask("view", top=self.id)["view"] is not None

    def _view(self, asked: Json, absent: str) -> View:
        raw = self.hand.client.ask("view", **asked)["view"]
        assert raw is not None, absent
        return View(hand=self.hand, raw=raw)

    def _say(self, person: str, channel: str, text: str, thread_ts: str | None) -> str:
        asked = {"person": person, "channel": channel, "text": text, "thread_ts": thread_ts}
        return str(self.hand.client.ask("say", **asked)["ts"])

    def _began(self, command: str, what: str, asked: Json) -> Deed:
        return Deed(hand=self.hand, id=self.hand.client.ask(command, **asked)["id"], what=what)
