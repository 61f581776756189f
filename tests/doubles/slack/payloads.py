"""The payloads that Slack sends for what people do."""

import html

from tests.doubles.slack.records import Interaction, Json, Message, View
from tests.doubles.slack.showing import as_json
from tests.doubles.slack.world import APP, World

TOKEN = "gone-since-signatures"  # noqa: S105 - the verification token that Slack still sends and nobody should use


def slash(world: World, one: Interaction, *, command: str, text: str) -> Json:
    person, team = world.people[one.person], world.teams[one.team]
    channel = world.channels[str(one.channel)]
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name if channel.kind != "group" else "privategroup",
        "user_id": person.id,
        "user_name": person.name.lower(),
        "command": command,
        "text": html.escape(text, quote=False),
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": world.hook(one.id, person.id, channel.id),
        "trigger_id": world.trigger(one),
    }


def interactive(world: World, one: Interaction, kind: str) -> Json:
    person, team = world.people[one.person], world.teams[one.team]
    return {
        "type": kind,
        "token": TOKEN,
        "api_app_id": APP,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": person.id,
            "username": person.name.lower(),
            "name": person.name.lower(),
            "team_id": team.id,
        },
        "enterprise": None,
        "is_enterprise_install": False,
    }


def on_message(world: World, one: Interaction, message: Message, *, hooked: bool = True) -> Json:
    """What payloads say about the message that they come from; an ephemeral one is not in them."""
    channel = world.channels[message.channel]
    said: Json = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.seen_by is not None,
        },
        "channel": {"id": channel.id, "name": channel.name},
    }
    if "thread_ts" in message.body:
        said["container"]["thread_ts"] = message.body["thread_ts"]
    if message.seen_by is None:
        said["message"] = message.body
    if hooked:
        said["response_url"] = world.hook(one.id, one.person, channel.id, (channel.id, message.ts))
    return said


def on_view(world: World, view: View, values: Json | None = None) -> Json:
    return {"container": {"type": "view", "view_id": view.id}, "view": as_json(world, view, values)}


def block_actions(world: World, one: Interaction, source: Message | View, action: Json, values: Json) -> Json:
    view = source.id if isinstance(source, View) else None
    where = on_view(world, source, values) if isinstance(source, View) else on_message(world, one, source)
    return {
        **interactive(world, one, "block_actions"),
        **where,
        "trigger_id": world.trigger(one, view=view),
        "state": {"values": values},
        "actions": [{**action, "action_ts": world.ts()}],
    }


def block_suggestion(world: World, one: Interaction, source: Message | View, asked: Json) -> Json:
    where = (
        on_view(world, source) if isinstance(source, View) else on_message(world, one, source, hooked=False)
    )
    return {**interactive(world, one, "block_suggestion"), **where, **asked}


def message_action(world: World, one: Interaction, callback_id: str, message: Message) -> Json:
    channel = world.channels[message.channel]
    return {
        **interactive(world, one, "message_action"),
        "action_ts": world.ts(),
        "callback_id": callback_id,
        "trigger_id": world.trigger(one),
        "response_url": world.hook(one.id, one.person, channel.id),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.name},
        "message": message.body,
    }


def global_shortcut(world: World, one: Interaction, callback_id: str) -> Json:
    return {
        **interactive(world, one, "shortcut"),
        "action_ts": world.ts(),
        "callback_id": callback_id,
        "trigger_id": world.trigger(one),
    }


def view_submission(world: World, one: Interaction, view: View, values: Json) -> Json:
    return {
        **interactive(world, one, "view_submission"),
        "trigger_id": world.trigger(one, view=view.id),
        "view": as_json(world, view, values),
        "response_urls": [],
    }


def view_closed(world: World, one: Interaction, view: View) -> Json:
    return {
        **interactive(world, one, "view_closed"),
        "view": as_json(world, view),
        "is_cleared": view.previous is None,
    }


def event(world: World, team_id: str, inner: Json) -> Json:
    team = world.teams[team_id]
    return {
        "token": TOKEN,
        "team_id": team.id,
        "api_app_id": APP,
        "type": "event_callback",
        "event": inner,
        "event_id": world.name("Ev"),
        "event_time": int(world.now()),
        "event_context": f"4-{world.name('e')}",
        "is_ext_shared_channel": False,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": team.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }
