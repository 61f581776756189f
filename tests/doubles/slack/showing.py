"""Modals and home tabs open, change and close."""

from typing import Any

from tests.doubles.slack import limits
from tests.doubles.slack.blocks import check_view
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.mrkdwn import block_pings
from tests.doubles.slack.posting import with_ids
from tests.doubles.slack.records import Json, Team, View
from tests.doubles.slack.world import APP, World


def checked(world: World, view: Any, *, kind: str, way: str) -> Json:
    """Check what was sent as a view.

    Raises:
        Refusal: `invalid_arguments` with what is wrong, as views.open answers it.
    """
    problems = check_view(view)
    if not problems and view["type"] != kind:
        problems = [f"must be {kind} [json-pointer:/view/type]"]
    if problems:
        raise Refusal(error="invalid_arguments", messages=problems)
    pinged = block_pings(view["blocks"])
    if pinged:
        world.pinged.append({"where": way, "whom": pinged})
    return dict(view)


def open_modal(world: World, team: Team, trigger_id: Any, view: Any, *, pushed: bool) -> View:
    """Open a modal, or push one on the one that is open.

    Raises:
        Refusal: when the view or the trigger is not good.
    """
    way = "views.push" if pushed else "views.open"
    body = checked(world, view, kind="modal", way=way)
    trigger = world.use_trigger(trigger_id)
    below = stack(world, trigger.person)
    if pushed and (not below or trigger.view is None):
        raise Refusal(error="not_found")
    if pushed and len(below) >= limits.VIEW_STACK:
        raise Refusal(error="push_limit_reached")
    return show_modal(world, team, trigger.person, body, pushed=pushed, interaction=trigger.interaction)


def show_modal(
    world: World, team: Team, person: str, body: Json, *, pushed: bool, interaction: str | None
) -> View:
    below = stack(world, person)
    if not pushed:
        for one in below:
            one.open = False
    name = world.name("V")
    root, previous = (below[0].root, below[-1].id) if pushed else (name, None)
    made = View(
        id=name, team=team.id, person=person, body=body, root=root, previous=previous, interaction=interaction
    )
    world.views[name] = made
    world.show("view", interaction, as_json(world, made))
    return made


def change(world: World, view: View, body: Json) -> None:
    view.body = body
    view.version += 1
    world.show("view", view.interaction, as_json(world, view))


def close(world: World, view: View, *, everything: bool = False) -> None:
    for one in stack(world, view.person):
        if everything or one.id == view.id:
            one.open = False
    world.show("closed", view.interaction, {"id": view.id})


def publish(world: World, team: Team, person: Any, view: Any, given_hash: Any) -> View:
    """Put a home tab in place.

    Raises:
        Refusal: when the view or the person is not good, or somebody was quicker.
    """
    if person not in world.people:
        raise Refusal(error="invalid_arguments", messages=["invalid user_id"])
    body = checked(world, view, kind="home", way="views.publish")
    old = world.homes.get(person)
    if given_hash and old is not None and given_hash != old.hash:
        raise Refusal(error="hash_conflict")
    if old is None:
        name = world.name("V")
        old = View(id=name, team=team.id, person=person, body=body, root=name)
        world.homes[person] = world.views[name] = old
    old.body = body
    old.version += 1
    world.show("home", world.latest.get(person), as_json(world, old))
    return old


def stack(world: World, person: str) -> list[View]:
    """The modals that a person has open, the lowest first."""
    return [
        one
        for one in world.views.values()
        if one.person == person and one.open and one.body["type"] == "modal"
    ]


def as_json(world: World, view: View, values: Json | None = None) -> Json:
    """The view as payloads carry it."""
    team = world.teams[view.team]
    body = view.body
    return {
        "id": view.id,
        "team_id": view.team,
        "type": body["type"],
        "blocks": with_ids(body["blocks"]),
        "private_metadata": body.get("private_metadata") or "",
        "callback_id": body.get("callback_id") or "",
        "state": {"values": values or {}},
        "hash": view.hash,
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": APP,
        "external_id": body.get("external_id") or "",
        "app_installed_team_id": view.team,
        "bot_id": team.bot_id,
    }
