"""Messages appear, change and vanish."""

import copy
import itertools
from typing import Any

from tests.doubles.slack.messages import Refusal, check_message
from tests.doubles.slack.records import Channel, Json, Message, Team
from tests.doubles.slack.world import APP, World

KEPT = ("text", "blocks", "attachments", "thread_ts", "metadata", "reply_broadcast")


def with_ids(blocks: Any) -> Any:
    """Copy blocks, with the block and action ids that Slack makes up where an app gave none."""
    made = copy.deepcopy(blocks)
    numbers = itertools.count(1)
    for block in made or ():
        block.setdefault("block_id", f"b{next(numbers)}")
        for element in (block.get("accessory"), block.get("element"), *(block.get("elements") or ())):
            if isinstance(element, dict) and element.get("type") not in (
                "image",
                "mrkdwn",
                "plain_text",
                None,
            ):
                element.setdefault("action_id", f"a{next(numbers)}")
    return made


def message_body(team: Team, ts: str, body: Json) -> Json:
    """The message as later payloads carry it."""
    kept = {key: body[key] for key in KEPT if body.get(key) is not None}
    kept["blocks"] = with_ids(kept.get("blocks") or [])
    kept.setdefault("text", "")
    return {
        "type": "message",
        "subtype": "bot_message",
        "user": team.bot_user,
        "bot_id": team.bot_id,
        "app_id": APP,
        "team": team.id,
        "ts": ts,
        **kept,
    }


def post(
    world: World,
    team: Team,
    channel: Channel,
    body: Json,
    *,
    seen_by: str | None,
    interaction: str | None,
    way: str,
) -> Message:
    """Show a new message.

    Raises:
        Refusal: when Slack would not take it.
    """
    where = f"{way} in {channel.id}"
    unfurling = way not in ("chat.postEphemeral", "ack")
    world.judge(check_message(body, unfurling=unfurling), where=where)
    ts = world.ts()
    message = Message(
        channel=channel.id,
        ts=ts,
        body=message_body(team, ts, body),
        author=team.bot_user,
        seen_by=seen_by,
        interaction=interaction,
    )
    world.messages[channel.id, ts] = message
    world.show("message", interaction, as_json(message))
    return message


def update(world: World, message: Message, body: Json, *, interaction: str | None, way: str) -> None:
    """Change a message; what a call leaves out of text and blocks goes away as on Slack.

    Raises:
        Refusal: when Slack would not take it.
    """
    world.judge(check_message(body, unfurling=False), where=f"{way} in {message.channel}")
    team = next(one for one in world.teams.values() if one.bot_user == message.author)
    thread = message.body.get("thread_ts")
    message.body = message_body(team, message.ts, {"thread_ts": thread, **body})
    message.updates += 1
    world.show("update", interaction, as_json(message))


def delete(world: World, message: Message, *, interaction: str | None) -> None:
    message.deleted = True
    world.show("delete", interaction, as_json(message))


def own_message(world: World, team: Team, channel: Any, ts: Any) -> Message:
    """Find a message that the bot may change: its own, not ephemeral, still there.

    Raises:
        Refusal: when there is none.
    """
    message = world.messages.get((str(channel), str(ts)))
    if message is None or message.deleted or message.seen_by is not None:
        raise Refusal(error="message_not_found")
    if message.author != team.bot_user:
        raise Refusal(error="cant_update_message")
    return message


def as_json(message: Message) -> Json:
    """The message as the control API gives it."""
    return {
        "channel": message.channel,
        "ts": message.ts,
        "author": message.author,
        "seen_by": message.seen_by,
        "deleted": message.deleted,
        "updates": message.updates,
        "pinned": message.pinned,
        "body": message.body,
    }
