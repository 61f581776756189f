"""What people do: commands, shortcuts, mentions, presses, forms. Each becomes an interaction that is delivered."""

import html
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack import payloads, showing
from tests.doubles.slack.delivering import Deliveries
from tests.doubles.slack.records import Channel, Interaction, Json, Message, View
from tests.doubles.slack.world import World


class Refused(Exception):
    """Slack would not let a person do this; the message says why."""


@dataclass(slots=True, kw_only=True, eq=False)
class Doing:
    """Begins what people do."""

    world: World
    deliveries: Deliveries

    def slash(self, *, person: str, channel: str | None, command: str, text: str) -> Interaction:
        self._allowed("command", command)
        place = channel or self.world.direct(person).id
        one = self.world.begin("slash", person, place)
        one.payload = payloads.slash(self.world, one, command=command, text=text)
        return self._go(one)

    def shortcut(self, *, person: str, channel: str, ts: str, callback_id: str) -> Interaction:
        self._allowed("shortcut", callback_id)
        one = self.world.begin("shortcut", person, channel)
        message = self.world.messages[channel, ts]
        one.payload = payloads.message_action(self.world, one, callback_id, message)
        return self._go(one)

    def global_shortcut(self, *, person: str, callback_id: str) -> Interaction:
        self._allowed("shortcut", callback_id)
        one = self.world.begin("shortcut", person, None)
        one.payload = payloads.global_shortcut(self.world, one, callback_id)
        return self._go(one)

    def say(self, *, person: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
        """Put a person's message into a channel; the bot hears of it only when it is told."""
        ts = self.world.ts()
        body: Json = {
            "type": "message",
            "user": person,
            "team": self.world.people[person].team,
            "ts": ts,
            "client_msg_id": self.world.name("M"),
            "text": text,
        }
        body |= {"thread_ts": thread_ts} if thread_ts else {}
        message = Message(channel=channel, ts=ts, body=body, author=person)
        self.world.messages[channel, ts] = message
        return message

    def mention(self, *, person: str, channel: str, text: str, thread_ts: str | None = None) -> Interaction:
        self._allowed("event", "app_mention")
        team = self.world.teams[self.world.people[person].team]
        words = f"<@{team.bot_user}> {html.escape(text, quote=False)}"
        message = self.say(person=person, channel=channel, text=words, thread_ts=thread_ts)
        inner = {**message.body, "type": "app_mention", "channel": channel, "event_ts": message.ts}
        one = self.event(person=person, channel=channel, inner=inner)
        for ts in (message.ts, thread_ts):
            if ts is not None:
                self.world.messages[channel, ts].interaction = one.id
        return one

    def direct(
        self, *, person: str, text: str, files: list[str], thread_ts: str | None = None
    ) -> Interaction:
        self._allowed("event", "message.im")
        channel = self.world.direct(person)
        message = self.say(
            person=person, channel=channel.id, text=html.escape(text, quote=False), thread_ts=thread_ts
        )
        inner = {**message.body, "channel": channel.id, "channel_type": "im", "event_ts": message.ts}
        if files:
            inner |= {"subtype": "file_share", "files": [self.world.files[one][0] for one in files]}
        return self.event(person=person, channel=channel.id, inner=inner)

    def home(self, *, person: str) -> Interaction:
        self._allowed("event", "app_home_opened")
        inner: Json = {
            "type": "app_home_opened",
            "user": person,
            "channel": self.world.direct(person).id,
            "tab": "home",
            "event_ts": self.world.ts(),
        }
        if person in self.world.homes:
            inner["view"] = showing.as_json(self.world, self.world.homes[person])
        return self.event(person=person, channel=None, inner=inner)

    def event(self, *, person: str, channel: str | None, inner: Json) -> Interaction:
        return self._go(self._prepared(person, channel, inner))

    def _prepared(self, person: str, channel: str | None, inner: Json) -> Interaction:
        one = self.world.begin("event", person, channel)
        one.payload = payloads.event(self.world, one.team, inner)
        return one

    def act(self, *, person: str, source: Message | View, action: Json, values: Json) -> Interaction:
        one = self.world.begin("action", person, source.channel if isinstance(source, Message) else None)
        source.interaction = one.id
        one.payload = payloads.block_actions(self.world, one, source, action, values)
        return self._go(one)

    def suggest(self, *, person: str, source: Message | View, asked: Json) -> Interaction:
        one = self.world.begin("suggestion", person, None)
        one.payload = payloads.block_suggestion(self.world, one, source, asked)
        return self._go(one)

    def submit(self, *, person: str, view: View, values: Json) -> Interaction:
        one = self.world.begin("submission", person, None)
        view.interaction = one.id
        one.payload = payloads.view_submission(self.world, one, view, values)
        return self._go(one)

    def close(self, *, person: str, view: View) -> Interaction | None:
        """Close a modal; the bot hears of it only where it asked to."""
        showing.close(self.world, view)
        if not view.body.get("notify_on_close"):
            return None
        one = self.world.begin("closing", person, None)
        one.payload = payloads.view_closed(self.world, one, view)
        return self._go(one)

    def uninstall(self, *, team: str, order: list[str]) -> list[Interaction]:
        """Remove the app from a team: its token is dead at once, and two events tell of it in the order asked for."""
        gone = self.world.teams[team]
        gone.active = False
        person = next(one.id for one in self.world.people.values() if one.team == team)
        told: dict[str, Json] = {
            "app_uninstalled": {"type": "app_uninstalled"},
            "tokens_revoked": {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [gone.bot_user]}},
        }
        found = [self._prepared(person, None, told[name]) for name in order]
        self.deliveries.start_in_order(found)
        return found

    def echo(self, channel: Channel, inner: Json) -> None:
        """Tell the bot of what it did itself in direct messages, as Slack does to every app that listens there."""
        if channel.kind != "im" or self.world.manifest.refuses("event", "message.im"):
            return
        one = Interaction(
            id=self.world.name("I"),
            kind="event",
            team=channel.team,
            person="",
            channel=channel.id,
            payload={},
        )
        said: dict[str, Any] = {**inner, "type": "message", "channel": channel.id, "channel_type": "im"}
        one.payload = payloads.event(self.world, channel.team, {**said, "event_ts": self.world.ts()})
        self.world.interactions[one.id] = one
        self.deliveries.start(one)

    def _allowed(self, kind: str, name: str) -> None:
        refusal = self.world.manifest.refuses(kind, name)
        if refusal is not None:
            raise Refused(refusal)

    def _go(self, one: Interaction) -> Interaction:
        self.deliveries.start(one)
        return one
