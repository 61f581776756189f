"""Somebody who uses the platform, and what they do there."""

import base64
import time
from dataclasses import dataclass, replace
from typing import Any

from tests.doubles.discord.link import PATIENCE, Impossible, Link
from tests.doubles.discord.shown import Choice, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server and its channels' ids by name."""

    id: str
    name: str
    channels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to do in a burst, made by `Person.ask` and its like."""

    body: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, somewhere: in a server's channel unless moved elsewhere."""

    link: Link
    id: str
    name: str
    permissions: int
    guild: str | None
    channel: str | None
    by_user_install: bool = False
    elsewhere: bool = False
    locale: str = "en-US"

    @property
    def who(self) -> dict[str, Any]:
        keys = ("permissions", "guild", "channel", "by_user_install", "elsewhere", "locale")
        return {"user": self.id, **{key: getattr(self, key) for key in keys}}

    def in_direct_messages(self) -> "Person":
        """The same person, in the direct messages with the bot."""
        return replace(self, guild=None, channel=None)

    def in_channel(self, server: Server, channel: str = "general") -> "Person":
        """The same person, in another channel."""
        return replace(self, guild=server.id, channel=server.channels[channel])

    def in_language(self, locale: str) -> "Person":
        return replace(self, locale=locale)

    def with_own_install(self) -> "Person":
        """The same person, who installed the bot for themselves and uses it by that."""
        return replace(self, by_user_install=True)

    def in_private_chat(self) -> "Person":
        """The same person, among friends without the bot, by their own install of it."""
        return replace(self, guild=None, channel=None, elsewhere=True, by_user_install=True)

    def beside(self, message: dict[str, Any]) -> "Person":
        """The same person, where that message stands."""
        return replace(self, guild=message.get("guild_id"), channel=message["channel_id"])

    def interact(self, kind: str, /, *, seen: Shown | None, within: float = PATIENCE, **asked: Any) -> Shown:
        """Do something in the platform's program and wait for what comes of it."""
        outcome = self.link.call("interact", kind=kind, who=self.who, within=within, **asked)
        message = outcome["message"]
        if seen is not None and message is None:
            message = seen.message
        return Shown(self, message, outcome["interaction"], outcome)

    def slash(
        self, words: str, /, *, within: float = PATIENCE, anyway: bool = False, times: int = 1, **options: Any
    ) -> Shown:
        """Use a slash command; `anyway` although the platform's program does not offer it to them.

        A pair of name and bytes is a file; `times` delivers the same event that often.
        """
        values = _values(options)
        asked = {"words": words, "values": values, "anyway": anyway, "times": times}
        return self.interact("slash", seen=None, within=within, **asked)

    def slash_without_waiting(self, words: str, /, **options: Any) -> Shown:
        """Use a slash command now, and look at what came of it later, by `wait_for_answer`."""
        return self.interact("slash", seen=None, words=words, values=_values(options), wait=False)

    def ask(self, words: str, /, **options: Any) -> Ask:
        """A slash command for a burst."""
        return Ask({"kind": "slash", "who": self.who, "words": words, "values": _values(options)})

    def ask_suggestions(self, words: str, option: str, start: str, /, **others: Any) -> Ask:
        """Typing a few letters, for a burst."""
        values = {**_values(others), option: start}
        body = {"kind": "autocomplete", "words": words, "option": option, "values": values}
        return Ask({"who": self.who, **body})

    def ask_press(self, shown: Shown, button: str, *, nth: int = 0) -> Ask:
        """Pressing a button, for a burst."""
        body = {"kind": "press", "message": shown.id, "wanted": button, "nth": nth}
        return Ask({"who": self.beside(shown.raw).who, **body})

    def autocomplete(
        self, words: str, option: str, start: str, /, *, within: float = PATIENCE, **others: Any
    ) -> list[Choice]:
        """The suggestions for what was typed so far into an option."""
        asked = self.ask_suggestions(words, option, start, **others).body
        outcome = self.link.call("interact", within=within, **asked)
        return [Choice(str(one["name"]), str(one["value"])) for one in outcome["choices"]]

    def write(self, text: str, *, reply_to: Shown | None = None) -> str:
        """A message that asks nothing of the bot; its id."""
        return str(self._write(text, reply_to=reply_to, wait=False)["id"])

    def message_command(
        self, name: str, text: str, *, author: "Person | None" = None, within: float = PATIENCE
    ) -> Shown:
        """Use a message's context menu, on a message that somebody wrote with this text."""
        writer = replace(self, id=author.id) if author else self
        number = writer.write(text)
        return self.interact("menu", words=name, message=number, seen=None, within=within)

    def mention(
        self, text: str, *, reply_to: Shown | None = None, within: float = PATIENCE, times: int = 1
    ) -> Shown:
        """Write to the bot by name in a channel, and wait for its answer."""
        said = self._write(text, reply_to=reply_to, mention=True, within=within, times=times)
        return Shown(self, said["message"])

    def write_to_bot(self, text: str) -> str:
        """Write to the bot by name, and look at what comes of it later, by `replies_to`; the message's id."""
        return str(self._write(text, mention=True, wait=False)["id"])

    def replies_to(self, message: str, *, until: str, within: float = PATIENCE) -> list[Shown]:
        """The bot's answers to a message, once one of them says this; placeholders are there, too."""
        end = time.monotonic() + within
        while True:
            found = [Shown(self, one) for one in self.link.call("replies", message=message)]
            if any(until in one.text for one in found):
                return found
            if time.monotonic() > end:
                raise Impossible(f"no answer says {until!r}, but {[one.text for one in found]}")
            time.sleep(0.05)

    def direct_message(self, text: str, *, within: float = PATIENCE, times: int = 1) -> Shown:
        """Write to the bot in direct messages, and wait for its answer."""
        there = self.in_direct_messages()
        return Shown(there, there._write(text, within=within, times=times)["message"])

    def _write(
        self, text: str, *, reply_to: Shown | None = None, mention: bool = False, wait: bool = True,
        within: float = PATIENCE, times: int = 1,
    ) -> dict[str, Any]:  # fmt: skip
        said: dict[str, Any] = self.link.call(
            verb="write",
            who=self.who,
            text=text,
            mention=mention,
            wait=wait,
            within=within,
            times=times,
            reply_to=reply_to.id if reply_to else None,
        )
        return said

    def channel_messages(self) -> list[Shown]:
        """Everything that this person sees in the channel, oldest first."""
        found = self.link.call("messages", channel=self.channel, viewer=self.id)
        return [Shown(self, one) for one in found]


def _values(options: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in options.items():
        if isinstance(value, tuple):
            values[name] = {"name": value[0], "content": base64.b64encode(value[1]).decode()}
        elif value is not None:
            values[name] = value.id if isinstance(value, Person) else value
    return values
