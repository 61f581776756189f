"""response_url: five uses in thirty minutes, checked like messages, answered with a plain `ok`."""

from tests.doubles.slack import limits
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.posting import delete, post, update
from tests.doubles.slack.records import Hook, Json, Message
from tests.doubles.slack.uploads import check_pictures
from tests.doubles.slack.world import World

KNOWN = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "unfurl_links",
    "unfurl_media",
    "thread_ts",
    "metadata",
    "mrkdwn",
    "parse",
    "link_names",
}


def take_response(world: World, token: str, body: Json) -> None:
    """Do what was posted to a response_url.

    Raises:
        Refusal: with the status and the error that Slack answers with.
    """
    hook = world.hooks.get(token)
    if hook is None:
        world.complain(f"response_url: unknown token {token}")
        raise Refusal(error="invalid_token", status=404)
    if world.now() - hook.made > limits.RESPONSE_URL_SECONDS:
        world.complain("response_url: used after 30 minutes")
        raise Refusal(error="expired_url", status=404)
    if hook.uses >= limits.RESPONSE_URL_USES:
        world.complain("response_url: used more than 5 times")
        raise Refusal(error="used_url", status=404)
    hook.uses += 1
    unknown = sorted(body.keys() - KNOWN)
    if unknown:
        world.complain(f"response_url: unknown arguments {', '.join(unknown)}")
    try:
        check_pictures(world, body)
        _apply(world, hook, body)
    except Refusal as refusal:
        refusal.status = 400
        world.complain(f"response_url: {refusal.error} {'; '.join(refusal.messages)}".strip())
        raise


def _apply(world: World, hook: Hook, body: Json) -> None:
    original = _original(world, hook, body)
    if body.get("delete_original") is True:
        if original is None:
            raise Refusal(error="message_not_found")
        delete(world, original, interaction=hook.interaction)
        return
    if body.get("replace_original") is True and original is not None:
        if original.seen_by is not None and body.get("response_type") == "in_channel":
            world.complain("response_url: an ephemeral message cannot be replaced by a public one")
        update(world, original, body, interaction=hook.interaction, way="response_url")
        return
    team, channel = world.teams[hook.team], world.channels[hook.channel]
    public = body.get("response_type") == "in_channel"
    seen_by = None if public else hook.person
    post(world, team, channel, body, seen_by=seen_by, interaction=hook.interaction, way="response_url")


def _original(world: World, hook: Hook, body: Json) -> Message | None:
    """The message that may be replaced; there is none after a command or on a person's own message."""
    asked = body.get("replace_original"), body.get("delete_original")
    if hook.source is None:
        if True in asked:
            world.complain(
                "response_url: a slash command or shortcut has no original, so a second message appears"
            )
        return None
    if asked == (None, None):
        world.complain("response_url: say replace_original true or false, since its default differs")
    message = world.messages[hook.source]
    return None if message.deleted else message
