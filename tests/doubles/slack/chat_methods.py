"""chat.* and pins.*"""

from collections.abc import Callable

from tests.doubles.slack.calls import Call
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.posting import delete, own_message, post, update
from tests.doubles.slack.records import Channel, Json

ONLY = {
    "chat.postMessage": {
        "channel", "text", "blocks", "attachments", "thread_ts", "unfurl_links", "unfurl_media", "link_names",
        "parse", "metadata", "reply_broadcast", "mrkdwn", "token", "markdown_text",
    },
    "chat.postEphemeral": {
        "channel", "user", "text", "blocks", "attachments", "thread_ts", "link_names", "parse", "token",
        "markdown_text",
    },
    "chat.update": {
        "channel", "ts", "text", "blocks", "attachments", "link_names", "parse", "metadata", "token", "as_user",
        "reply_broadcast", "file_ids", "markdown_text",
    },
}  # fmt: skip


def _check_arguments(call: Call) -> None:
    # slack-bolt adds the team to every call.
    known = {*ONLY[call.method], "team_id"}
    unknown = sorted(key for key, value in call.arguments.items() if key not in known and value is not None)
    if unknown:
        call.world.complain(f"{call.method}: unknown arguments {', '.join(unknown)}")


def _check_membership(channel: Channel) -> None:
    if channel.kind != "im" and not channel.bot_in:
        raise Refusal(error="not_in_channel")


def _post_message(call: Call) -> Json:
    _check_arguments(call)
    channel = call.channel()
    _check_membership(channel)
    interaction = call.world.behind(channel, call.arguments.get("thread_ts"))
    message = post(
        call.world, call.team, channel, call.arguments, seen_by=None, interaction=interaction, way=call.method
    )
    call.doing.echo(channel, message.body)
    return {"channel": channel.id, "ts": message.ts, "message": message.body}


def _post_ephemeral(call: Call) -> Json:
    _check_arguments(call)
    channel, user = call.channel(), call.needed("user")
    _check_membership(channel)
    if user not in call.world.people or call.world.people[user].team != call.team.id:
        raise Refusal(error="user_not_in_channel")
    interaction = call.world.latest.get(user)
    message = post(
        call.world, call.team, channel, call.arguments, seen_by=user, interaction=interaction, way=call.method
    )
    return {"message_ts": message.ts}


def _update(call: Call) -> Json:
    _check_arguments(call)
    channel, ts = call.channel(), call.needed("ts")
    message = own_message(call.world, call.team, channel.id, ts)
    before = message.body
    update(call.world, message, call.arguments, interaction=message.interaction, way=call.method)
    changed = {
        "subtype": "message_changed",
        "message": message.body,
        "previous_message": before,
        "hidden": True,
    }
    call.doing.echo(channel, changed)
    return {"channel": channel.id, "ts": ts, "text": message.body["text"], "message": message.body}


def _delete(call: Call) -> Json:
    channel, ts = call.channel(), call.needed("ts")
    message = own_message(call.world, call.team, channel.id, ts)
    delete(call.world, message, interaction=message.interaction)
    call.doing.echo(
        channel, {"subtype": "message_deleted", "previous_message": message.body, "deleted_ts": ts}
    )
    return {"channel": channel.id, "ts": ts}


def _permalink(call: Call) -> Json:
    channel, ts = call.channel(), str(call.needed("message_ts"))
    message = call.world.messages.get((channel.id, ts))
    if message is None or message.seen_by is not None:
        raise Refusal(error="message_not_found")
    place = f"https://{call.team.domain}.slack.example/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": place}


def _pin(call: Call) -> Json:
    channel, ts = call.channel(), str(call.needed("timestamp"))
    message = call.world.messages.get((channel.id, ts))
    if message is None or message.deleted or message.seen_by is not None:
        raise Refusal(error="message_not_found")
    if message.pinned:
        raise Refusal(error="already_pinned")
    message.pinned = True
    return {}


METHODS: dict[str, Callable[[Call], Json]] = {
    "chat.postMessage": _post_message,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "pins.add": _pin,
}
