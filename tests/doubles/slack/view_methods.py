"""views.*"""

from collections.abc import Callable

from tests.doubles.slack import showing
from tests.doubles.slack.calls import Call
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.records import Json, View


def _open(call: Call) -> Json:
    return _answer(call, showing.open_modal(call.world, call.team, *_asked(call), pushed=False))


def _push(call: Call) -> Json:
    return _answer(call, showing.open_modal(call.world, call.team, *_asked(call), pushed=True))


def _asked(call: Call) -> tuple[object, object]:
    return call.arguments.get("trigger_id"), call.needed("view")


def _update(call: Call) -> Json:
    view = _found(call)
    given = call.arguments.get("hash")
    if given and given != view.hash:
        raise Refusal(error="hash_conflict")
    body = showing.checked(call.world, call.needed("view"), kind=view.body["type"], way="views.update")
    showing.change(call.world, view, body)
    return _answer(call, view)


def _found(call: Call) -> View:
    """The view by id or external id.

    Raises:
        Refusal: `not_found` when it is closed or another team's.
    """
    name, external = call.arguments.get("view_id"), call.arguments.get("external_id")
    for view in call.world.views.values():
        named = view.id == name or (external and view.body.get("external_id") == external)
        if named and view.open and view.team == call.team.id:
            return view
    raise Refusal(error="not_found")


def _publish(call: Call) -> Json:
    user, view = call.needed("user_id"), call.needed("view")
    return _answer(call, showing.publish(call.world, call.team, user, view, call.arguments.get("hash")))


def _answer(call: Call, view: View) -> Json:
    return {"view": showing.as_json(call.world, view)}


METHODS: dict[str, Callable[[Call], Json]] = {
    "views.open": _open,
    "views.push": _push,
    "views.update": _update,
    "views.publish": _publish,
}
