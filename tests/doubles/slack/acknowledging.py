"""What an acknowledgement carries, and what Slack does with it."""

from typing import Any

from tests.doubles.slack import showing
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.posting import post
from tests.doubles.slack.records import Interaction, Json, View
from tests.doubles.slack.shapes import Report, check_options
from tests.doubles.slack.world import World


def take_reply(world: World, interaction: Interaction, reply: Any) -> None:
    """Do what an acknowledgement asks for; what Slack would not take is an error for the person."""
    interaction.reply = reply if isinstance(reply, dict) else None
    try:
        REPLIES.get(interaction.kind, _nothing)(world, interaction, reply or {})
    except Refusal as refusal:
        world.complain(f"ack of {interaction.kind}: {refusal.error} {'; '.join(refusal.messages)}".strip())
        world.fail(interaction, refusal.error)
    world.wake()


def _nothing(world: World, interaction: Interaction, reply: Json) -> None:
    if interaction.kind != "event" and reply and reply != {"text": ""}:
        world.complain(f"ack of {interaction.kind}: Slack ignores its payload")


def _command(world: World, interaction: Interaction, reply: Json) -> None:
    if not reply or reply == {"text": ""}:
        return
    seen_by = None if reply.get("response_type") == "in_channel" else interaction.person
    post(
        world,
        world.teams[interaction.team],
        world.channels[str(interaction.channel)],
        reply,
        seen_by=seen_by,
        interaction=interaction.id,
        way="ack",
    )


def _suggestion(world: World, interaction: Interaction, reply: Json) -> None:
    if not {"options", "option_groups"} & reply.keys():
        raise Refusal(
            error="no_options", messages=["the acknowledgement holds neither options nor option_groups"]
        )
    report = Report()
    options = check_options(reply, "", report, least=0)
    if report.problems:
        raise Refusal(error="invalid_options", messages=report.problems)
    world.show("options", interaction.id, {"options": options})


def _submission(world: World, interaction: Interaction, reply: Json) -> None:
    view = world.views[interaction.payload["view"]["id"]]
    action = reply.get("response_action")
    if action == "errors":
        _errors(world, interaction, view, reply.get("errors"))
    elif action == "update":
        showing.change(world, view, showing.checked(world, reply.get("view"), kind="modal", way="ack"))
    elif action == "push":
        body = showing.checked(world, reply.get("view"), kind="modal", way="ack")
        showing.show_modal(
            world, world.teams[view.team], view.person, body, pushed=True, interaction=interaction.id
        )
    elif action == "clear":
        showing.close(world, view, everything=True)
    elif reply and reply != {"text": ""}:
        raise Refusal(error="invalid_response_action", messages=[str(action)])
    else:
        showing.close(world, view)


def _errors(world: World, interaction: Interaction, view: View, errors: Any) -> None:
    inputs = {one["block_id"] for one in showing.as_json(world, view)["blocks"] if one["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refusal(error="invalid_errors")
    strange = sorted(errors.keys() - inputs)
    if strange:
        raise Refusal(error="invalid_errors", messages=[f"no input block {one}" for one in strange])
    world.show("errors", interaction.id, {"errors": errors, "view": showing.as_json(world, view)})


REPLIES = {"slash": _command, "suggestion": _suggestion, "submission": _submission}
